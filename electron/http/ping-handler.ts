/**
 * Heartbeat pings: always on, for every program that knows a token. The response is one line of text, once the ping is
 * stored. While nothing can be recorded, the response waits for up to two seconds, and is then 503: the ping should be
 * sent again.
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { IncomingPing, SlugPingAnswer } from '../engine/kinds/heartbeat/incoming.ts';
import type { Engine } from '../engine/engine.ts';
import type { answerText } from './answer.ts';
import type { ListenerLimits } from './limits.ts';
import type { ParsedPing, ParsePing } from './ping-request.ts';
import { hasBody, receiveBody } from './receive-body.ts';
import type { RouteHandler } from './routes.ts';

const maxUserAgentLength = 200;
const retryAfterSeconds = 30;

export type PingEngine = Pick<Engine, 'receivePing' | 'receiveSlugPing' | 'wording'>;
export type PingResponse = typeof answerText;

interface PingHandling {
  readonly engine: PingEngine;
  readonly limits: ListenerLimits;
  readonly parse: ParsePing;
  readonly respond: PingResponse;
  /** Of every response. */
  readonly headers: OutgoingHttpHeaders;
}

type Said = Pick<IncomingPing, 'isPost' | 'body' | 'remoteAddress' | 'userAgent'>;

export function createPingHandler({ engine, limits, parse, respond: answer, headers }: PingHandling): RouteHandler {
  const { pings } = engine.wording;

  /** What the path reads as, with a token first and then with a ping key. */
  async function receive(parsed: ParsedPing, said: Said): Promise<SlugPingAnswer> {
    if (parsed.is === 'ping') {
      const { message = '', ...ping } = parsed.ping;
      const body = said.body === '' ? cut(message, limits.maxPingBodyBytes) : said.body;
      const received = await engine.receivePing({ ...ping, ...said, body });
      if (received !== 'not-found') return received;
    }
    return parsed.bySlug === undefined ? 'not-found' : engine.receiveSlugPing({ ...parsed.bySlug, ...said });
  }

  function respond(received: SlugPingAnswer, response: ServerResponse): void {
    if (received === 'ok') answer(response, 200, 'OK', headers);
    else if (received === 'created') answer(response, 201, 'Created', headers);
    else if (received === 'bad-signal') answer(response, 400, pings.badSignal, headers);
    else if (received === 'not-found') answer(response, 404, pings.notFound, headers);
    else if (received === 'too-old') answer(response, 400, pings.tooOld, headers);
    else if (received === 'too-many') answer(response, 403, pings.tooManyCreated, headers);
    else answer(response, 503, pings.notRecorded, { ...headers, 'Retry-After': String(retryAfterSeconds) });
  }

  async function bodyOf(request: IncomingMessage, response: ServerResponse): Promise<string | null> {
    const body = await receiveBody(request, {
      keepBytes: limits.maxPingBodyBytes,
      discardBytes: limits.maxDiscardedBytes,
    });
    if (body?.isUnfinished === true) response.shouldKeepAlive = false;
    return body === null ? null : textOf(body.head);
  }

  return async (request, response) => {
    const parsed = parse(request.url ?? '');
    if (parsed.is !== 'ping' && parsed.bySlug === undefined) {
      if (parsed.is === 'invalid') answer(response, 400, pings[parsed.reason], headers);
      else answer(response, 404, pings.notFound, headers);
      return;
    }
    const body = hasBody(request) ? await bodyOf(request, response) : '';
    if (body === null) return;
    const received = await receive(parsed, {
      isPost: request.method === 'POST' || request.method === 'PUT',
      body,
      remoteAddress: remoteAddressOf(request),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, maxUserAgentLength),
    });
    respond(received, response);
  };
}

function cut(message: string, bytes: number): string {
  return message.length * 3 <= bytes ? message : textOf(Buffer.from(message).subarray(0, bytes));
}

/** `stream` leaves out an incomplete character at the end. */
function textOf(bytes: Buffer): string {
  return new TextDecoder().decode(bytes, { stream: true });
}

/** A listener on both families sees IPv4 callers as `::ffff:192.0.2.1`. */
function remoteAddressOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}
