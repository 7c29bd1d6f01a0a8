/** A mail server that greets and says goodbye, on a free port of the loopback address. */
import { createServer, type AddressInfo } from 'node:net';

export async function openMailServer(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', () => socket.end('221 mail.example.com closing\r\n'));
    socket.write('220 mail.example.com ESMTP ready\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
