/** A tunnel by SOCKS5 (RFC 1928, RFC 1929). The proxy resolves the name. */
import { isIP, type Socket } from 'node:net';
import type { Failure } from '../../contract/failure.ts';
import type { SocketContext } from './open-socket.ts';
import { ProbeError } from './probe-error.ts';
import { receive, silent, type Credentials, type Taken, type TunnelOptions } from './proxy-tunnel.ts';

const version5 = 5;
const noLogin = 0;
const passwordLogin = 2;

export async function socks5(socket: Socket, tunnel: TunnelOptions): Promise<void> {
  const { credentials, context } = tunnel;
  const methods = credentials === null ? [noLogin] : [noLogin, passwordLogin];
  socket.write(Buffer.from([version5, methods.length, ...methods]));
  const chosen = await receive(socket, context, (bytes) => twoBytes(bytes));
  if (chosen === passwordLogin && credentials !== null) await logIn(socket, credentials, context);
  else if (chosen !== noLogin) throw silent('rejected', 'authentication');
  socket.write(requestFor(tunnel));
  const reply = await receive(socket, context, socksReply);
  if (reply !== 0) throw new ProbeError(failureOf(reply, tunnel));
}

function twoBytes(bytes: Buffer): Taken<number> | null {
  return bytes.length < 2 ? null : { value: bytes[1] ?? 0xff, length: 2 };
}

async function logIn(socket: Socket, { username, password }: Credentials, context: SocketContext): Promise<void> {
  const part = (text: string): Buffer => {
    const bytes = Buffer.from(text).subarray(0, 255);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  };
  socket.write(Buffer.concat([Buffer.from([1]), part(username), part(password)]));
  const status = await receive(socket, context, (bytes) => twoBytes(bytes));
  if (status !== 0) throw silent('rejected', 'authentication');
}

/** By name, even for an address: the proxy understands both. */
function requestFor({ host, port }: TunnelOptions): Buffer {
  const name = Buffer.from(host).subarray(0, 255);
  const address = isIP(host) === 4 ? [1, ...host.split('.').map(Number)] : [3, name.length, ...name];
  return Buffer.from([version5, 1, 0, ...address, port >> 8, port & 0xff]);
}

const addressLengths: Readonly<Record<number, number>> = { 1: 4, 4: 16 };

function socksReply(bytes: Buffer): Taken<number> | null {
  const [, reply = 1, , type = 0, first = 0] = bytes;
  // A refusal may come without an address.
  if (bytes.length >= 2 && reply !== 0) return { value: reply, length: bytes.length };
  if (bytes.length < 5) return null;
  const length = 4 + (addressLengths[type] ?? first + 1) + 2;
  return bytes.length < length ? null : { value: reply, length };
}

/** RFC 1928, section 6: 3 to 6 are about the target, the rest about the proxy. */
function failureOf(reply: number, { host, port }: TunnelOptions): Failure {
  const peer = `${host}:${String(port)}`;
  if (reply === 5) return { code: 'connection-refused', facts: { peer } };
  if (reply === 3 || reply === 4 || reply === 6) {
    return { code: 'no-route', facts: { peer, error: `SOCKS5:${String(reply)}` } };
  }
  const why = reply === 2 ? 'rejected' : 'probe-failed';
  return { code: 'no-answer', facts: { why, detail: `SOCKS5:${String(reply)}`, until: null } };
}
