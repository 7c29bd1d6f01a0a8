/** Processor time of one complete HTTP check: probe, assertions, state, storage, events. */
import { Client } from 'undici';
import { valueOf } from '../support/test-engine.ts';
import { openChildService, report, withEngine, type Figure } from './support.ts';

const monitors = 50;
const rounds = 100;
const warmUpRounds = 20;

const service = await openChildService();
await withEngine(async (engine) => {
  const ids: string[] = [];
  for (let i = 0; i < monitors; i += 1) {
    const id = `check-${String(i)}`;
    valueOf(
      await engine.api.monitors.create({
        id,
        kind: 'http',
        url: service.url,
        interval: '1h',
        assertions: [
          { on: 'status', is: 'equals', value: 200 },
          { on: 'body', is: 'contains', value: '"status": "ok"' },
        ],
      }),
    );
    ids.push(id);
  }
  const round = async (): Promise<void> => {
    await Promise.all(ids.map(async (id) => valueOf(await engine.api.monitors.checkNow({ id }))));
  };
  for (let i = 0; i < warmUpRounds; i += 1) await round();
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  for (let i = 0; i < rounds; i += 1) await round();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const count = monitors * rounds;
  const checkMs = (user + system) / 1000 / count;
  const keptBytes = await bytesUntilFullCollection(round);
  const bareMs = await bareRequestMs();
  const figures: readonly Figure[] = [
    { name: 'processor time of one check', value: checkMs, unit: 'ms', target: '<= 0.25 ms' },
    { name: 'processor time of a bare undici request', value: bareMs, unit: 'ms' },
    { name: 'a check, in bare requests', value: checkMs / bareMs, unit: 'x' },
    { name: 'of which in the kernel', value: system / 1000 / count, unit: 'ms' },
    { name: 'checks a second, 50 at once', value: count / seconds, unit: '/s' },
    { name: 'memory that one check keeps until a full collection', value: keptBytes / 1000, unit: 'kB' },
  ];
  report(figures);
});
service.close();

/** What minor collections cannot free, because garbage in V8's old space refers to it: most of what collecting costs. */
async function bytesUntilFullCollection(round: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  for (let i = 0; i < rounds; i += 1) await round();
  for (let i = 0; i < 2; i += 1) globalThis.gc?.({ type: 'minor', execution: 'sync' });
  const before = process.memoryUsage().heapUsed;
  globalThis.gc?.();
  return (before - process.memoryUsage().heapUsed) / (monitors * rounds);
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
