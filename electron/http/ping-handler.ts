/**
 * Heartbeat pings: always on, for every program that knows a token. The response is one line of text. A ping without a
 * body is processed in the turn of the event loop in which it arrived. While nothing can be recorded, the response waits
 * for up to two seconds, and is then 503: the ping should be sent again.
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { PingAnswer } from '../engine/kinds/heartbeat/incoming.ts';
import type { Engine } from '../engine/engine.ts';
import type { answerText } from './answer.ts';
import type { ListenerLimits } from './limits.ts';
import type { ParsePing, PingLine } from './ping-request.ts';
import { hasBody, receiveBody } from './receive-body.ts';
import type { RouteHandler } from './routes.ts';

const maxUserAgentLength = 200;
const retryAfterSeconds = 30;

export type PingEngine = Pick<Engine, 'receivePing' | 'wording'>;
export type PingResponse = typeof answerText;

export interface PingHandling {
  readonly engine: PingEngine;
  readonly limits: ListenerLimits;
  readonly parse: ParsePing;
  readonly respond: PingResponse;
  /** Of every response. */
  readonly headers: OutgoingHttpHeaders;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export function createPingHandler({ engine, limits, parse, respond: answer, headers }: PingHandling): RouteHandler {
  const { pings } = engine.wording;

  async function take(
    { message = '', ...ping }: PingLine,
    sent: string,
    { request, response }: Exchange,
  ): Promise<void> {
    const received = engine.receivePing({
      ...ping,
      body: sent === '' ? cut(message, limits.maxPingBodyBytes) : sent,
      remoteAddress: remoteAddressOf(request),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, maxUserAgentLength),
    });
    respond(typeof received === 'string' ? received : await received, response);
  }

  function respond(received: PingAnswer, response: ServerResponse): void {
    if (received === 'ok') answer(response, 200, 'OK', headers);
    else if (received === 'not-found') answer(response, 404, pings.notFound, headers);
    else if (received === 'too-old') answer(response, 400, pings.tooOld, headers);
    else answer(response, 503, pings.notRecorded, { ...headers, 'Retry-After': String(retryAfterSeconds) });
  }

  async function takeWithBody(ping: PingLine, { request, response }: Exchange): Promise<void> {
    const body = await receiveBody(request, {
      keepBytes: limits.maxPingBodyBytes,
      discardBytes: limits.maxDiscardedBytes,
    });
    if (body === null) return;
    if (body.isUnfinished) response.shouldKeepAlive = false;
    await take(ping, textOf(body.head), { request, response });
  }

  return async (request, response) => {
    const parsed = parse(request.url ?? '');
    if (parsed.is === 'unknown') {
      answer(response, 404, pings.notFound, headers);
    } else if (parsed.is === 'invalid') {
      answer(response, 400, pings[parsed.reason], headers);
    } else if (hasBody(request)) {
      await takeWithBody(parsed.ping, { request, response });
    } else {
      await take(parsed.ping, '', { request, response });
    }
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
