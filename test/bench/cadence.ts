/** 10,000 monitors at 30 s for a minute: how late checks begin, how the main loop feels, how much memory it takes. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { valueOf } from '../support/test-engine.ts';
import { openChildService, percentile, report, withEngine } from './support.ts';

const monitors = 10_000;
const warmUpMs = 35_000;
const measureMs = 60_000;

const service = await openChildService();
await withEngine(async (engine) => {
  valueOf(await engine.api.settings.update({ maxConcurrent: 256, maxPerHost: 100 }));
  engine.start();
  for (let i = 0; i < monitors; i += 1) {
    valueOf(
      await engine.api.monitors.create({ id: `m-${String(i)}`, kind: 'http', url: service.url, interval: '30s' }),
    );
  }
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));

  const dueAt = new Map<string, number>();
  const lateness: number[] = [];
  const cancel = engine.on((event) => {
    if (event.type !== 'check') return;
    const due = dueAt.get(event.monitorId);
    if (due !== undefined) lateness.push(event.check.at - due);
    if (event.nextCheckAt !== null) dueAt.set(event.monitorId, event.nextCheckAt);
  });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, measureMs));
  const { user, system } = process.cpuUsage(cpuBefore);
  delay.disable();
  cancel();
  report([
    { name: 'checks measured', value: lateness.length, unit: '' },
    { name: 'p99 lateness of a check', value: percentile(lateness, 0.99), unit: 'ms', target: '< 100 ms' },
    { name: 'p99 delay of the main loop', value: delay.percentile(99) / 1e6 - 5, unit: 'ms', target: '< 20 ms' },
    { name: 'resident memory', value: process.memoryUsage().rss / 1e6, unit: 'MB', target: '< 300 MB' },
    { name: 'processor, share of one core', value: ((user + system) / 1000 / measureMs) * 100, unit: '%' },
  ]);
});
service.close();
