/**
 * One request and its response over an established connection, in the protocol that was agreed on. Every exchange closes
 * its connection, but does not announce that with `Connection: close`: undici would end the connection with an error
 * object that costs as much as half a check.
 */
import type { Socket } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { readBody, type Body } from './body.ts';
import type { Forward, SocketContext } from '../../transport/open-socket.ts';
import { ownFault } from '../../transport/proxy-fault.ts';
import { ConnectionEnded } from '../../transport/probe-error.ts';
import { forwarded } from './forwarded.ts';
import { speakHttp1 } from './http1.ts';
import { speakHttp2 } from './http2.ts';
import type { ProbeRequest } from './request.ts';

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; repeated headers are joined with `, `, and cookies, which contain commas, with line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** `1.1` or `2`. */
  readonly httpVersion: string;
  /** Null: not read. */
  readonly body: Body | null;
}

export interface ExchangeOptions {
  readonly context: SocketContext;
  readonly maxBodyBytes: number;
  readonly wantsBody: (status: number, headers: HttpResponse['headers']) => boolean;
  /** The proxy at the other end of the connection; absent: the target itself. */
  readonly forward?: Forward | null;
  /** Whether the rest of the body can change nothing. */
  readonly isDecided: (read: Buffer, contentType: string) => boolean;
}

/** A response as its protocol reports it, with an unread body. */
export interface BegunResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly httpVersion: string;
  readonly body: Readable;
}

/** Speaks one protocol on a connection. */
export interface Conversation {
  readonly response: Promise<BegunResponse>;
  /** Why a body that has ended is not complete; null: it is. */
  readonly missingEnd: () => Error | null;
  /** What an error of its own means. */
  readonly causeOf: (error: Error) => Error;
  readonly end: () => void;
}

/** Shared by all sockets, because undici creates an error with a stack for each one that closes without an error. */
const exchangeEnded = new Error('the exchange has ended');

export async function exchange(socket: Socket, request: ProbeRequest, options: ExchangeOptions): Promise<HttpResponse> {
  const { context, maxBodyBytes, wantsBody, isDecided, forward = null } = options;
  context.timer.enter('firstByte');
  const own: { error: Error | null } = { error: null };
  socket.once('error', (error) => (own.error = error));
  const { response, missingEnd, causeOf, end } = isHttp2(socket)
    ? speakHttp2(socket, request, context)
    : speakHttp1(socket, forward === null ? request : forwarded(request, forward), context);
  try {
    const { status, headers: received, httpVersion, body: source } = await response;
    const headers = flatten(received);
    if (forward !== null) throwOwnFault(forward, status, headers);
    const body = wantsBody(status, headers)
      ? await readBody(source, {
          contentEncoding: headers['content-encoding'] ?? '',
          maxBytes: maxBodyBytes,
          isDecided: (read) => isDecided(read, headers['content-type'] ?? ''),
          missingEnd,
          context,
        })
      : null;
    return { status, headers, httpVersion, body };
  } catch (error) {
    // undici and Node's HTTP/2 only report that the connection closed; the socket's own error says why, such as a TLS alert.
    const cause = error instanceof Error ? causeOf(error) : error;
    if (forward !== null && isNotHttp(context.trace.firstBytes)) throw forward.failed('unintelligible', null);
    throw isClosing(cause) ? (own.error ?? cause) : cause;
  } finally {
    context.timer.stop();
    end();
    socket.destroy(exchangeEnded);
  }
}

/** What the proxy says itself is no response of the target. */
function throwOwnFault(forward: Forward, status: number, headers: HttpResponse['headers']): void {
  const fault = ownFault(status, headers);
  if (fault !== null) throw forward.failed(fault.why, fault.detail);
}

function isHttp2(socket: Socket): socket is TLSSocket {
  return socket instanceof TLSSocket && socket.alpnProtocol === 'h2';
}

function isClosing(error: unknown): boolean {
  if (error instanceof ConnectionEnded) return true;
  return error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
}

function isNotHttp(firstBytes: Buffer | null): boolean {
  return firstBytes !== null && !/^\s*(?:HTTP\/\d|ICY )/iu.test(firstBytes.toString('latin1'));
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
