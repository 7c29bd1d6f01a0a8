/**
 * The HTTP server under the listener: bound exactly as requested, with limits on what a request may cost.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
  // Node applies neither if the first is the longer one.
  server.headersTimeout = Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs);
  server.requestTimeout = limits.requestTimeoutMs;
  server.on('clientError', refuse);
  return server;
}

export interface Place {
  readonly host: string;
  /** 0: the system chooses one. */
  readonly port: number;
  /** Connections that the system accepts before the program does. */
  readonly backlog: number;
}

/** @returns the port. */
export function bind(server: Server, { host, port, backlog }: Place): Promise<Outcome<number>> {
  return new Promise((resolve) => {
    const onError = (error: Error): void => resolve(bindError(error, host, port));
    server.once('error', onError);
    server.listen({ host, port, backlog, exclusive: true }, () => {
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

/** Starts serving requests. */
export function serve(server: Server, { handle, logger, failure }: Serving): void {
  server.on('error', (error) => logger.error('the listener met an error', { error }));
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      logger.error('a request could not be answered', { error });
      if (response.headersSent) response.destroy();
      else answerText(response, 500, failure);
    });
  });
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
