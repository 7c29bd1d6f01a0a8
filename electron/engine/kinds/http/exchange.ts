/**
 * One request and its answer over a connection that stands. undici speaks HTTP on it through a client of its own that
 * is handed this one socket. Every exchange closes its connection, but does not announce that with `Connection: close`:
 * undici ends such a connection with an error object that costs as much as half a check.
 */
import type { Socket } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';
import { Client, type buildConnector, type Dispatcher } from 'undici';
import { readBody, type Body } from './body.ts';
import { cancellable } from '../../transport/cancellable.ts';
import type { ProbeContext } from './connection.ts';
import type { Deadline } from '../../transport/deadline.ts';
import { ConnectionUsedUp } from '../../transport/probe-error.ts';
import { httpVersionOf, watchFirstBytes } from './first-bytes.ts';
import type { ProbeRequest } from './request.ts';

export interface Answer {
  readonly status: number;
  /** By lower-case name; repeated ones joined with `, `, and cookies, which hold commas themselves, with line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** `1.1`. */
  readonly httpVersion: string;
  /** Null where it was not wanted. */
  readonly body: Body | null;
}

export interface ExchangeOptions {
  readonly context: ProbeContext;
  readonly maxBodyBytes: number;
  readonly wantsBody: (status: number, headers: Answer['headers']) => boolean;
}

/** Big enough for what real sites send; an endless list of headers ends here. */
const maxHeaderBytes = 65_536;

/** One object for all sockets, because undici makes an error with a stack for each that closes without one. */
const exchangeOver = new Error('the exchange is over');

export async function exchange(socket: Socket, request: ProbeRequest, options: ExchangeOptions): Promise<Answer> {
  const { context, maxBodyBytes, wantsBody } = options;
  const { timer, trace, deadline } = context;
  timer.enter('firstByte');
  watchFirstBytes(socket, (bytes) => {
    trace.firstBytes = bytes;
    timer.enter('download');
  });
  try {
    const response = await send(socket, request, deadline);
    const headers = flatten(response.headers);
    const status = response.statusCode;
    const body = wantsBody(status, headers)
      ? await readBody(response.body, {
          contentEncoding: headers['content-encoding'] ?? '',
          maxBytes: maxBodyBytes,
          deadline,
          trace,
        })
      : null;
    return { status, headers, httpVersion: httpVersionOf(trace.firstBytes), body };
  } finally {
    timer.stop();
    socket.destroy(exchangeOver);
  }
}

function send(
  socket: Socket,
  { url, origin, method, headers, body }: ProbeRequest,
  deadline: Deadline,
): Promise<Dispatcher.ResponseData> {
  // The check has its own deadline, so undici's are off.
  const client = new Client(origin, {
    connect: handOver(socket),
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
      // It may fail before, or without, anybody reading it.
      response.body.on('error', () => undefined);
      resolve(response);
    });
    return () => undefined;
  });
}

/** Gives undici the socket once. It asks again when that closed before the request went out: then the check has failed. */
function handOver(socket: Socket): buildConnector.connector {
  let unused: Socket | null = socket;
  return (_, callback) => {
    const given = unused;
    unused = null;
    // undici does not go on by itself when it is answered within the call.
    queueMicrotask(() => {
      if (given === null) callback(new ConnectionUsedUp(), null);
      else callback(null, given);
    });
  };
}

function flatten(headers: IncomingHttpHeaders): Answer['headers'] {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const separator = name === 'set-cookie' ? '\n' : ', ';
    if (value !== undefined) flat[name] = asText(Array.isArray(value) ? value.join(separator) : value);
  }
  return flat;
}

/** Header values are bytes, which undici reads as Latin-1; those that are not ASCII are UTF-8 in practice. */
function asText(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const decoded = Buffer.from(value, 'latin1').toString('utf8');
  return decoded.includes('\uFFFD') ? value : decoded;
}
