/**
 * A connection to a target through a proxy, which resolves the name: CONNECT (RFC 9110, section 9.3.6) or SOCKS5 (RFC
 * 1928, RFC 1929). What is the proxy's fault is told apart from what is the target's.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Failure } from '../../contract/failure.ts';
import type { Silence } from '../../contract/model/location.ts';
import { cancellable } from './cancellable.ts';
import { discard } from './discard.ts';
import type { Dial, SocketContext } from './open-socket.ts';
import { ProbeError } from './probe-error.ts';
import { contextFor, defaultTrust, type Trust } from './trust.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const longestHead = 16_384;

/** @param trust of a proxy that speaks TLS; absent: that of the check. */
export function dialThrough(proxy: URL, credentials: Credentials | null, trust?: Trust): Dial {
  const tunnel = proxy.protocol === 'socks5:' ? socks : connectMethod;
  return async (target, context) => {
    const socket = await reach(proxy, trust ?? defaultTrust(context.trustedCa), context);
    try {
      await tunnel(socket, { ...target, credentials, context });
      return socket;
    } catch (error) {
      discard(socket);
      throw error;
    }
  };
}

function silent(why: Silence, detail: string | null): ProbeError {
  return new ProbeError({ code: 'no-answer', facts: { why, detail, until: null } });
}

const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5:': 1_080 };

function reach(proxy: URL, trust: Trust, { deadline }: SocketContext): Promise<Socket> {
  const host = proxy.hostname.replace(/^\[|\]$/gu, '');
  const port = proxy.port === '' ? (usualPorts[proxy.protocol] ?? 0) : Number(proxy.port);
  return cancellable<Socket>(deadline, ({ resolve, reject }) => {
    const isTls = proxy.protocol === 'https:';
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = isTls
      ? connectTls({ host, port, ...servername, secureContext: contextFor(trust) })
      : connectTcp({ host, port, noDelay: true });
    let isOpen = false;
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      isOpen = true;
      resolve(socket);
    });
    // Stays for the socket's lifetime: between two users of the socket no other listener handles errors.
    socket.on('error', (error: NodeJS.ErrnoException) => reject(silent('unreachable', error.code ?? error.name)));
    return () => {
      if (!isOpen) discard(socket);
    };
  });
}

interface Tunnel {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials | null;
  readonly context: SocketContext;
}

/** Collects what the proxy sends until `read` has enough; what follows stays in the socket. */
function receive<T>(socket: Socket, { deadline }: SocketContext, read: (bytes: Buffer) => Taken<T> | null): Promise<T> {
  return cancellable<T>(deadline, ({ resolve, reject }) => {
    let received = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const taken = read(received);
      if (taken !== null) {
        socket.pause();
        resolve(taken.value);
        if (received.length > taken.length) socket.unshift(received.subarray(taken.length));
      } else if (received.length > longestHead) reject(silent('unintelligible', null));
    };
    const onEnd = (): void => reject(silent('unreachable', 'ECONNRESET'));
    socket.on('data', onData).once('close', onEnd).once('end', onEnd);
    // Paused by what was received before.
    socket.resume();
    return () => {
      socket.off('data', onData).off('close', onEnd).off('end', onEnd);
    };
  });
}

interface Taken<T> {
  readonly value: T;
  /** Bytes that belong to it. */
  readonly length: number;
}

async function connectMethod(socket: Socket, { host, port, credentials, context }: Tunnel): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (credentials !== null) {
    const login = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    lines.push(`Proxy-Authorization: Basic ${login}`);
  }
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const status = await receive(socket, context, (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const [, code] = /^HTTP\/1\.[01] (\d{3})/u.exec(bytes.toString('latin1', 0, end)) ?? [];
    return { value: Number(code ?? 0), length: end + 4 };
  });
  if (status >= 200 && status < 300) return;
  // A proxy that cannot reach the target and one that is broken itself answer alike.
  const why = status >= 500 ? 'probe-failed' : status === 0 ? 'unintelligible' : 'rejected';
  throw silent(why, String(status));
}

const version5 = 5;
const noLogin = 0;
const passwordLogin = 2;

async function socks(socket: Socket, tunnel: Tunnel): Promise<void> {
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
function requestFor({ host, port }: Tunnel): Buffer {
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
function failureOf(reply: number, { host, port }: Tunnel): Failure {
  const peer = `${host}:${String(port)}`;
  if (reply === 5) return { code: 'connection-refused', facts: { peer } };
  if (reply === 3 || reply === 4 || reply === 6) {
    return { code: 'no-route', facts: { peer, error: `SOCKS5:${String(reply)}` } };
  }
  const why = reply === 2 ? 'rejected' : 'probe-failed';
  return { code: 'no-answer', facts: { why, detail: `SOCKS5:${String(reply)}`, until: null } };
}
