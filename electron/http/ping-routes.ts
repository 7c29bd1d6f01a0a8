/**
 * The paths of pings: those of the ping protocol, and those of other services with the answers that their clients know.
 * Any web page may send a ping (CORS): whoever knows the token may, and the answer says nothing else.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { answerText } from './answer.ts';
import { createPingHandler, type PingEngine, type PingResponse } from './ping-handler.ts';
import type { ListenerLimits } from './limits.ts';
import {
  parseBetterStackPing,
  parseCronitorPing,
  parseHostedPing,
  parseKumaPing,
  parsePing,
  type ParsePing,
} from './ping-request.ts';
import type { Route } from './routes.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'];
const hostedPath = /^\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\/|$)/i;
/** The window's own paths begin with shorter names. */
const hostedSlugPath = /^\/[A-Za-z0-9_-]{16,64}\//;

interface Form extends Pick<Route, 'path' | 'matches'> {
  readonly parse: ParsePing;
  readonly respond: PingResponse;
}

const forms: readonly Form[] = [
  { path: '/ping/*', parse: parsePing, respond: answerText },
  { path: '/<uuid>*', matches: hostedPath, parse: parseHostedPing, respond: answerText },
  { path: '/<key>/*', matches: hostedSlugPath, parse: parseHostedPing, respond: answerText },
  { path: '/api/v1/heartbeat/*', parse: parseBetterStackPing, respond: answerText },
  { path: '/api/push/*', parse: parseKumaPing, respond: answerLikeKuma },
  { path: '/p/*', parse: parseCronitorPing, respond: answerText },
];

export function pingRoutes(engine: PingEngine, limits: ListenerLimits): readonly Route[] {
  const headers: OutgoingHttpHeaders = {
    'Ping-Body-Limit': String(limits.maxPingBodyBytes),
    'Access-Control-Allow-Origin': '*',
  };
  return forms.map(({ parse, respond, ...at }) => {
    const handle = createPingHandler({ engine, limits, parse, respond, headers });
    return {
      ...at,
      methods,
      access: 'anyone',
      headers,
      handle: (request, response, rest) =>
        request.method === 'OPTIONS' ? allow(response, headers) : handle(request, response, rest),
    };
  });
}

/** What a browser asks before it sends a PUT or a header of its own. */
function allow(response: ServerResponse, headers: OutgoingHttpHeaders): void {
  const allowed = { 'Access-Control-Allow-Methods': methods.join(', '), 'Access-Control-Allow-Headers': '*' };
  response.writeHead(204, { ...headers, ...allowed }).end();
}

function answerLikeKuma(response: ServerResponse, status: number, text: string, headers?: OutgoingHttpHeaders): void {
  const body = status === 200 ? { ok: true } : { ok: false, msg: text };
  answerText(response, status, JSON.stringify(body), { ...headers, 'Content-Type': 'application/json; charset=utf-8' });
}
