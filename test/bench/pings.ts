/**
 * Heartbeat pings over the real listener, which responds only when they are in the database: as many as one core can
 * take, and some beside 1,000 HTTP monitors. What counts is the processor time, in user and kernel mode, of the process
 * with engine and listener; the sender has a process of its own. Pings go to a hundred jobs in turn. A server that
 * responds and does nothing else shows what of it is Node's.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import type { PingLoad, PingTimes } from './send-pings.ts';

const jobs = 100;
const direct = 20_000;
const overHttp = 20_000;
const atOnce = 32;
/** Each of its own connection: the system keeps its port for a minute. */
const singly = 8_000;
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
  const { p99Ms } = await service.ping({ urls: [`${listener.url}/ping/${token}`], ...beside });
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
  const listener = valueOf(await listen(engine));
  const urls = tokens.map((token) => `${listener.url}/ping/${token}`);
  const bare = await measureBare({ count: overHttp });
  const bareEach = await measureBare({ count: singly, isConnectionEach: true });
  const kept = await measureLoad({ urls, count: overHttp, connections: atOnce });
  const alone = await measureLoad({ urls, count: singly, connections: 1 });
  const each = await measureLoad({ urls, count: singly, connections: atOnce, isConnectionEach: true });
  await listener.close();
  const without = await measureDirect(engine, tokens);
  const connections = `${String(atOnce)} kept connections`;
  return [
    { name: 'pings a second of one core, durable, without HTTP', value: 1e6 / without, unit: '/s' },
    {
      name: `pings a second of one core, durable, over HTTP, ${connections}`,
      value: 1e6 / kept.perPing,
      unit: '/s',
      target: '>= 8,000/s',
    },
    { name: 'the same, one ping at a time', value: 1e6 / alone.perPing, unit: '/s' },
    { name: 'the same, a connection for each ping', value: 1e6 / each.perPing, unit: '/s' },
    { name: `requests a second of one core of a bare server, ${connections}`, value: 1e6 / bare.perPing, unit: '/s' },
    { name: 'the same, a connection for each request', value: 1e6 / bareEach.perPing, unit: '/s' },
    { name: `processor time of a ping over HTTP, ${connections}`, value: kept.perPing / 1_000, unit: 'ms' },
    { name: 'pings a second as seen by the sender', value: overHttp / kept.seconds, unit: '/s' },
    { name: `p99 of a ping, ${String(atOnce)} at a time`, value: kept.p99Ms, unit: 'ms' },
  ];
}

interface Measured extends PingTimes {
  /** Microseconds of processor time. */
  readonly perPing: number;
}

async function measureLoad(load: PingLoad): Promise<Measured> {
  await service.ping({ ...load, count: load.count / 4 });
  const before = process.cpuUsage();
  const times = await service.ping(load);
  return { ...times, perPing: microsecondsSince(before) / load.count };
}

/** A server that responds and does nothing else. */
async function measureBare(load: Pick<PingLoad, 'count' | 'isConnectionEach'>): Promise<Measured> {
  const server = createServer((_request, response) => response.end('OK'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const measured = await measureLoad({ urls: [url], connections: atOnce, ...load });
  server.close();
  return measured;
}

/** As many in a turn of the event loop as there are connections. @returns microseconds of processor time of one. */
async function measureDirect(engine: Engine, tokens: readonly string[]): Promise<number> {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'bench' };
  const before = process.cpuUsage();
  for (let sent = 0; sent < direct; sent += atOnce) {
    const turn = Array.from({ length: atOnce }, (_, index) => tokens[(sent + index) % jobs] ?? '');
    await Promise.all(turn.map((token) => engine.receivePing({ token, kind: 'success', ...said })));
  }
  return microsecondsSince(before) / direct;
}

function microsecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
