/** Passes each request to its route, provided that the caller has access and the method and address are right. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refused } from '../contract/refusal.ts';
import { wordError } from '../engine/wording/word-error.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { isAmbiguous } from './ambiguous-request.ts';
import { answerRefusal, answerText } from './answer.ts';
import type { Guard } from './guard.ts';
import type { Route } from './routes.ts';
import type { Handle } from './server.ts';

export interface DispatchOptions {
  readonly guard: Guard;
  readonly maxUrlLength: number;
  readonly wording: Wording;
}

export function createDispatch(routes: readonly Route[], { guard, maxUrlLength, wording }: DispatchOptions): Handle {
  return async (request, response) => {
    const url = request.url ?? '';
    if (isAmbiguous(request)) {
      response.shouldKeepAlive = false;
      answerText(response, 400, wording.pings.ambiguous);
      return;
    }
    if (url.length > maxUrlLength) {
      answerText(response, 414, wording.pings.addressTooLong);
      return;
    }
    const path = pathOf(url);
    const route = routes.find((each) => isAt(each, path));
    if (route === undefined) answerText(response, 404, wording.pings.notFound);
    else await followRoute(route, { request, response, path, guard, wording });
  };
}

interface Exchange {
  readonly wording: Wording;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly guard: Guard;
}

async function followRoute(route: Route, exchange: Exchange): Promise<void> {
  const { request, response, path, guard, wording } = exchange;
  const allowed = guard.check(route.access, request.headers);
  if (!allowed.ok) answerRefusal(response, allowed.error, { wording });
  else if (route.methods?.includes(request.method ?? '') === false) refuseMethod(route, route.methods, exchange);
  else await route.handle(request, response, path.slice(prefixOf(route).length));
}

/** The API responds with results, everything else with a line of text. */
function refuseMethod({ access, headers }: Route, methods: readonly string[], { response, wording }: Exchange): void {
  const { error } = refused('wrong-method', { allowed: methods });
  const allow = methods.join(', ');
  if (access === 'token') answerRefusal(response.setHeader('Allow', allow), error, { wording, status: 405 });
  else answerText(response, 405, wordError(error, wording).message, { ...headers, Allow: allow });
}

function isAt(route: Route, path: string): boolean {
  return route.path.endsWith('*') ? path.startsWith(prefixOf(route)) : path === route.path;
}

function prefixOf({ path }: Route): string {
  return path.endsWith('*') ? path.slice(0, -1) : path;
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
