/** The overview of 1,000 monitors with a year of history, which a window requests when it opens. */
import { systemClock } from '../../electron/host/system-clock.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';
import { openSeededStore, seedYear } from './seed.ts';
import { percentile, report } from './support.ts';

const monitors = 1_000;

const seeded = await openSeededStore(monitors);
for (const stream of seeded.streams) seedYear(seeded.store, stream, seeded.nowMs);
seeded.store.close();

const openBegin = performance.now();
const engine = await openTestEngine({ directory: seeded.directory, clock: systemClock });
const openMs = performance.now() - openBegin;
const times: number[] = [];
const uptimes: number[] = [];
for (let i = 0; i < 50; i += 1) {
  const begin = performance.now();
  const overview = valueOf(await engine.api.overview.get(undefined));
  JSON.stringify(overview);
  times.push(performance.now() - begin);
  const day = 86_400_000;
  const uptimeBegin = performance.now();
  const monitorId = overview.monitors[i]?.id ?? '';
  valueOf(await engine.api.history.uptime({ monitorId, from: seeded.nowMs - 90 * day, to: seeded.nowMs }));
  valueOf(await engine.api.history.series({ monitorId, from: seeded.nowMs - 90 * day, to: seeded.nowMs }));
  uptimes.push(performance.now() - uptimeBegin);
}
report([
  { name: 'overview of 1,000 monitors, as JSON, median', value: percentile(times, 0.5), unit: 'ms', target: '< 50 ms' },
  { name: 'overview of 1,000 monitors, as JSON, p95', value: percentile(times, 0.95), unit: 'ms' },
  { name: 'uptime and response times of 90 days, median', value: percentile(uptimes, 0.5), unit: 'ms' },
  { name: 'opening the engine on that history', value: openMs, unit: 'ms' },
]);
await engine.stop();
seeded.remove();
