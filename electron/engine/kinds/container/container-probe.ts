/**
 * The container probe: asks the container engine on this computer about one container, or about all with a label. Each
 * has to run, and to be healthy where it has a health check. A container that is starting cannot tell yet.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Failure } from '../../../contract/failure.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { oneLine } from '../../../contract/plain-text.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { plainOutput } from '../../transport/plain-output.ts';
import { Halted } from '../../transport/deadline.ts';
import { shorten } from '../../transport/excerpt.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { EngineError, inspect, withLabel, type Health, type Inspected } from './engine-api.ts';
import { usualSockets } from './sockets.ts';

type ContainerMonitor = MonitorOf<'container'>;

/** Newest first. */
const logsShown = 5;
const longestLog = 1_000;
const longestText = 200;

export const probeContainer: ProbeFn<ContainerMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const socket =
      monitor.socket ??
      usualSockets({ platform: process.platform, env: process.env, home: homedir() }).find(existsSync);
    if (socket === undefined) return cannotTell({ code: 'no-container-engine', facts: {} });
    try {
      return await ask(socket, monitor, context);
    } catch (error) {
      return unreachable(error, socket, monitor);
    }
  });

async function ask(socket: string, monitor: ContainerMonitor, { clock, deadline }: SocketContext): Promise<Attempt> {
  const beganAt = clock.monotonic();
  const { container, label } = monitor;
  const names = container === null ? await withLabel(socket, label ?? '', deadline) : [container];
  const containers: Inspected[] = [];
  for (const name of names) {
    const one = await inspect(socket, name, deadline);
    // One that is removed between the two requests has no label any more.
    if (one !== null) containers.push(one);
  }
  const responseTime = Math.round((clock.monotonic() - beganAt) * 10) / 10;
  return judge(monitor, containers, responseTime);
}

function judge(monitor: ContainerMonitor, containers: readonly Inspected[], responseTime: number): Attempt {
  const [first] = containers;
  if (first === undefined) {
    const { container, label } = monitor;
    return failed({ code: 'container-not-found', facts: { name: container, label } }, { responseTime });
  }
  const problems = containers.flatMap((one) => failureOf(one) ?? []);
  const failure = problems.find(({ code }) => code !== 'container-starting') ?? problems[0] ?? null;
  const shown = containers.find((one) => failure !== null && failureOf(one)?.code === failure.code) ?? first;
  const restarts = containers.reduce((sum, { RestartCount }) => sum + RestartCount, 0);
  const kept = { phases: null, evidence: evidenceOf(shown), figures: { restarts } } as const;
  if (failure?.code === 'container-starting') return { ...cannotTell(failure), ...kept };
  if (failure !== null) return failed(failure, { responseTime, ...kept });
  const assertions = evaluateAssertions(monitor.assertions, readable({ restarts, responseTime }));
  return { ...evaluated({ assertions, responseTime, degradedAfter: monitor.degradedAfter }), ...kept };
}

/** Null: it runs, and nothing says that it is not healthy. */
function failureOf(one: Inspected): Failure | null {
  const { Status: status, ExitCode: exitCode, OOMKilled: isOutOfMemory } = one.State;
  const name = nameOf(one);
  if (status !== 'running') {
    return { code: 'container-not-running', facts: { name, status: oneLine(status, 40), exitCode, isOutOfMemory } };
  }
  const health = healthOf(one);
  if (health?.Status === 'starting') return { code: 'container-starting', facts: { name } };
  if (health?.Status !== 'unhealthy') return null;
  const output = plain(health.Log?.at(-1)?.Output ?? '');
  return { code: 'container-unhealthy', facts: { name, output: oneLine(output, longestText) } };
}

function healthOf({ State: { Health, Healthcheck } }: Inspected): Health | null {
  const health = Health ?? Healthcheck ?? null;
  return health === null || health.Status === '' || health.Status === 'none' ? null : health;
}

function nameOf({ Name }: Inspected): string {
  return oneLine(Name.replace(/^\//u, ''), longestText);
}

function evidenceOf(one: Inspected): readonly Evidence[] {
  const { Status, ExitCode } = one.State;
  const health = healthOf(one);
  const logs = health?.Log?.slice(-logsShown).map(logRow).toReversed() ?? [];
  const line = (name: Evidence['name'], text: string): Evidence => ({
    name,
    type: 'line',
    text: oneLine(text, longestText),
  });
  return [
    line('container', nameOf(one)),
    line('status', Status),
    ...(health === null ? [] : [line('health', health.Status)]),
    line('restarts', String(one.RestartCount)),
    ...(Status === 'running' ? [] : [line('exitCode', String(ExitCode))]),
    ...(one.Config.Image === '' ? [] : [line('image', one.Config.Image)]),
    ...(logs.length === 0
      ? []
      : [{ name: 'healthLog', type: 'table', columns: ['at', 'exitCode', 'output'], rows: logs } as const]),
  ];
}

/** The engine writes the time in the zone of its own computer, with nanoseconds. */
function logRow({ Start, ExitCode, Output }: NonNullable<Health['Log']>[number]): readonly (string | number)[] {
  const at = Date.parse(Start);
  return [Number.isNaN(at) ? oneLine(Start, 40) : at, String(ExitCode), shorten(plain(Output), longestLog).trim()];
}

function plain(text: string): string {
  return plainOutput(Buffer.from(text));
}

function failed(failure: Failure, found: Partial<Attempt>): Attempt {
  return { verdict: 'fail', responseTime: null, failure, phases: null, ...found };
}

function cannotTell(failure: Failure): Attempt {
  return { verdict: 'inconclusive', responseTime: null, failure, phases: null };
}

/** Without a socket, or without permission, nothing is known of the container. */
const notHere: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EPERM']);

function unreachable(error: unknown, socket: string, { timeout }: ContainerMonitor): Attempt {
  if (error instanceof Halted && error.by === 'deadline') {
    return failed({ code: 'container-engine-silent', facts: { socket, afterMs: timeout } }, {});
  }
  if (error instanceof EngineError) {
    const { status, why, detail } = error;
    return failed(
      { code: 'container-engine-failed', facts: { socket, status, why, detail: oneLine(detail, longestText) } },
      {},
    );
  }
  if (!(error instanceof Error && 'code' in error)) throw error;
  const failure: Failure = { code: 'container-engine-unreachable', facts: { socket, error: String(error.code) } };
  return notHere.has(String(error.code)) ? cannotTell(failure) : failed(failure, {});
}

function readable({ restarts, responseTime }: { readonly restarts: number; readonly responseTime: number }): Readable {
  return {
    read: ({ on }) => found(on === 'responseTime' ? responseTime : restarts),
    text: () => '',
    json: () => null,
    redact: (text) => text,
  };
}
