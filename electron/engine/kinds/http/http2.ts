/**
 * HTTP/2 (RFC 9113) over a connection of its own, for one request. Node reports some ends of a stream as if the body were
 * complete, so the code of its reset decides. What the peer may send besides the response is limited, since
 * answering its PING and SETTINGS frames takes processor time.
 */
import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { cancellable } from '../../transport/cancellable.ts';
import { forgetOnClose } from '../../transport/forget-on-close.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { ConnectionEnded, ProbeError } from '../../transport/probe-error.ts';
import type { Cancel } from '../../ports.ts';
import type { BegunResponse, Conversation } from './exchange.ts';
import type { ProbeRequest } from './request.ts';
import { maxHeaderBytes } from './response-head.ts';

/** The server wants HTTP/1.1 for this request, as Windows logins need it. */
export class Http1Required extends Error {}

/** Repeated headers may be compressed to a byte each, so their number is limited as well. */
const maxHeaders = 256;
/** Of frames that are no part of the response. */
const maxIdleBytes = 1_048_576;
const lookMs = 250;

export function speakHttp2(socket: TLSSocket, request: ProbeRequest, context: SocketContext): Conversation {
  const session = forgetOnClose(
    connect(request.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, maxHeaderListSize: maxHeaderBytes },
      maxHeaderListPairs: maxHeaders,
    }),
  );
  // Its error is also that of the stream.
  session.on('error', () => undefined);
  const stream = forgetOnClose(session.request(headersOf(request), { endStream: request.body === null }));
  if (request.body !== null) stream.end(request.body);
  let goAway: string | null = null;
  session.on('goaway', (code: number) => (goAway = codeNamed(code)));
  const cancelWatch = watchFlood(session, socket, context);
  const causeOf = (error: Error | null): Error => {
    // Either the watch has ended it, of which the stream may not be told, or Node, which keeps no more of the frames.
    const flood = stream.rstCode === constants.NGHTTP2_ENHANCE_YOUR_CALM ? floodOf(socket, context) : null;
    const hasEnded = session.destroyed || socket.destroyed;
    return flood ?? endOf(stream, { error, goAway, hasEnded, context });
  };
  return {
    response: begin(stream, context, causeOf),
    causeOf,
    missingEnd: () => (stream.rstCode === constants.NGHTTP2_NO_ERROR ? null : causeOf(null)),
    end() {
      cancelWatch();
      session.destroy();
    },
  };
}

/** Of a connection, not of a request (RFC 9113, section 8.2.2). */
const ofConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'http2-settings',
]);

function headersOf({ url, method, headers, body }: ProbeRequest): Record<string, string> {
  const { host, ...others } = headers;
  return {
    ':method': method,
    ':path': url.pathname + url.search,
    ...(host === undefined ? {} : { ':authority': host }),
    ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...Object.fromEntries(Object.entries(others).filter(([name]) => !ofConnection.has(name))),
  };
}

function begin(
  stream: ClientHttp2Stream,
  { timer, trace, deadline }: SocketContext,
  causeOf: (error: Error | null) => Error,
): Promise<BegunResponse> {
  return cancellable<BegunResponse>(deadline, ({ resolve, reject }) => {
    // Stay for the lifetime of the stream: the body may fail before anything reads it, or without being read.
    stream.on('error', (error: Error) => reject(causeOf(error)));
    stream.on('close', () => reject(causeOf(null)));
    stream.on('response', ({ ':status': status = 0, ...headers }) => {
      timer.enter('download');
      const size = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
      const peer = trace.address ?? trace.host;
      if (size <= maxHeaderBytes) resolve({ status, headers, httpVersion: '2', body: stream });
      else reject(new ProbeError({ code: 'headers-too-large', facts: { peer, limitBytes: maxHeaderBytes } }));
    });
    return () => undefined;
  });
}

/** Null: the peer has not sent a lot without a response. */
function floodOf(socket: TLSSocket, { trace }: SocketContext): ProbeError | null {
  if (socket.bytesRead - (trace.bodyBytes ?? 0) <= maxIdleBytes) return null;
  const facts = { peer: trace.address ?? trace.host, limitBytes: maxIdleBytes };
  return new ProbeError({ code: 'http2-flooded', facts });
}

/** Ends the connection of a peer that floods it. */
function watchFlood(session: ClientHttp2Session, socket: TLSSocket, context: SocketContext): Cancel {
  const { clock } = context;
  let cancel: Cancel = () => undefined;
  const look = (): void => {
    const flood = floodOf(socket, context);
    if (flood === null) cancel = clock.setTimer(lookMs, look);
    else session.destroy(flood, constants.NGHTTP2_ENHANCE_YOUR_CALM);
  };
  cancel = clock.setTimer(lookMs, look);
  return () => cancel();
}

interface StreamEnd {
  readonly error: Error | null;
  /** The reason with which the peer ended the connection. */
  readonly goAway: string | null;
  /** The connection has. */
  readonly hasEnded: boolean;
  readonly context: SocketContext;
}

function endOf(stream: ClientHttp2Stream, { error, goAway, hasEnded, context: { trace, timer } }: StreamEnd): Error {
  const peer = trace.address ?? trace.host;
  const stage = timer.current();
  const code = stream.rstCode;
  if (error !== null && !isOfHttp2(error)) return error;
  if (code === constants.NGHTTP2_HTTP_1_1_REQUIRED) return new Http1Required();
  if (goAway !== null) return new ProbeError({ code: 'http2-closed', facts: { peer, stage, error: goAway } });
  if (error !== null && error.code !== 'ERR_HTTP2_STREAM_ERROR') {
    return new ProbeError({ code: 'http2-malformed', facts: { peer, detail: error.message } });
  }
  // Node gives a stream this code where the connection has ended.
  if (code === constants.NGHTTP2_CANCEL && hasEnded) return new ConnectionEnded();
  return new ProbeError({ code: 'http2-reset', facts: { peer, stage, error: codeNamed(code) } });
}

function isOfHttp2(error: Error): error is Error & { readonly code: string } {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_HTTP2_');
}

/** By their numbers (RFC 9113, section 7). */
const codes = [
  ...['NO_ERROR', 'PROTOCOL_ERROR', 'INTERNAL_ERROR', 'FLOW_CONTROL_ERROR', 'SETTINGS_TIMEOUT', 'STREAM_CLOSED'],
  ...['FRAME_SIZE_ERROR', 'REFUSED_STREAM', 'CANCEL', 'COMPRESSION_ERROR', 'CONNECT_ERROR', 'ENHANCE_YOUR_CALM'],
  ...['INADEQUATE_SECURITY', 'HTTP_1_1_REQUIRED'],
];

function codeNamed(code: number): string {
  return codes[code] ?? String(code);
}
