/** HTTP/2 servers on the loopback: Node's own, and one that sends exactly the frames that it is given. */
import { once } from 'node:events';
import {
  createSecureServer,
  type IncomingHttpHeaders,
  type SecureServerOptions,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server, type TlsOptions, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';

export interface CountedServer {
  readonly url: string;
  readonly port: number;
  /** The protocols that were agreed on, one for each connection. */
  readonly agreed: readonly string[];
  /** Resolves when no connection is open. */
  readonly idle: () => Promise<void>;
}

async function counted(server: Server): Promise<CountedServer> {
  const open = new Set<Socket>();
  const agreed: string[] = [];
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => undefined));
    socket.on('close', () => open.delete(socket));
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    agreed.push(socket.alpnProtocol === false ? 'none' : (socket.alpnProtocol ?? 'none'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const idle = async (): Promise<void> => {
    await Promise.all(Array.from(open, (socket) => once(socket, 'close')));
  };
  return { url: `https://127.0.0.1:${String(port)}`, port, agreed, idle };
}

export type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: string) => void;

/** Without `allowHTTP1` it speaks HTTP/2 alone. */
export async function startHttp2Server(options: SecureServerOptions, onStream: OnStream): Promise<CountedServer> {
  const server = createSecureServer(options);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    let body = '';
    stream.setEncoding('utf8').on('data', (part: string) => (body += part));
    stream.on('end', () => onStream(stream, headers, body));
  });
  server.on('request', (request, response) => {
    if (request.httpVersion === '1.1') response.end('by HTTP/1.1');
  });
  return counted(server);
}

export const frameTypes = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goAway: 7,
  continuation: 9,
  unknown: 0xee,
};
export const endStream = 1;
export const endHeaders = 4;
/** `:status: 200`, an entry of the static table of HPACK. */
export const ok = Buffer.from([0x88]);

/** RFC 9113, section 4.1. */
export function frame(
  type: keyof typeof frameTypes,
  flags: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = frameTypes[type];
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

export function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}

export type OnRequest = (socket: TLSSocket) => void;

/** Calls `onRequest` when the request has come in; it agrees on HTTP/2, whatever it then sends. */
export async function startFrameServer(identity: TlsOptions, onRequest: OnRequest): Promise<CountedServer> {
  const server = createServer({ ...identity, ALPNProtocols: ['h2'] });
  server.on('secureConnection', (socket) => {
    let received = Buffer.alloc(0);
    const receive = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (!hasRequest(received)) return;
      socket.off('data', receive).resume();
      onRequest(socket);
    };
    socket.on('data', receive);
  });
  return counted(server);
}

/** Its HEADERS frame, after the preface of 24 bytes. */
function hasRequest(bytes: Buffer): boolean {
  for (let at = 24; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    if (bytes[at + 3] === frameTypes.headers) return true;
  }
  return false;
}

/** Writes the same until the other side has gone, no faster than it reads. */
export function pour(socket: Socket, chunk: Buffer): void {
  const write = (): void => {
    if (socket.destroyed) return;
    if (socket.write(chunk)) setImmediate(write);
    else socket.once('drain', write);
  };
  write();
}
