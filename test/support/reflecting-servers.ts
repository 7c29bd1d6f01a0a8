/** Servers that send back whatever they receive, each time in another spelling. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { reflections } from './canaries.ts';

interface ReflectingServer {
  readonly port: number;
  readonly close: () => void;
}

function spelling(turn: number): (text: string) => string {
  return reflections[turn % reflections.length] ?? ((text) => text);
}

/** Fails every request, and repeats its path, its headers and its body in the response's headers and body. */
export async function openReflectingWeb(): Promise<ReflectingServer> {
  let turn = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const spell = spelling(turn);
      turn += 1;
      const { authorization = '', cookie = '' } = request.headers;
      const login = Buffer.from(authorization.replace(/^\S+ /, ''), 'base64').toString();
      const key = String(request.headers['x-api-key'] ?? '');
      const values = [request.url ?? '', authorization, login, cookie, key, Buffer.concat(parts).toString()];
      response.writeHead(500, {
        'content-type': 'text/plain',
        'x-echo': encodeURI(spell(key)),
        'set-cookie': `sid=${encodeURI(cookie)}`,
      });
      response.end(`you sent\n${values.map(spell).join('\n')}\n`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

/** Greets like a mail server, rejects every login, and repeats each line. */
export async function openReflectingPort(): Promise<ReflectingServer> {
  let turn = 0;
  const server = createTcpServer((socket) => {
    const spell = spelling(turn);
    turn += 1;
    socket.on('error', () => socket.destroy());
    socket.write('220 ready\r\n');
    socket.on('data', (data) => {
      const line = data.toString().trim();
      if (/^EHLO/i.test(line)) socket.write('250-hello\r\n250 AUTH PLAIN\r\n');
      else {
        const login =
          Buffer.from(line.split(' ').at(-1) ?? '', 'base64')
            .toString()
            .split('\0')
            .at(-1) ?? '';
        socket.end(`535 you sent ${spell(line)} as ${spell(login)}\r\n`);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
