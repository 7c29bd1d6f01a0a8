/** Which time counts: a job's deadlines over sleeps, shutdowns and clock changes, against a plain model of each clock. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterAway, afterShift } from '../../../../electron/engine/kinds/heartbeat/away.ts';
import { nextWakeAt, stepDeadline } from '../../../../electron/engine/kinds/heartbeat/deadline.ts';
import { stepPing } from '../../../../electron/engine/kinds/heartbeat/ping.ts';
import type { HeartbeatPolicy } from '../../../../electron/engine/kinds/heartbeat/policy.ts';
import { cronSchedule } from '../../../../electron/engine/schedule/cron.ts';
import type { Tracking } from '../../../../electron/engine/state/step.ts';
import { initialTracking } from '../../../../electron/engine/state/transition.ts';
import { policyOf } from './policies.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The clock on the wall, in a world where time passes as told. */
interface World {
  nowMs: number;
  tracking: Tracking;
  /** Of each incident. */
  readonly dates: number[];
}

function worldAt(nowMs: number): World {
  return { nowMs, tracking: initialTracking(nowMs), dates: [] };
}

function evaluate(world: World, policy: HeartbeatPolicy): void {
  const until = world.nowMs;
  for (
    let at = nextWakeAt(world.tracking, policy);
    at !== null && at <= until;
    at = nextWakeAt(world.tracking, policy)
  ) {
    // Nothing is evaluated while nothing runs: what fell due meanwhile is evaluated late.
    const step = stepDeadline(world.tracking, Math.max(at, lastReturn(world)), policy);
    if (step === null) throw new Error('woken for nothing');
    if (step.incident?.change === 'open') world.dates.push(step.incident.startedAt);
    world.tracking = step.next;
  }
}

const returns = new WeakMap<World, number>();
const lastReturn = (world: World): number => returns.get(world) ?? -Infinity;

function pass(world: World, ms: number, policy: HeartbeatPolicy): void {
  world.nowMs += ms;
  evaluate(world, policy);
}

function leave(world: World, ms: number, policy: HeartbeatPolicy): void {
  const from = world.nowMs;
  world.nowMs += ms;
  returns.set(world, world.nowMs);
  world.tracking = afterAway(world.tracking, { from, to: world.nowMs }, policy);
  evaluate(world, policy);
}

function setClock(world: World, byMs: number, policy: HeartbeatPolicy): void {
  world.nowMs += byMs;
  returns.set(world, lastReturn(world) + byMs);
  world.tracking = afterShift(world.tracking, byMs, world.nowMs, policy);
  evaluate(world, policy);
}

function succeed(world: World, policy: HeartbeatPolicy): void {
  const ping = { at: world.nowMs, kind: 'success', exitCode: null, runId: null, runTime: null } as const;
  world.tracking = stepPing(world.tracking, ping, policy).next;
}

function pinged(nowMs: number, policy: HeartbeatPolicy): World {
  const world = worldAt(nowMs);
  succeed(world, policy);
  return world;
}

describe('a job of this computer', () => {
  const often = policyOf(10 * second, 10 * second, { clock: 'awake' });

  test('is not down because Vigilmon did not run for a while', () => {
    const world = pinged(0, often);
    pass(world, 5 * second, often);
    leave(world, 19 * second, often);
    expect(world.tracking.state).toBe('up');
    pass(world, 5 * second, often);
    expect(world.tracking.state).toBe('late');
    pass(world, 10 * second, often);
    expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [29 * second] });
  });

  test('keeps the rest of its grace over a night, and is dated to when it was due', () => {
    const hourly = policyOf(hour, 6 * minute, { clock: 'awake' });
    const world = pinged(0, hourly);
    pass(world, 62 * minute, hourly);
    leave(world, 9 * hour, hourly);
    expect(world.tracking.state).toBe('late');
    pass(world, 4 * minute - 1, hourly);
    expect(world.tracking.state).toBe('late');
    pass(world, 1, hourly);
    expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [hour] });
  });

  test('that runs once a day has one full grace after the return if it was due meanwhile', () => {
    const daily = policyOf(day, hour, { clock: 'awake' });
    const world = pinged(0, daily);
    pass(world, 20 * hour, daily);
    leave(world, 8 * hour, daily);
    expect(world.tracking).toMatchObject({ state: 'late', deadlineAt: 28 * hour });
    pass(world, hour - 1, daily);
    expect(world.tracking.state).toBe('late');
    pass(world, 1, daily);
    expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [28 * hour] });
  });

  test('that runs once a day is due at its time if the computer was there', () => {
    const daily = policyOf(day, hour, { clock: 'awake' });
    const world = pinged(0, daily);
    leave(world, 20 * hour, daily);
    pass(world, 5 * hour, daily);
    expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [day] });
  });

  test('that runs has as much time as the computer has', () => {
    const limited = policyOf(day, hour, { clock: 'awake', maxRunTime: hour });
    const world = pinged(0, limited);
    const start = { at: 0, kind: 'start', exitCode: null, runId: 'a', runTime: null } as const;
    world.tracking = stepPing(world.tracking, start, limited).next;
    pass(world, 30 * minute, limited);
    leave(world, 10 * hour, limited);
    pass(world, 30 * minute - 1, limited);
    expect(world.tracking.state).toBe('running');
    pass(world, 1, limited);
    expect(world.tracking.state).toBe('down');
  });
});

test('a job of another computer is due in real time', () => {
  const remote = policyOf(10 * minute, minute, { clock: 'wall' });
  const world = pinged(0, remote);
  pass(world, minute, remote);
  leave(world, hour, remote);
  expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [10 * minute] });
});

