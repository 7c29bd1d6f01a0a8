/**
 * Heartbeat pings: always on, for every program that knows a token. Answered with one line of text. A ping without a
 * body is taken and answered at once, in the turn of the event loop in which it came.
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Engine } from '../engine/engine.ts';
import { answerText } from './answer.ts';
import type { ListenerLimits } from './limits.ts';
import { parsePing, type PingLine } from './ping-request.ts';
import { hasBody, receiveBody } from './receive-body.ts';
import type { RouteHandler } from './routes.ts';

const maxUserAgentLength = 200;

/** With every answer. */
export function pingHeaders(limits: ListenerLimits): OutgoingHttpHeaders {
  return { 'Ping-Body-Limit': String(limits.maxPingBodyBytes) };
}

export function createPingHandler(
  engine: Pick<Engine, 'receivePing' | 'wording'>,
  limits: ListenerLimits,
): RouteHandler {
  const headers = pingHeaders(limits);
  const { pings } = engine.wording;

  function take(ping: PingLine, body: string, request: IncomingMessage, response: ServerResponse): void {
    const answer = engine.receivePing({
      ...ping,
      body,
      remoteAddress: remoteAddressOf(request),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, maxUserAgentLength),
    });
    if (answer === 'ok') answerText(response, 200, 'OK', headers);
    else answerText(response, 404, pings.notFound, headers);
  }

  async function takeWithBody(ping: PingLine, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await receiveBody(request, {
      keepBytes: limits.maxPingBodyBytes,
      discardBytes: limits.maxDiscardedBytes,
    });
    if (body === null) return;
    if (body.isUnfinished) response.shouldKeepAlive = false;
    take(ping, textOf(body.head), request, response);
  }

  return async (request, response) => {
    const parsed = parsePing(request.url ?? '');
    if (parsed.is === 'unknown') {
      answerText(response, 404, pings.notFound, headers);
    } else if (parsed.is === 'invalid') {
      answerText(response, 400, pings[parsed.reason], headers);
    } else if (hasBody(request)) {
      await takeWithBody(parsed.ping, request, response);
    } else {
      take(parsed.ping, '', request, response);
    }
  };
}

/** `stream` leaves out a character that the cut went through. */
function textOf(bytes: Buffer): string {
  return new TextDecoder().decode(bytes, { stream: true });
}

/** A listener on both families sees IPv4 callers as `::ffff:192.0.2.1`. */
function remoteAddressOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}
