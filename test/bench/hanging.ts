/**
 * 600 healthy monitors at 5 s while others never get a response: how late the healthy checks start, how many of them
 * run, and what the waiting connections cost. The hanging targets, two per address, cover the ways in which a server can
 * hang: it never accepts, never responds, never answers a TLS handshake, or stops within the body. Addresses are of
 * 127.0.0.0/8, all of which Linux routes to the loopback interface. Each row runs in a process of its own. The rows of
 * hanging-kinds.ts show whether commands, pings or questions that hang hold up the other kinds.
 */
import { fork, spawnSync } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../electron/engine/engine.ts';
import { openDeafListener } from '../support/deaf-listener.ts';
import { valueOf } from '../support/test-engine.ts';
import { hangingKindsRows } from './hanging-kinds.ts';
import { openBenchEngine, percentile, report, skip, withDirectory, type Figure } from './support.ts';

const file = fileURLToPath(import.meta.url);
const hangingCounts = [0, 400, 1_500];
const healthy = 600;
const healthyAddresses = 150;
const intervalMs = 5_000;
const settleMs = 8_000;
/** Until the outages of all hanging targets are recorded and sent: twice their timeout. */
const warmUpMs = 20_000;
const measureMs = 30_000;
const sampleMs = 250;

interface Ports {
  readonly healthy: number;
  readonly silent: number;
  readonly stalling: number;
  readonly deaf: number;
}

const [mode, given] = process.argv.slice(2);
if (mode === 'targets') await serveTargets();
else if (mode === 'row') await measureRow(Number(given));
else if (existsSync('/proc/self/fd')) report([...hangingCounts.flatMap(runRow), ...hangingKindsRows()]);
else skip('needs Linux: its targets have many addresses of 127.0.0.0/8');

function runRow(hanging: number): readonly Figure[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', file, 'row', String(hanging)], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(stderr.slice(-2_000));
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as readonly Figure[];
  return figures.map((figure) => ({ ...figure, name: `${String(hanging)} hanging: ${figure.name}` }));
}

async function measureRow(hanging: number): Promise<void> {
  const targets = fork(file, ['targets'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ports = await new Promise<Ports>((resolve) => targets.once('message', (message) => resolve(message as Ports)));
  await withDirectory(async (directory) => {
    const first = await openBenchEngine(directory);
    await createAll(first, hanging, ports);
    first.start();
    await pause(settleMs);
    await first.stop();
    const engine = await openBenchEngine(directory);
    engine.start();
    report(await measure(engine));
    await engine.stop();
  });
  targets.kill();
}

/** A second start spreads them over their intervals. */
async function createAll(engine: Engine, hanging: number, ports: Ports): Promise<void> {
  for (let i = 0; i < healthy; i += 1) {
    const host = address(1, i % healthyAddresses);
    await create(engine, `healthy-${String(i)}`, `http://${host}:${String(ports.healthy)}/`);
  }
  for (let i = 0; i < hanging; i += 1) await create(engine, `hanging-${String(i)}`, hangingUrl(i, hanging, ports));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function create(engine: Engine, id: string, url: string): Promise<void> {
  valueOf(await engine.api.monitors.create({ id, kind: 'http', url, interval: '5s' }));
}

function hangingUrl(index: number, count: number, ports: Ports): string {
  const host = address(2, index % (count / 2));
  const urls = [
    `http://${host}:${String(ports.silent)}/`,
    `https://${host}:${String(ports.silent)}/`,
    `http://${host}:${String(ports.stalling)}/`,
    `http://${host}:${String(ports.deaf)}/`,
  ];
  return urls[index % urls.length] ?? '';
}

function address(network: number, index: number): string {
  return `127.${String(network)}.${String(index >> 7)}.${String(1 + (index & 127))}`;
}

async function measure(engine: Engine): Promise<readonly Figure[]> {
  const dueAt = new Map<string, number>();
  const lateness: number[] = [];
  const earlyLateness: number[] = [];
  let failed = 0;
  let isMeasuring = false;
  let peakSockets = 0;
  const cancel = engine.on((event) => {
    if (event.type === 'monitor') {
      if (event.monitor.nextCheckAt !== null) dueAt.set(event.monitor.id, event.monitor.nextCheckAt);
      return;
    }
    if (event.type !== 'check') return;
    const due = dueAt.get(event.monitorId);
    if (event.nextCheckAt !== null) dueAt.set(event.monitorId, event.nextCheckAt);
    if (due === undefined || !event.monitorId.startsWith('healthy')) return;
    (isMeasuring ? lateness : earlyLateness).push(event.check.at - due);
    if (!isMeasuring) return;
    if (event.check.verdict !== 'pass') failed += 1;
  });
  const before = openFiles();
  const sampler = setInterval(() => {
    peakSockets = Math.max(peakSockets, openFiles() - before);
  }, sampleMs);
  await pause(warmUpMs);
  isMeasuring = true;
  const cpuBefore = process.cpuUsage();
  await pause(measureMs);
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(sampler);
  cancel();
  const due = (healthy * measureMs) / intervalMs;
  return [
    { name: 'healthy checks of those due', value: (lateness.length / due) * 100, unit: '%', target: '100 %' },
    { name: 'healthy checks that failed', value: failed, unit: '', target: '0' },
    { name: 'median lateness', value: percentile(lateness, 0.5), unit: 'ms' },
    { name: 'p99 lateness', value: percentile(lateness, 0.99), unit: 'ms', target: 'as with 0 hanging' },
    { name: 'p99 lateness while the outages begin', value: percentile(earlyLateness, 0.99), unit: 'ms' },
    { name: 'most open sockets', value: peakSockets, unit: '' },
    { name: 'resident memory', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
    { name: 'processor, share of one core', value: ((user + system) / 1000 / measureMs) * 100, unit: '%' },
  ];
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

/** All targets, on every address: a healthy one, one that never responds, one that stops within the body, a deaf one. */
async function serveTargets(): Promise<void> {
  const server = createHttpServer((_request, response) => response.end('ok'));
  const silent = createServer((socket) => void socket.on('error', () => undefined));
  const stalling = createServer((socket) => {
    socket.on('error', () => undefined).write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome');
  });
  const { port: deaf } = await openDeafListener('0.0.0.0');
  const ports: Ports = {
    healthy: await listen(server),
    silent: await listen(silent),
    stalling: await listen(stalling),
    deaf,
  };
  process.on('disconnect', () => process.exit(0));
  process.send?.(ports);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '0.0.0.0', 4_096, () => resolve((server.address() as AddressInfo).port));
  });
}