describe('a clock that is set back', () => {
  const daily = policyOf(day, hour, { clock: 'awake' });

  test('by a little leaves a fixed time where it is', () => {
    const world = pinged(day, daily);
    setClock(world, -2 * second, daily);
    expect(world.tracking.deadlineAt).toBe(2 * day);
  });

  test('by a year starts it over', () => {
    const world = pinged(400 * day, daily);
    setClock(world, -365 * day, daily);
    expect(world.tracking.deadlineAt).toBe(36 * day);
  });
});

interface Happening {
  readonly is: 'pass' | 'leave' | 'success' | 'set';
  readonly ms: number;
}

const happenings = (longest: number): fc.Arbitrary<readonly Happening[]> => {
  const length = fc.integer({ min: 0, max: longest / second }).map((seconds) => seconds * second);
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ is: fc.constant('pass' as const), ms: length }) },
      { weight: 2, arbitrary: fc.record({ is: fc.constant('leave' as const), ms: length }) },
      { weight: 2, arbitrary: fc.constant({ is: 'success' as const, ms: 0 }) },
      {
        weight: 1,
        arbitrary: fc.record({ is: fc.constant('set' as const), ms: length.map((ms) => ms - longest / 2) }),
      },
    ),
    { maxLength: 30 },
  );
};

function happen(world: World, { is, ms }: Happening, policy: HeartbeatPolicy): void {
  if (is === 'pass') pass(world, ms, policy);
  else if (is === 'leave') leave(world, ms, policy);
  else if (is === 'set') setClock(world, ms, policy);
  else succeed(world, policy);
}

const start = Date.UTC(2026, 9, 20);

test.each(['awake', 'wall'] as const)('a short period by the clock %s is measured in the time that counts', (clock) => {
  const policies = fc.record({ every: fc.integer({ min: 10, max: 600 }), grace: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(happenings(15 * minute), policies, (story, { every, grace }) => {
      const policy = policyOf(every * second, grace * second, { clock });
      const world = pinged(start, policy);
      let counted = 0;
      for (const happening of story) {
        happen(world, happening, policy);
        if (happening.is === 'success') counted = 0;
        if (happening.is === 'pass' || (happening.is === 'leave' && clock === 'wall')) counted += happening.ms;
        const expected = counted >= (every + grace) * second ? 'down' : counted >= every * second ? 'late' : 'up';
        expect(world.tracking.state).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});

test('a daily job of this computer is down one grace after the later of its time and the return', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia');
  fc.assert(
    fc.property(happenings(20 * hour), zones, (story, timezone) => {
      const policy = policyOf(day, hour, { clock: 'awake', timezone });
      const world = pinged(start, policy);
      let dueAt = policy.schedule.next(start);
      let downAt = dueAt + hour;
      let isDown = false;
      for (const happening of story.filter(({ is }) => is !== 'set')) {
        const from = world.nowMs;
        happen(world, happening, policy);
        const to = world.nowMs;
        if (happening.is === 'success') {
          [dueAt, isDown] = [policy.schedule.next(to), false];
          downAt = dueAt + hour;
        } else if (happening.is === 'leave' && dueAt < to && downAt > from && !isDown) {
          downAt = to + hour;
        }
        isDown ||= downAt <= to;
        expect(world.tracking.state === 'down').toBe(isDown);
      }
    }),
    { numRuns: 500 },
  );
});

test('no outage of a job of this computer is dated into time that nobody monitored', () => {
  const periods = fc.constantFrom(10 * second, 10 * minute, hour, 13 * hour, day);
  fc.assert(
    fc.property(happenings(8 * hour), periods, (story, every) => {
      const policy = policyOf(every, Math.round(every / 10), { clock: 'awake' });
      const world = pinged(start, policy);
      const away: (readonly [number, number])[] = [];
      for (const happening of story.filter(({ is }) => is !== 'set')) {
        const from = world.nowMs;
        happen(world, happening, policy);
        if (happening.is === 'leave') away.push([from, world.nowMs]);
      }
      for (const at of world.dates) expect(away.some(([from, to]) => at > from && at < to)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

describe('a job with fixed times', () => {
  const nightly = policyOf(day, hour, {
    schedule: cronSchedule(['0 3 * * *'], 'Europe/Berlin'),
    every: null,
    clock: 'awake',
  });
  const at = (time: string): number => Date.parse(time);

  test('is down one grace after its time, also when the clock changes', () => {
    const world = pinged(at('2026-10-24T03:05+02:00'), nightly);
    pass(world, 25 * hour + 54 * minute, nightly);
    expect(world.tracking.state).toBe('late');
    pass(world, minute, nightly);
    expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [at('2026-10-25T03:00+01:00')] });
  });

  test('has one full grace after a night in which the computer was off', () => {
    const world = pinged(at('2026-07-01T03:05+02:00'), nightly);
    pass(world, 18 * hour, nightly);
    leave(world, 11 * hour, nightly);
    pass(world, hour - 1, nightly);
    expect(world.tracking.state).toBe('late');
    pass(world, 1, nightly);
    expect(world).toMatchObject({ tracking: { state: 'down' }, dates: [at('2026-07-02T08:05+02:00')] });
  });

  test('tells in its failure how long its run is overdue', () => {
    const world = pinged(at('2026-07-01T03:05+02:00'), nightly);
    pass(world, 25 * hour, nightly);
    expect(world.tracking.failure).toEqual({ code: 'missed-run', facts: { overdueMs: hour } });
  });
});
