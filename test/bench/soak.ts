/**
 * `npm run bench -- soak [--minutes N]`: 500 checks a second for N minutes (5), sampled every 10 seconds. Memory should be
 * flat: the figures compare its second quarter, after the start, with its last.
 */
import { valueOf } from '../support/test-engine.ts';
import { openBenchEngine, openChildService, report, withDirectory } from './support.ts';

const monitors = 2_500;
const sampleMs = 10_000;
const minutes = Number(process.argv[2] ?? 5);

const service = await openChildService();
await withDirectory(async (directory) => {
  const first = await openBenchEngine(directory);
  valueOf(await first.api.settings.update({ maxPerHost: 100 }));
  for (let i = 0; i < monitors; i += 1) {
    const id = `m-${String(i)}`;
    valueOf(await first.api.monitors.create({ id, kind: 'http', url: service.url, interval: '5s' }));
    valueOf(await first.api.monitors.checkNow({ id }));
  }
  await first.stop();
  // A second start spreads the monitors over their interval.
  const engine = await openBenchEngine(directory);
  let checks = 0;
  engine.on(({ type }) => {
    if (type === 'check') checks += 1;
  });
  engine.start();
  const resident: number[] = [];
  for (let elapsedMs = 0; elapsedMs < minutes * 60_000; elapsedMs += sampleMs) {
    await new Promise((resolve) => setTimeout(resolve, sampleMs));
    const { rss, heapUsed, external } = process.memoryUsage();
    resident.push(rss / 1e6);
    const megabytes = [rss, heapUsed, external].map((bytes) => (bytes / 1e6).toFixed(0));
    console.error(`${((elapsedMs + sampleMs) / 1_000).toFixed(0)} s: ${megabytes.join(' / ')} MB`);
  }
  const quarter = Math.max(1, Math.floor(resident.length / 4));
  const early = mean(resident.slice(quarter, 2 * quarter));
  const late = mean(resident.slice(-quarter));
  report([
    { name: 'checks a second', value: checks / (minutes * 60), unit: '/s' },
    { name: 'resident memory, second quarter', value: early, unit: 'MB' },
    { name: 'resident memory, last quarter', value: late, unit: 'MB', target: 'as in the second quarter' },
    { name: 'growth', value: late - early, unit: 'MB' },
  ]);
  await engine.stop();
});
service.close();

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
