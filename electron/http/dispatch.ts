/** Hands each request to its route, if the one who asks may and asks as the route wants to be asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail } from '../contract/result.ts';
import { answerResult, answerText } from './answer.ts';
import type { Guard } from './guard.ts';
import type { Route } from './routes.ts';
import type { Handle } from './server.ts';

export interface DispatchOptions {
  readonly guard: Guard;
  readonly maxUrlLength: number;
}

export function createDispatch(routes: readonly Route[], { guard, maxUrlLength }: DispatchOptions): Handle {
  return async (request, response) => {
    const url = request.url ?? '';
    if (url.length > maxUrlLength) {
      answerText(response, 414, 'the address is too long');
      return;
    }
    const path = pathOf(url);
    const route = routes.find((each) => isAt(each, path));
    if (route === undefined) answerText(response, 404, 'not found');
    else await followRoute(route, { request, response, path, guard });
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly guard: Guard;
}

async function followRoute(route: Route, { request, response, path, guard }: Exchange): Promise<void> {
  const allowed = guard.check(route.access, request.headers);
  if (!allowed.ok) answerResult(response, allowed);
  else if (route.methods?.includes(request.method ?? '') === false) refuseMethod(route, route.methods, response);
  else await route.handle(request, response, path.slice(prefixOf(route).length));
}

/** The API answers with results, everything else with a line of text. */
function refuseMethod({ access, headers }: Route, methods: readonly string[], response: ServerResponse): void {
  const allow = methods.join(', ');
  const advice = `use ${allow.replace(/, (\w+)$/, ' or $1')}`;
  if (access === 'token') answerResult(response.setHeader('Allow', allow), fail('invalid', advice), 405);
  else answerText(response, 405, advice, { ...headers, Allow: allow });
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
