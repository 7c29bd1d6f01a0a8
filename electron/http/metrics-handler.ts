/**
 * `GET /metrics` for Prometheus: its text format, or OpenMetrics for those that prefer it. It is written chunk by chunk,
 * no faster than it is read, and lets other requests and checks pass in between.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { quality } from './accepted.ts';
import type { RouteHandler } from './routes.ts';

type Format = Parameters<Engine['metrics']>[0];

const types: Readonly<Record<Format, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

export function createMetricsHandler({ metrics }: Pick<Engine, 'metrics'>): RouteHandler {
  return async ({ method, headers }, response) => {
    const format = formatFor(headers.accept ?? '*/*');
    response.writeHead(200, {
      'Content-Type': types[format],
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept',
    });
    if (method !== 'HEAD') await writeAll(metrics(format), response);
    response.end();
  };
}

async function writeAll(chunks: Iterable<string>, response: ServerResponse): Promise<void> {
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  for (const chunk of chunks) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), gone]);
    await setImmediate();
  }
}

/** Text where both are accepted equally: every reader of metrics knows it. */
function formatFor(accept: string): Format {
  const openMetrics = quality(accept, 'application/openmetrics-text', '1.0.0');
  return openMetrics > quality(accept, 'text/plain', '0.0.4') ? 'openmetrics' : 'text';
}
