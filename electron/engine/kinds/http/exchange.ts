/**
 * One request and its response over an established connection. An undici client of its own speaks HTTP on this socket.
 * Every exchange closes its connection, but does not announce that with `Connection: close`: undici would end the
 * connection with an error object that costs as much as half a check.
 */
import type { Socket } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';
import { Client, type buildConnector, type Dispatcher } from 'undici';
import { readBody, type Body } from './body.ts';
import { cancellable } from '../../transport/cancellable.ts';
import type { Deadline } from '../../transport/deadline.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { discard } from '../../transport/discard.ts';
import { ConnectionUsedUp } from '../../transport/probe-error.ts';
import { httpVersionOf, receiveHead } from './receive-head.ts';
import type { ProbeRequest } from './request.ts';

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; repeated headers are joined with `, `, and cookies, which contain commas, with line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** `1.1`. */
  readonly httpVersion: string;
  /** Null: not read. */
  readonly body: Body | null;
}

export interface ExchangeOptions {
  readonly context: SocketContext;
  readonly maxBodyBytes: number;
  readonly wantsBody: (status: number, headers: HttpResponse['headers']) => boolean;
  /** Whether the rest of the body can change nothing. */
  readonly isDecided: (read: Buffer, contentType: string) => boolean;
}

/** Large enough for real sites; limits an endless list of headers. */
const maxHeaderBytes = 65_536;

/** Shared by all sockets, because undici creates an error with a stack for each one that closes without an error. */
const exchangeEnded = new Error('the exchange has ended');

export async function exchange(socket: Socket, request: ProbeRequest, options: ExchangeOptions): Promise<HttpResponse> {
  const { context, maxBodyBytes, wantsBody, isDecided } = options;
  const { timer, trace, deadline } = context;
  timer.enter('firstByte');
  let httpVersion = '';
  receiveHead(socket, {
    peer: trace.address ?? trace.host,
    maxBytes: maxHeaderBytes,
    onFirstBytes(bytes) {
      trace.firstBytes = bytes;
      timer.enter('download');
    },
    onHead: (bytes) => (httpVersion = httpVersionOf(bytes)),
  });
  const own: { error: Error | null } = { error: null };
  socket.once('error', (error) => (own.error = error));
  try {
    const response = await send(socket, request, deadline);
    const headers = flatten(response.headers);
    const status = response.statusCode;
    const body = wantsBody(status, headers)
      ? await readBody(response.body, {
          contentEncoding: headers['content-encoding'] ?? '',
          maxBytes: maxBodyBytes,
          isDecided: (read) => isDecided(read, headers['content-type'] ?? ''),
          context,
        })
      : null;
    return { status, headers, httpVersion, body };
  } catch (error) {
    // undici only reports that the connection closed; the socket's own error says why, such as a TLS alert.
    throw isClosing(error) ? (own.error ?? error) : error;
  } finally {
    timer.stop();
    discard(socket, exchangeEnded);
  }
}

function isClosing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
}

function send(
  socket: Socket,
  { url, origin, method, headers, body }: ProbeRequest,
  deadline: Deadline,
): Promise<Dispatcher.ResponseData> {
  // The check has its own deadline, so undici's timeouts are disabled.
  const client = new Client(origin, {
    connect: connectorFor(socket),
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: maxHeaderBytes,
  });
  return cancellable<Dispatcher.ResponseData>(deadline, ({ resolve, reject }) => {
    const path = url.pathname + url.search;
    client.request({ method, path, headers, body }, (error, response) => {
      if (error !== null) {
        reject(error);
        return;
      }
      // The body may fail before anything reads it, or without being read.
      response.body.on('error', () => undefined);
      resolve(response);
    });
    return () => undefined;
  });
}

/** Supplies undici with the socket once. It asks for another if that one closed before the request was sent: then the check has failed. */
function connectorFor(socket: Socket): buildConnector.connector {
  let unused: Socket | null = socket;
  return (_, callback) => {
    const given = unused;
    unused = null;
    // undici does not continue if the callback is called synchronously.
    queueMicrotask(() => {
      if (given === null) callback(new ConnectionUsedUp(), null);
      else callback(null, given);
    });
  };
}

function flatten(headers: IncomingHttpHeaders): HttpResponse['headers'] {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const separator = name === 'set-cookie' ? '\n' : ', ';
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(separator) : value;
    flat[name] = name === 'location' ? asUrl(text) : asText(text);
  }
  return flat;
}

/** The server means the bytes that it sends, whatever charset they are in. */
function asUrl(value: string): string {
  return value.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Header values are bytes, which undici reads as Latin-1; in practice, non-ASCII ones are UTF-8. */
function asText(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const decoded = Buffer.from(value, 'latin1').toString('utf8');
  return decoded.includes('\uFFFD') ? value : decoded;
}
