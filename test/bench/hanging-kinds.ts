/**
 * Healthy monitors of several kinds at 5 s, while 80 commands, pings or DNS questions hang until their timeouts: how late
 * the healthy ones start. A kind with processes or questions of its own shares a pool with those of its kind that hang,
 * and with no other. Checks of a kind that start late themselves are the pool's own queue, not a hold-up.
 */
import { spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { valueOf } from '../support/test-engine.ts';
import { openBenchEngine, percentile, report, withDirectory, type Figure } from './support.ts';

const file = fileURLToPath(import.meta.url);
const hangingSets = ['nothing', 'commands', 'pings', 'lookups'] as const;
type HangingSet = (typeof hangingSets)[number];
const healthyKinds = ['http', 'tcp', 'dns', 'ping', 'command'] as const;
type HealthyKind = (typeof healthyKinds)[number];
const healthyOfEach = 8;
const hanging = 80;
const shared = { interval: '5s', timeout: '2s' } as const;
const settleMs = 6_000;
const warmUpMs = 15_000;
const measureMs = 25_000;

if (process.argv[2] === 'kinds-row') await measureRow(process.argv[3] as HangingSet);

export function hangingKindsRows(): readonly Figure[] {
  return hangingSets.flatMap((set) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [file, 'kinds-row', set], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (status !== 0) throw new Error(stderr.slice(-2_000));
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as readonly Figure[];
  });
}

async function measureRow(set: HangingSet): Promise<void> {
  const { targets, close } = await openTargets();
  await withDirectory(async (directory) => {
    replacePing(join(directory, 'bin'));
    const first = await openBenchEngine(directory);
    for (const monitor of [...healthyMonitors(targets), ...hangingMonitors(set, targets)]) {
      valueOf(await first.api.monitors.create(monitor));
    }
    first.start();
    await pause(settleMs);
    await first.stop();
    // A second start spreads them over their intervals.
    const engine = await openBenchEngine(directory);
    engine.start();
    report(await measure(engine, set));
    await engine.stop();
  });
  close();
}

/** Replies for all addresses but those of 127.9.0.0/16, for which it hangs. */
function replacePing(directory: string): void {
  mkdirSync(directory);
  const script = `#!/bin/sh
case "$*" in *127.9.*) exec sleep 60 ;; esac
echo '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.045 ms'
`;
  writeFileSync(join(directory, 'ping'), script);
  chmodSync(join(directory, 'ping'), 0o755);
  process.env['PATH'] = [directory, process.env['PATH']].join(delimiter);
}

interface Targets {
  readonly port: number;
  readonly nameServer: number;
  /** Answers nothing. */
  readonly silentServer: number;
}

async function openTargets(): Promise<{ readonly targets: Targets; readonly close: () => void }> {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  const nameServer = createSocket('udp4');
  nameServer.on('message', (question, from) => nameServer.send(answerTo(question), from.port, from.address));
  const silentServer = createSocket('udp4');
  const close = (): void => {
    server.close();
    server.closeAllConnections();
    nameServer.close();
    silentServer.close();
  };
  const targets = { port, nameServer: await bind(nameServer), silentServer: await bind(silentServer) };
  return { targets, close };
}

function bind(socket: Socket): Promise<number> {
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)));
}

/** One address, whatever the question (RFC 1035, section 4). */
function answerTo(question: Buffer): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  head.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
  return Buffer.concat([head, record]);
}

function healthyMonitors({ port, nameServer }: Targets): readonly MonitorInput[] {
  const inputs: Readonly<Record<HealthyKind, (index: number) => MonitorInput>> = {
    http: (index) => ({ kind: 'http', url: `http://127.1.0.${String(index + 1)}:${String(port)}/`, ...shared }),
    tcp: (index) => ({ kind: 'tcp', host: `127.2.0.${String(index + 1)}`, port, ...shared }),
    dns: () => ({ kind: 'dns', host: 'example.test', resolver: `127.0.0.1:${String(nameServer)}`, ...shared }),
    ping: (index) => ({ kind: 'ping', host: `127.3.0.${String(index + 1)}`, ...shared }),
    command: () => ({ kind: 'command', command: ['true'], ...shared }),
  };
  return healthyKinds.flatMap((kind) =>
    Array.from({ length: healthyOfEach }, (_, index) => ({ ...inputs[kind](index), id: `${kind}-${String(index)}` })),
  );
}

function hangingMonitors(set: HangingSet, { silentServer }: Targets): readonly MonitorInput[] {
  if (set === 'nothing') return [];
  const inputs: Readonly<Record<Exclude<HangingSet, 'nothing'>, (index: number) => MonitorInput>> = {
    commands: () => ({ kind: 'command', command: ['sleep', '60'], ...shared }),
    pings: (index) => ({ kind: 'ping', host: `127.9.0.${String(index + 1)}`, ...shared }),
    lookups: () => ({ kind: 'dns', host: 'example.test', resolver: `127.0.0.1:${String(silentServer)}`, ...shared }),
  };
  return Array.from({ length: hanging }, (_, index) => ({ ...inputs[set](index), id: `hanging-${String(index)}` }));
}

async function measure(engine: Engine, set: HangingSet): Promise<readonly Figure[]> {
  const dueAt = new Map<string, number>();
  const lateness = new Map<string, number[]>(healthyKinds.map((kind) => [kind, []]));
  let isMeasuring = false;
  const cancel = engine.on((event) => {
    if (event.type === 'monitor' && event.monitor.nextCheckAt !== null) {
      dueAt.set(event.monitor.id, event.monitor.nextCheckAt);
    }
    if (event.type !== 'check') return;
    const due = dueAt.get(event.monitorId);
    if (event.nextCheckAt !== null) dueAt.set(event.monitorId, event.nextCheckAt);
    const [kind = ''] = event.monitorId.split('-');
    if (isMeasuring && due !== undefined) lateness.get(kind)?.push(event.check.at - due);
  });
  await pause(warmUpMs);
  isMeasuring = true;
  await pause(measureMs);
  cancel();
  return healthyKinds.flatMap((kind) => {
    const late = lateness.get(kind) ?? [];
    const name = set === 'nothing' ? `no hanging checks: ${kind}` : `${String(hanging)} hanging ${set}: ${kind}`;
    return [
      { name: `${name}, median lateness`, value: percentile(late, 0.5), unit: 'ms' },
      { name: `${name}, p99 lateness`, value: percentile(late, 0.99), unit: 'ms' },
    ];
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
