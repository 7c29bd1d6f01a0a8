/**
 * The one local listener. Pings are always on; API and page only if the host supplies a token for them. It binds
 * exactly the given port: if that is in use, it fails rather than choosing another.
 */
import { hostname } from 'node:os';
import type { MetricsAccess } from '../contract/model/program.ts';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { keepConnections } from './connections.ts';
import { createDispatch } from './dispatch.ts';
import { createEventStreams } from './event-streams.ts';
import { createGuard, inUrl, isWildcard } from './guard.ts';
import { usualLimits, type ListenerLimits } from './limits.ts';
import { loadPageFiles, type PageFiles } from './page-files.ts';
import { pageUrlOf } from './page-url.ts';
import { createRoutes } from './routes.ts';
import { bind, createLimitedServer, serve } from './server.ts';

type ServedEngine = Pick<Engine, 'receivePing' | 'receiveSlugPing' | 'metrics' | 'speaking' | 'wording' | 'host'>;

export interface ListenerOptions {
  readonly engine: ServedEngine;
  /** Address or name to bind to. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly logger: EngineOptions['logger'];
  /** Absent: pings only. */
  readonly api?: ApiAccess | undefined;
  /** Absent: `token`. */
  readonly metrics?: MetricsAccess | undefined;
  readonly limits?: Partial<ListenerLimits> | undefined;
}

export interface ApiAccess {
  readonly token: string;
  /** The built window; null: the API alone. */
  readonly pageDirectory: string | null;
}

export interface Listener {
  /** `http://127.0.0.1:7464`, as this computer reaches it. */
  readonly url: string;
  /** As other computers reach the page; null: there is none. */
  readonly pageUrl: (() => string) | null;
  readonly port: number;
  /** Accepts no more requests, gives those in progress a moment to finish, then closes every connection. */
  readonly close: () => Promise<void>;
}

export async function openListener(options: ListenerOptions): Promise<Outcome<Listener>> {
  const limits = { ...usualLimits, ...options.limits };
  const files = await loadFiles(options.api);
  if (!files.ok) return files;
  const server = createLimitedServer(limits);
  const bound = await bind(server, { host: options.host, port: options.port, backlog: limits.backlog });
  if (!bound.ok) return bound;
  const port = bound.value;
  const { engine, host, api } = options;
  const streams = createEventStreams(engine, limits);
  const routes = createRoutes({ engine, streams, limits, files: files.value, metrics: metricsOf(options) });
  const guard = createGuard({ host, port, machineName: hostname(), token: api?.token ?? null });
  const handle = createDispatch(routes, { guard, maxUrlLength: limits.maxUrlLength, engine });
  const connections = keepConnections(server, limits.maxConnections);
  serve(server, { handle, logger: options.logger, failure: engine.wording.pings.internal });
  return ok({
    url: `http://${isWildcard(options.host) ? loopbackOf(options.host) : inUrl(options.host)}:${port}`,
    pageUrl: (files.value?.size ?? 0) === 0 ? null : () => pageUrlOf({ host, port }),
    port,
    close: () => {
      streams.close();
      return connections.close(limits.closeTimeoutMs);
    },
  });
}

/** Without an API there is no token. */
function metricsOf({ metrics = 'token', api }: ListenerOptions): MetricsAccess {
  return metrics === 'token' && api === undefined ? 'off' : metrics;
}

/** No files without a page; null if there is not even an API. */
async function loadFiles(api: ApiAccess | undefined): Promise<Outcome<PageFiles | null>> {
  if (api === undefined) return ok(null);
  if (api.pageDirectory === null) return ok(new Map());
  try {
    return ok(await loadPageFiles(api.pageDirectory));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused('page-unreadable', { reason });
  }
}

function loopbackOf(wildcard: string): string {
  return wildcard === '::' ? '[::1]' : '127.0.0.1';
}
