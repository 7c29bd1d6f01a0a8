/** Passes each request to its route, once access and method are checked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refused } from '../contract/refusal.ts';
import type { Engine, Spoken } from '../engine/engine.ts';
import { wordError } from '../engine/wording/word-error.ts';
import { isAmbiguous } from './ambiguous-request.ts';
import { answerRefusal, answerText } from './answer.ts';
import type { Guard } from './guard.ts';
import type { Route } from './routes.ts';
import type { Handle } from './server.ts';

interface DispatchOptions {
  readonly guard: Guard;
  readonly maxUrlLength: number;
  readonly engine: Pick<Engine, 'speaking' | 'wording'>;
}

export function createDispatch(routes: readonly Route[], { guard, maxUrlLength, engine }: DispatchOptions): Handle {
  const { pings } = engine.wording;
  return async (request, response) => {
    const url = request.url ?? '';
    if (isAmbiguous(request)) {
      response.shouldKeepAlive = false;
      answerText(response, 400, pings.ambiguous);
      return;
    }
    if (url.length > maxUrlLength) {
      answerText(response, 414, pings.addressTooLong);
      return;
    }
    const path = pathOf(url);
    const route = routes.find((each) => isAt(each, path));
    if (route === undefined) answerText(response, 404, pings.notFound);
    else await followRoute(route, { request, response, path, guard, engine });
  };
}

interface Exchange {
  readonly engine: DispatchOptions['engine'];
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly guard: Guard;
}

async function followRoute(route: Route, exchange: Exchange): Promise<void> {
  const { request, response, path, guard } = exchange;
  const allowed = guard.check(route.access, request.headers, request.socket.remoteAddress ?? '');
  if (!allowed.ok) answerRefusal(response, allowed.error, spokenFor(exchange));
  else if (route.methods?.includes(request.method ?? '') === false) refuseMethod(route, route.methods, exchange);
  else await route.handle(request, response, path.slice(prefixOf(route).length));
}

/** In the language of the request. */
function spokenFor({ engine, request }: Exchange): Spoken {
  return engine.speaking(request.headers['accept-language']);
}

/** The API answers with results, everything else with a line of text. */
function refuseMethod({ access, headers }: Route, methods: readonly string[], exchange: Exchange): void {
  const { response } = exchange;
  const { wording } = spokenFor(exchange);
  const { error } = refused('wrong-method', { allowed: methods });
  const allow = methods.join(', ');
  if (access === 'token') answerRefusal(response.setHeader('Allow', allow), error, { wording, status: 405 });
  else answerText(response, 405, wordError(error, wording).message, { ...headers, Allow: allow });
}

function isAt(route: Route, path: string): boolean {
  if (route.matches !== undefined) return route.matches.test(path);
  return route.path.endsWith('*') ? path.startsWith(prefixOf(route)) : path === route.path;
}

function prefixOf({ path }: Route): string {
  return path.endsWith('*') ? path.slice(0, -1) : path;
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
