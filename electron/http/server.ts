/**
 * The HTTP server under the listener: bound exactly as requested, with limits on what a client may cost, and reliably
 * closed.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { EngineOptions } from '../engine/engine.ts';
import { answerText } from './answer.ts';
import type { ListenerLimits } from './limits.ts';

type Logger = EngineOptions['logger'];

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function createLimitedServer(limits: ListenerLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    connectionsCheckingInterval: limits.timeoutCheckMs,
  });
  server.maxConnections = limits.maxConnections;
  // Node applies neither if the first is the longer one.
  server.headersTimeout = Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs);
  server.requestTimeout = limits.requestTimeoutMs;
  server.on('clientError', refuse);
  return server;
}

/** @returns the port, which the system chooses if 0 was requested. */
export function bind(server: Server, host: string, port: number): Promise<Outcome<number>> {
  return new Promise((resolve) => {
    const onError = (error: Error): void => resolve(bindError(error, host, port));
    server.once('error', onError);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function bindError(error: Error, host: string, port: number): Outcome<never> {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return refused('port-in-use', { host, port });
    case 'EACCES':
      return refused('port-forbidden', { host, port });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return refused('not-own-address', { host, port });
    default:
      return refused('cannot-listen', { host, port, reason: error.message });
  }
}

export interface Serving {
  readonly handle: Handle;
  readonly logger: Logger;
  /** The response if a request hits a bug. */
  readonly failure: string;
}

/** Starts serving requests. @returns what stops that and closes every connection within `timeoutMs`. */
export function serve(server: Server, { handle, logger, failure }: Serving): (timeoutMs: number) => Promise<void> {
  const sockets = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  server.on('error', (error) => logger.error('the listener met an error', { error }));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    handle(request, response).catch((error: unknown) => {
      logger.error('a request could not be answered', { error });
      if (response.headersSent) response.destroy();
      else answerText(response, 500, failure);
    });
  });
  return async (timeoutMs) => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await allClosed([...underWay], timeoutMs);
    for (const socket of sockets) socket.destroy();
    await closed;
  };
}

async function allClosed(responses: readonly ServerResponse[], timeoutMs: number): Promise<void> {
  const each = responses.map((response) => new Promise<void>((resolve) => response.once('close', () => resolve())));
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([Promise.all(each), timeout]);
  clearTimeout(timer);
}

/** Invalid, oversized or slow requests get an error response if the connection is still writable, and are closed. */
function refuse(error: Error, socket: NodeJS.WritableStream & { readonly destroy: () => void }): void {
  if (!socket.writable || codeOf(error) === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const answer = `HTTP/1.1 ${statusLineOf(error)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  // Otherwise a client that never closes its side would keep the connection.
  socket.end(answer, () => socket.destroy());
}

function statusLineOf(error: Error): string {
  switch (codeOf(error)) {
    case 'HPE_HEADER_OVERFLOW':
      return '431 Request Header Fields Too Large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return '408 Request Timeout';
    default:
      return '400 Bad Request';
  }
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
