/**
 * A tunnel by SOCKS4, as scripts for proxies still name it (https://www.openssh.com/txt/socks4.protocol). It knows only
 * IPv4 addresses, so the name is looked up here, as browsers do.
 */
import { isIPv4, type Socket } from 'node:net';
import { knownAddresses, lookUp } from './addresses.ts';
import { ProbeError } from './probe-error.ts';
import { receive, silent, type TunnelOptions } from './proxy-tunnel.ts';

const version4 = 4;
const connect = 1;
const granted = 90;
const replyLength = 8;

export async function socks4(socket: Socket, { host, port, credentials, context }: TunnelOptions): Promise<void> {
  const [first] = knownAddresses(host, 4) ?? (await lookUp(host, 4, context));
  context.timer.enter('connect');
  const address = first?.address ?? '';
  if (!isIPv4(address)) throw new ProbeError({ code: 'wrong-address-family', facts: { host, family: 4 } });
  const user = Buffer.from(credentials?.username ?? '').subarray(0, 255);
  const request = [version4, connect, port >> 8, port & 0xff, ...address.split('.').map(Number), ...user, 0];
  socket.write(Buffer.from(request));
  const code = await receive(socket, context, (bytes) =>
    bytes.length < replyLength ? null : { value: bytes[0] === 0 ? (bytes[1] ?? 0) : 0, length: replyLength },
  );
  if (code === granted) return;
  // 91 to 93: "rejected or failed", or the user was not confirmed. Which of the two is the target's fault, it does not say.
  if (code > granted && code <= 93) throw silent(code === 91 ? 'probe-failed' : 'rejected', `SOCKS4:${String(code)}`);
  throw silent('unintelligible', null);
}
