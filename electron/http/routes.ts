/**
 * Every path that the listener serves, with its methods and who may request it. The first matching route applies, and
 * its access is checked before anything else about the request (dispatch.ts).
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { MetricsAccess } from '../contract/model/program.ts';
import { refused } from '../contract/refusal.ts';
import type { Engine } from '../engine/engine.ts';
import { answerRefusal } from './answer.ts';
import { createApiHandler } from './api-handler.ts';
import type { EventStreams } from './event-streams.ts';
import type { Access } from './guard.ts';
import type { ListenerLimits } from './limits.ts';
import { createMetricsHandler } from './metrics-handler.ts';
import type { PageFiles } from './page-files.ts';
import { createPageHandler } from './page-handler.ts';
import { pingRoutes } from './ping-routes.ts';

/** `rest` is the part of the path that the route's `*` matched. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse, rest: string) => Promise<void> | void;

export interface Route {
  /** Without the query. A `*` at the end matches whatever follows. */
  readonly path: string;
  /** Where a `*` cannot express which paths it serves. */
  readonly matches?: RegExp;
  /** Null: any. */
  readonly methods: readonly string[] | null;
  readonly access: Access;
  readonly handle: RouteHandler;
  /** Sent with 405 responses; the handler's own responses have them anyway. */
  readonly headers?: OutgoingHttpHeaders;
}

interface RouteParts {
  readonly engine: Pick<Engine, 'receivePing' | 'receiveSlugPing' | 'metrics' | 'speaking' | 'wording' | 'host'>;
  readonly streams: EventStreams;
  readonly limits: ListenerLimits;
  /** The built window; null: neither API nor page, pings alone. */
  readonly files: PageFiles | null;
  readonly metrics: MetricsAccess;
}

export function createRoutes({ engine, streams, limits, files, metrics }: RouteParts): readonly Route[] {
  const first = [...pingRoutes(engine, limits), ...metricsRoutes(engine, metrics)];
  if (files === null) return first;
  return [
    ...first,
    { path: '/api/v1/events', methods: ['GET'], access: 'token', handle: streams.attach },
    { path: '/api/v1/*', methods: ['POST'], access: 'token', handle: createApiHandler(engine, limits) },
    {
      path: '/api/*',
      methods: null,
      access: 'token',
      handle: ({ headers }, response) =>
        answerRefusal(response, refused('not-an-api-path').error, engine.speaking(headers['accept-language'])),
    },
    { path: '*', methods: ['GET', 'HEAD'], access: 'own-address', handle: createPageHandler(files, engine.wording) },
  ];
}

const metricsAccess: Readonly<Record<MetricsAccess, Access | null>> = {
  off: null,
  token: 'token',
  open: 'this-computer',
};

function metricsRoutes(engine: RouteParts['engine'], wanted: MetricsAccess): readonly Route[] {
  const access = metricsAccess[wanted];
  if (access === null) return [];
  return [{ path: '/metrics', methods: ['GET', 'HEAD'], access, handle: createMetricsHandler(engine) }];
}
