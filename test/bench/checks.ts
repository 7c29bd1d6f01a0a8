/** Processor time of one complete HTTP check (probe, assertions, state, storage, events), and the memory it leaves behind. */
import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { Client } from 'undici';
import type { Engine } from '../../electron/engine/engine.ts';
import { valueOf } from '../support/test-engine.ts';
import { openChildService, report, withEngine, type Figure } from './support.ts';

const monitors = 50;
const rounds = 100;
const warmUpRounds = 20;

const service = await openChildService();
const secureService = await openChildService('http2');
await withEngine(async (engine) => {
  const ids = await createMonitors(engine, 'check', service.url);
  const round = async (): Promise<void> => {
    await Promise.all(ids.map(async (id) => checkNow(engine, id)));
  };
  for (let i = 0; i < warmUpRounds; i += 1) await round();
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  for (let i = 0; i < rounds; i += 1) await round();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const count = monitors * rounds;
  const checkMs = (user + system) / 1000 / count;
  const keptBytes = await bytesUntilFullCollection(engine, ids);
  const http2Ids = await createMonitors(engine, 'http2-check', secureService.url);
  const http2KeptBytes = await bytesUntilFullCollection(engine, http2Ids);
  const bareMs = await bareRequestMs();
  const figures: readonly Figure[] = [
    { name: 'processor time of one check', value: checkMs, unit: 'ms', target: '<= 0.25 ms' },
    { name: 'processor time of a bare undici request', value: bareMs, unit: 'ms' },
    { name: 'a check, in bare requests', value: checkMs / bareMs, unit: 'x' },
    { name: 'of which in the kernel', value: system / 1000 / count, unit: 'ms' },
    { name: 'checks a second, 50 at once', value: count / seconds, unit: '/s' },
    { name: 'memory that one check keeps until a full collection', value: inKilobytes(keptBytes), unit: 'kB' },
    { name: 'the same over HTTP/2', value: inKilobytes(http2KeptBytes), unit: 'kB' },
  ];
  report(figures);
});
service.close();
secureService.close();

async function createMonitors(engine: Engine, prefix: string, url: string): Promise<readonly string[]> {
  const ids = Array.from({ length: monitors }, (_, i) => `${prefix}-${String(i)}`);
  for (const id of ids) {
    valueOf(
      await engine.api.monitors.create({
        id,
        kind: 'http',
        url,
        interval: '1h',
        ignoreTlsErrors: true,
        assertions: [
          { on: 'status', is: 'equals', value: 200 },
          { on: 'body', is: 'contains', value: '"status": "ok"' },
        ],
      }),
    );
  }
  return ids;
}

async function checkNow(engine: Engine, id: string): Promise<void> {
  valueOf(await engine.api.monitors.checkNow({ id }));
}

/**
 * What minor collections cannot free, because garbage in V8's old space refers to it: most of what collecting costs. One
 * check at a time, since those of a crowd last long enough to become old themselves. Null: V8 made a full collection
 * meanwhile.
 */
async function bytesUntilFullCollection(engine: Engine, ids: readonly string[]): Promise<number | null> {
  const checkAll = async (): Promise<void> => {
    for (let i = 0; i < warmUpRounds; i += 1) for (const id of ids) await checkNow(engine, id);
  };
  await checkAll();
  globalThis.gc?.();
  await setImmediate();
  const full = { count: 0 };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (isFullCollection(entry)) full.count += 1;
  });
  observer.observe({ entryTypes: ['gc'] });
  await checkAll();
  for (let i = 0; i < 2; i += 1) globalThis.gc?.({ type: 'minor', execution: 'sync' });
  await setImmediate();
  observer.disconnect();
  const before = process.memoryUsage().heapUsed;
  globalThis.gc?.();
  return full.count > 0 ? null : (before - process.memoryUsage().heapUsed) / (warmUpRounds * ids.length);
}

/** Its detail is missing in Node's types. */
function isFullCollection(entry: PerformanceEntry): boolean {
  const detail: unknown = Reflect.get(entry, 'detail');
  return Reflect.get(Object(detail) as object, 'kind') === constants.NODE_PERFORMANCE_GC_MAJOR;
}

function inKilobytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / 1000;
}

/** The cost of the library alone for one response on a new connection: the minimum for a check on this machine. */
async function bareRequestMs(): Promise<number> {
  const { origin, pathname } = new URL(service.url);
  const once = async (): Promise<void> => {
    const client = new Client(origin);
    const { body } = await client.request({ method: 'GET', path: pathname });
    await body.text();
    await client.close();
  };
  const round = (): Promise<unknown> => Promise.all(Array.from({ length: monitors }, once));
  for (let i = 0; i < warmUpRounds; i += 1) await round();
  const before = process.cpuUsage();
  for (let i = 0; i < rounds; i += 1) await round();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (monitors * rounds);
}
