/**
 * The one local listener. Pings are always on; API and page only where the host gives a token for them. It binds
 * exactly what it was told to: a port in use is an error, never another port.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { fail, ok, type Result } from '../contract/result.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { answerResult, answerText } from './answer.ts';
import { apiPrefix, createApiRoutes } from './api-routes.ts';
import { createEventStreams } from './event-streams.ts';
import { createGuard, inUrl, isWildcard } from './guard.ts';
import { usualLimits, type ListenerLimits } from './limits.ts';
import { loadPageFiles, type PageFiles } from './page-files.ts';
import { createPageRoutes } from './page-routes.ts';
import { pingPrefix } from './ping-request.ts';
import { createPingRoutes } from './ping-routes.ts';
import { bind, createLimitedServer, serve, type Handle } from './server.ts';

type ServedEngine = Pick<Engine, 'api' | 'on' | 'receivePing'>;

export interface ListenerOptions {
  readonly engine: ServedEngine;
  /** Address or name to bind. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly logger: EngineOptions['logger'];
  /** Absent: pings only. */
  readonly api?: ApiAccess | undefined;
  readonly limits?: Partial<ListenerLimits> | undefined;
}

export interface ApiAccess {
  readonly token: string;
  /** The window's built files; null: the API alone. */
  readonly pageDirectory: string | null;
}

export interface Listener {
  /** `http://127.0.0.1:7464`, as this computer reaches it. */
  readonly url: string;
  readonly port: number;
  /** Takes no more, lets requests under way end for a moment, then closes every connection. */
  readonly close: () => Promise<void>;
}

export async function openListener(options: ListenerOptions): Promise<Result<Listener>> {
  const limits = { ...usualLimits, ...options.limits };
  const page = await loadPage(options.api);
  if (!page.ok) return page;
  const server = createLimitedServer(limits);
  const bound = await bind(server, options.host, options.port);
  if (!bound.ok) return bound;
  const port = bound.value;
  const streams = createEventStreams(options.engine, limits);
  const pings = createPingRoutes(options.engine, limits);
  const local = options.api === undefined ? null : localRoutes(options, { port, limits, streams, files: page.value });
  const handle: Handle = async (request, response) => {
    const url = request.url ?? '';
    if (url.length > limits.maxUrlLength) answerText(response, 414, 'the address is too long');
    else if (url.startsWith(pingPrefix)) await pings(request, response, url);
    else if (local === null) answerText(response, 404, 'not found');
    else await local(request, response);
  };
  const endConnections = serve(server, handle, options.logger);
  return ok({
    url: `http://${isWildcard(options.host) ? loopbackOf(options.host) : inUrl(options.host)}:${port}`,
    port,
    close: () => {
      streams.close();
      return endConnections(limits.closeTimeoutMs);
    },
  });
}

interface LocalParts {
  readonly port: number;
  readonly limits: ListenerLimits;
  readonly streams: ReturnType<typeof createEventStreams>;
  readonly files: PageFiles;
}

/** API and page: for this computer's user alone. */
function localRoutes(options: ListenerOptions, { port, limits, streams, files }: LocalParts): Handle {
  const token = options.api?.token ?? '';
  const guard = createGuard({ host: options.host, port, machineName: hostname(), token });
  const api = createApiRoutes(options.engine, limits);
  const page = createPageRoutes(files);
  const answerApi = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const allowed = guard.checkToken(request.headers);
    if (!allowed.ok) answerResult(response, allowed);
    else if (path === `${apiPrefix}events` && request.method === 'GET') streams.attach(response);
    else if (path.startsWith(apiPrefix)) await api(request, response, path);
    else answerResult(response, fail('not-found', 'the API is below /api/v1/'));
  };
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const source = guard.checkSource(request.headers);
    if (!source.ok) answerResult(response, source);
    else if (path.startsWith('/api/')) await answerApi(request, response, path);
    else page(request, response, path);
  };
}

async function loadPage(api: ApiAccess | undefined): Promise<Result<PageFiles>> {
  if (api === undefined || api.pageDirectory === null) return ok(new Map());
  try {
    return ok(await loadPageFiles(api.pageDirectory));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('unavailable', `the window's files cannot be read: ${reason}`);
  }
}

function loopbackOf(wildcard: string): string {
  return wildcard === '::' ? '[::1]' : '127.0.0.1';
}
