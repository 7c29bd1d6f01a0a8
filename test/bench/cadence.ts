/**
 * 10,000 monitors at 30 s for a minute, after a start that spread them over the interval: lateness of checks, delay of
 * the main loop, memory.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Engine } from '../../electron/engine/engine.ts';
import { valueOf } from '../support/test-engine.ts';
import { openBenchEngine, openChildService, percentile, report, withDirectory } from './support.ts';

const monitors = 10_000;
const warmUpMs = 65_000;
const measureMs = 60_000;
/** Sampling interval of the loop monitor, which is included in what it reports. */
const resolutionMs = 5;

const service = await openChildService();
await withDirectory(async (directory) => {
  const first = await openBenchEngine(directory);
  await createChecked(first);
  await first.stop();
  const engine = await openBenchEngine(directory);
  engine.start();
  await measure(engine);
  await engine.stop();
});
service.close();

/** Monitors that have been checked once, as after a restart. */
async function createChecked(engine: Engine): Promise<void> {
  valueOf(await engine.api.settings.update({ maxConcurrent: 256, maxPerHost: 100 }));
  for (let i = 0; i < monitors; i += 1) {
    const id = `m-${String(i)}`;
    valueOf(await engine.api.monitors.create({ id, kind: 'http', url: service.url, interval: '30s' }));
    valueOf(await engine.api.monitors.checkNow({ id }));
  }
}

async function measure(engine: Engine): Promise<void> {
  const dueAt = new Map<string, number>();
  const lateness: number[] = [];
  let isMeasuring = false;
  const cancel = engine.on((event) => {
    if (event.type !== 'check') return;
    const due = dueAt.get(event.monitorId);
    if (isMeasuring && due !== undefined) lateness.push(event.check.at - due);
    if (event.nextCheckAt !== null) dueAt.set(event.monitorId, event.nextCheckAt);
  });
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  isMeasuring = true;
  await new Promise((resolve) => setTimeout(resolve, measureMs));
  const { user, system } = process.cpuUsage(cpuBefore);
  delay.disable();
  cancel();
  report([
    { name: 'checks measured', value: lateness.length, unit: '' },
    { name: 'median lateness of a check', value: percentile(lateness, 0.5), unit: 'ms' },
    { name: 'p99 lateness of a check', value: percentile(lateness, 0.99), unit: 'ms', target: '< 100 ms' },
    {
      name: 'p99 delay of the main loop',
      value: delay.percentile(99) / 1e6 - resolutionMs,
      unit: 'ms',
      target: '< 20 ms',
    },
    { name: 'resident memory', value: process.memoryUsage().rss / 1e6, unit: 'MB', target: '< 300 MB' },
    { name: 'processor, share of one core', value: ((user + system) / 1000 / measureMs) * 100, unit: '%' },
  ]);
}
