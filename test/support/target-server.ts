/**
 * A service to be watched: a real HTTP or HTTPS server on a free port of the loopback, that behaves as it is told, well
 * or as badly as servers do. Behaviour is set for all paths or for one, and may be changed at any time.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

export type Encoding = 'gzip' | 'deflate' | 'deflate-raw' | 'br' | 'zstd';

export type Behaviour =
  /** A whole answer. `json` stands for a body and its content type. */
  | {
      readonly kind: 'answer';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly body?: string | Buffer;
      readonly json?: unknown;
      readonly encoding?: Encoding;
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** Nothing comes, or nothing more. */
  | { readonly kind: 'hang'; readonly before: 'headers' | 'body' | 'end' }
  /** One byte of a body at once, and one more each second. */
  | { readonly kind: 'drip' }
  /** The connection is reset: when it is made, when the request is there, or within the body. */
  | { readonly kind: 'reset'; readonly at: 'connection' | 'request' | 'body' }
  /** The connection is closed in order, but too early. */
  | { readonly kind: 'close'; readonly at: 'connection' | 'request' | 'body' }
  /** Exactly these bytes, when the connection is made or the request is there; then the end. */
  | {
      readonly kind: 'raw';
      readonly bytes: string | Buffer;
      readonly at?: 'connection' | 'request';
      /** Instead of the end. */
      readonly staysOpen?: boolean;
    }
  /** A small body that unpacks to `unpackedMiB`. */
  | { readonly kind: 'bomb'; readonly unpackedMiB: number }
  | { readonly kind: 'endless'; readonly what: 'body' | 'headers' | 'informational' };

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TargetServer {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly url: string;
  readonly port: number;
  /** The same for every path; what was set for single ones is forgotten. */
  readonly behave: (behaviour: Behaviour) => void;
  readonly behaveAt: (path: string, behaviour: Behaviour) => void;
  readonly requests: readonly ReceivedRequest[];
  /** The next request that comes in whole. */
  readonly nextRequest: () => Promise<ReceivedRequest>;
  readonly openConnections: () => number;
  /** How many were made so far. */
  readonly connections: () => number;
  /** Resolves when no connection is open. */
  readonly idle: () => Promise<void>;
  readonly bytesSent: () => number;
  readonly close: () => Promise<void>;
}

export interface TargetServerOptions {
  /** An HTTPS server with this identity and protocol. */
  readonly tls?: TlsOptions;
  /** `127.0.0.1` where it is not given. */
  readonly host?: string;
  readonly behaviour?: Behaviour;
}

export const healthy: Behaviour = { kind: 'answer', body: 'ok' };

export async function startTargetServer(options: TargetServerOptions = {}): Promise<TargetServer> {
  const { tls, host = '127.0.0.1', behaviour = healthy } = options;
  let everywhere: Behaviour = behaviour;
  const atPath = new Map<string, Behaviour>();
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const waiting: ((request: ReceivedRequest) => void)[] = [];
  let connections = 0;
  let bytesOfClosed = 0;

  const serve: RequestListener = (request, response) => {
    const begin = (received: ReceivedRequest): void => {
      requests.push(received);
      for (const tell of waiting.splice(0)) tell(received);
      perform(atPath.get(received.path) ?? everywhere, response);
    };
    // A client that leaves within its request has no answer coming.
    receive(request).then(begin, () => response.destroy());
  };
  const server: Server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    // What clients do to a badly behaving server is not its concern.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      bytesOfClosed += socket.bytesWritten;
      sockets.delete(socket);
    });
    performAtConnection(everywhere, socket);
  });
  server.on('clientError', (_, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'));
  server.on('tlsClientError', () => undefined);
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    behave(next) {
      everywhere = next;
      atPath.clear();
    },
    behaveAt: (path, next) => atPath.set(path, next),
    requests,
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    openConnections: () => sockets.size,
    connections: () => connections,
    async idle() {
      await Promise.all(Array.from(sockets, (socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    bytesSent: () => Array.from(sockets).reduce((sum, { bytesWritten }) => sum + bytesWritten, bytesOfClosed),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const { method = '', url = '', headers } = request;
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return { method, path: url, headers, body };
}

function performAtConnection(behaviour: Behaviour, socket: Socket): void {
  if (!('at' in behaviour) || behaviour.at !== 'connection') return;
  if (behaviour.kind === 'reset') socket.resetAndDestroy();
  else if (behaviour.kind === 'close') socket.end();
  else socket.end(behaviour.bytes);
}

function perform(behaviour: Behaviour, response: ServerResponse): void {
  const { socket } = response;
  if (socket === null) return;
  switch (behaviour.kind) {
    case 'answer':
      answer(behaviour, response);
      return;
    case 'redirect':
      response.writeHead(behaviour.status ?? 302, { location: behaviour.to }).end('elsewhere');
      return;
    case 'hang':
      hang(behaviour.before, response);
      return;
    case 'drip':
      drip(response);
      return;
    case 'reset':
      breakOff(behaviour.at, response, () => socket.resetAndDestroy());
      return;
    case 'close':
      breakOff(behaviour.at, response, () => socket.end());
      return;
    case 'raw':
      if (behaviour.staysOpen === true) socket.write(behaviour.bytes);
      else socket.end(behaviour.bytes);
      return;
    case 'bomb':
      bomb(behaviour.unpackedMiB, response);
      return;
    case 'endless':
      endless(behaviour.what, socket);
  }
}

const encoders: Readonly<Record<Encoding, (body: Buffer) => Buffer>> = {
  gzip: (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  'deflate-raw': (body) => deflateRawSync(body),
  br: (body) => brotliCompressSync(body),
  zstd: (body) => zstdCompressSync(body),
};

function answer(behaviour: Extract<Behaviour, { kind: 'answer' }>, response: ServerResponse): void {
  const {
    status = 200,
    headers = {},
    json,
    body = json === undefined ? '' : JSON.stringify(json),
    encoding,
  } = behaviour;
  if (json !== undefined) response.setHeader('content-type', 'application/json');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const bytes = Buffer.from(body);
  if (encoding !== undefined) response.setHeader('content-encoding', encoding.replace('-raw', ''));
  response.writeHead(status).end(encoding === undefined ? bytes : encoders[encoding](bytes));
}

function hang(before: 'headers' | 'body' | 'end', response: ServerResponse): void {
  if (before === 'headers') return;
  response.writeHead(200, { 'content-length': '100' });
  response.flushHeaders();
  if (before === 'end') response.write('beginning');
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000' }).write('x');
  const timer = setInterval(() => response.write('x'), 1_000);
  response.on('close', () => clearInterval(timer));
}

function breakOff(at: 'connection' | 'request' | 'body', response: ServerResponse, end: () => void): void {
  if (at === 'request') end();
  if (at === 'body') response.writeHead(200, { 'content-length': '100' }).write('beginning', end);
}

/** A gzip file may consist of several, one behind the other. */
const packedMiB = gzipSync(Buffer.alloc(1_048_576));

function bomb(unpackedMiB: number, response: ServerResponse): void {
  response.writeHead(200, { 'content-encoding': 'gzip' });
  let left = unpackedMiB;
  pump(response, () => (left-- > 0 ? packedMiB : null));
}

function endless(what: 'body' | 'headers' | 'informational', socket: Socket): void {
  const chunk = {
    body: 'x'.repeat(65_536),
    headers: 'x-more: and more\r\n'.repeat(1_000),
    informational: 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(500),
  }[what];
  if (what === 'body') socket.write('HTTP/1.1 200 OK\r\n\r\n');
  if (what === 'headers') socket.write('HTTP/1.1 200 OK\r\n');
  pump(socket, () => chunk);
}

/** Writes until there is no more or the other side has gone, no faster than it reads. */
function pump(stream: ServerResponse | Socket, next: () => string | Buffer | null): void {
  const write = (): void => {
    if (stream.destroyed) return;
    const chunk = next();
    if (chunk === null) stream.end();
    else if (stream.write(chunk)) setImmediate(write);
    else stream.once('drain', write);
  };
  write();
}
