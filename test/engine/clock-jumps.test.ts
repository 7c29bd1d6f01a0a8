/**
 * The wall clock jumps while Vigilmon runs, and back again. Monotonic time has fractions, as that of a real computer.
 * Whatever the jump: checks continue, heartbeats are neither missed wrongly nor forgotten, and history stays in order.
 */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CheckDetail } from '../../electron/contract/model/state.ts';
import type { HttpMonitor, Monitor } from '../../electron/contract/monitors/registry.ts';
import type { ProbeEnvironment } from '../../electron/engine/kinds/kind.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const jumps: readonly (readonly [string, number])[] = [
  ['20 seconds', 20 * second],
  ['10 minutes', 10 * minute],
  ['1 hour', 60 * minute],
  ['10 years', 3_652 * 24 * 60 * minute],
];
const cases = jumps.flatMap(([name, ms]) => [
  { name: `forward by ${name}`, ms },
  { name: `back by ${name}`, ms: -ms },
]);

let clock: ManualClock;
let engine: TestEngine;
let isServiceUp: boolean;
let isJobAlive: boolean;
let untilPing: number;
let token: string;
/** Monotonic times of checks. */
let checkedAt: number[];

function tokenOf(monitor: Monitor): string {
  return 'token' in monitor ? monitor.token : '';
}

function probe(_monitor: HttpMonitor, { clock }: ProbeEnvironment): Promise<CheckDetail> {
  checkedAt.push(clock.monotonic());
  return Promise.resolve({
    at: clock.now(),
    verdict: isServiceUp ? 'pass' : 'fail',
    responseTime: isServiceUp ? 1.5 : null,
    phases: null,
    failure: isServiceUp ? null : { code: 'unexplained', facts: {} },
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  });
}

beforeEach(async () => {
  [isServiceUp, isJobAlive, untilPing, checkedAt] = [true, true, 0, []];
  clock = manualClock();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock, probes: { http: probe } });
  const { api } = engine;
  valueOf(await api.monitors.create({ id: 'web', kind: 'http', url: 'http://localhost/', interval: '60s' }));
  const job = { id: 'job', kind: 'heartbeat', schedule: { every: '60s' }, grace: '5s' } as const;
  token = tokenOf(valueOf(await api.monitors.create(job)));
  engine.start();
});
afterEach(() => engine.stop());

/** Time passes in steps with fractions; the job pings every minute while it is alive. */
async function pass(ms: number): Promise<void> {
  const stepMs = 500.25;
  for (let passed = 0; passed < ms; passed += stepMs) {
    if (untilPing <= 0) {
      untilPing = minute;
      if (isJobAlive) await ping();
    }
    untilPing -= stepMs;
    await clock.advance(stepMs);
  }
}

async function ping(): Promise<void> {
  const received = {
    kind: 'success',
    exitCode: null,
    runId: null,
    body: '',
    remoteAddress: '',
    userAgent: '',
  } as const;
  expect(await engine.receivePing({ ...received, token })).toBe('ok');
}

async function statesOf(): Promise<Readonly<Record<string, string>>> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  return Object.fromEntries(monitors.map(({ id, state }) => [id, state]));
}

const incidentEvents = (): number => engine.events.filter((event) => event.type === 'incident').length;

async function expectOrder(): Promise<void> {
  const { items } = valueOf(await engine.api.incidents.list({}));
  expect(items.length).toBeGreaterThan(0);
  for (const { startedAt, confirmedAt, endedAt } of items) {
    expect(confirmedAt).toBeGreaterThanOrEqual(startedAt);
    expect(endedAt ?? startedAt).toBeGreaterThanOrEqual(startedAt);
  }
}

describe.each(cases)('a clock that jumps $name, and later back', ({ ms }) => {
  const jump = (byMs: number): void => clock.set(clock.now() + byMs);

  it('causes no alert and stops no check', async () => {
    await pass(2.5 * minute);
    for (const byMs of [ms, -ms]) {
      checkedAt = [];
      jump(byMs);
      await pass(4 * minute);
      expect(await statesOf()).toEqual({ web: 'up', job: 'up' });
      const pauses = checkedAt.map((at, index) => at - (checkedAt[index - 1] ?? at));
      expect(Math.max(...pauses)).toBeLessThanOrEqual(minute + second);
      expect(checkedAt.length).toBeGreaterThanOrEqual(3);
    }
    expect(incidentEvents()).toBe(0);
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('hides neither an outage nor a missed ping', async () => {
    await pass(2.5 * minute);
    for (const byMs of [ms, -ms]) {
      jump(byMs);
      isServiceUp = false;
      isJobAlive = false;
      await pass(4 * minute);
      expect(await statesOf()).toEqual({ web: 'down', job: 'down' });
      isServiceUp = true;
      isJobAlive = true;
      await pass(4 * minute);
      expect(await statesOf()).toEqual({ web: 'up', job: 'up' });
    }
    await expectOrder();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('in an outage leaves it with an end that is not before its start', async () => {
    await pass(1.5 * minute);
    isServiceUp = false;
    isJobAlive = false;
    await pass(3 * minute);
    jump(ms);
    await pass(minute);
    isServiceUp = true;
    isJobAlive = true;
    await pass(4 * minute);
    expect(await statesOf()).toEqual({ web: 'up', job: 'up' });
    await expectOrder();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
