/**
 * Heartbeat pings over the real listener, which responds only when they are in the database: as many as one core can
 * take, and some beside 1,000 HTTP monitors.
 */
import type { Engine } from '../../electron/engine/engine.ts';
import { openListener } from '../../electron/http/listener.ts';
import { recordingLogger, valueOf } from '../support/test-engine.ts';
import {
  openBenchEngine,
  openChildService,
  percentile,
  report,
  withDirectory,
  withEngine,
  type Figure,
} from './support.ts';

const jobs = 100;
const direct = 20_000;
const overHttp = 20_000;
const checked = 1_000;
const warmUpMs = 12_000;
const beside = { count: 10_000, perSecond: 500, connections: 32 };

const service = await openChildService();
const figures: Figure[] = [];
await withEngine(async (engine) => void figures.push(...(await measurePings(engine))));
await withDirectory(async (directory) => {
  const first = await openBenchEngine(directory);
  await createChecked(first);
  await first.stop();
  const engine = await openBenchEngine(directory);
  engine.start();
  figures.push(...(await measureBeside(engine)));
  await engine.stop();
});
service.close();
report(figures);

/** @returns the tokens. */
async function createJobs(engine: Engine, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const monitor = valueOf(
      await engine.api.monitors.create({ kind: 'heartbeat', id: `job-${String(i)}`, schedule: { every: '5m' } }),
    );
    if (monitor.kind === 'heartbeat') tokens.push(monitor.token);
  }
  return tokens;
}

/** Monitors that have been checked once, so that the next start spreads them over their interval. */
async function createChecked(engine: Engine): Promise<void> {
  for (let i = 0; i < checked; i += 1) {
    const id = `m-${String(i)}`;
    valueOf(await engine.api.monitors.create({ id, kind: 'http', url: service.url, interval: '10s' }));
    valueOf(await engine.api.monitors.checkNow({ id }));
  }
}

function listen(engine: Engine) {
  return openListener({ engine, host: '127.0.0.1', port: 0, logger: recordingLogger([]) });
}

async function measureBeside(engine: Engine): Promise<readonly Figure[]> {
  const [token = ''] = await createJobs(engine, 1);
  const listener = valueOf(await listen(engine));
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
  isMeasuring = true;
  const { p99Ms } = await service.ping(`${listener.url}/ping/${token}`, beside);
  cancel();
  await listener.close();
  const load = `${String(beside.perSecond)} pings a second beside 1,000 HTTP monitors at 10 s`;
  return [
    { name: `${load}: p99 of a ping`, value: p99Ms, unit: 'ms', target: '< 20 ms' },
    { name: `${load}: p99 lateness of a check`, value: percentile(lateness, 0.99), unit: 'ms', target: '< 100 ms' },
    { name: `${load}: checks measured`, value: lateness.length, unit: '' },
  ];
}

async function measurePings(engine: Engine): Promise<readonly Figure[]> {
  const tokens = await createJobs(engine, jobs);
  const ping = (i: number): unknown =>
    engine.receivePing({
      token: tokens[i % jobs] ?? '',
      kind: 'success',
      exitCode: null,
      runId: null,
      body: '',
      remoteAddress: '127.0.0.1',
      userAgent: 'bench',
    });
  for (let i = 0; i < 2_000; i += 1) ping(i);
  const cpuBefore = process.cpuUsage();
  for (let i = 0; i < direct; i += 1) ping(i);
  const cpu = process.cpuUsage(cpuBefore);

  const listener = valueOf(await listen(engine));
  const url = `${listener.url}/ping/${tokens[0] ?? ''}`;
  await service.ping(url, { count: 2_000, connections: 32 });
  const httpCpuBefore = process.cpuUsage();
  const { seconds, p99Ms } = await service.ping(url, { count: overHttp, connections: 32 });
  const httpCpu = process.cpuUsage(httpCpuBefore);
  await listener.close();
  const perPing = (cpu.user + cpu.system) / direct;
  const perHttpPing = (httpCpu.user + httpCpu.system) / overHttp;
  return [
    { name: 'pings a second of one core, durable, without HTTP', value: 1e6 / perPing, unit: '/s' },
    {
      name: 'pings a second of one core, durable, over HTTP',
      value: 1e6 / perHttpPing,
      unit: '/s',
      target: '>= 8,000/s',
    },
    { name: 'processor time of a ping over HTTP', value: perHttpPing / 1_000, unit: 'ms' },
    { name: 'pings a second as seen by the sender', value: overHttp / seconds, unit: '/s' },
    { name: 'p99 of a ping, 32 at a time', value: p99Ms, unit: 'ms' },
  ];
}
