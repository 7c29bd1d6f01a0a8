import { describe, expect, test } from 'vitest';
import type { PingKind } from '../../../../electron/contract/model/history.ts';
import { nextWakeAt, stepDeadline } from '../../../../electron/engine/kinds/heartbeat/deadline.ts';
import { runOf } from '../../../../electron/engine/kinds/heartbeat/open-runs.ts';
import { stepPing } from '../../../../electron/engine/kinds/heartbeat/ping.ts';
import type { HeartbeatPolicy } from '../../../../electron/engine/kinds/heartbeat/policy.ts';
import type { Step, Tracking } from '../../../../electron/engine/state/step.ts';
import { initialTracking } from '../../../../electron/engine/state/transition.ts';
import { policyOf } from './policies.ts';

const minute = 60_000;
const hour = 60 * minute;
const hourly = policyOf(hour, 6 * minute);

/** A story of pings and of time, told in minutes. */
interface Story {
  readonly ping: (atMinutes: number, kind: PingKind, runId?: string | null, exitCode?: number | null) => Step;
  /** Evaluates what falls due until then. */
  readonly until: (atMinutes: number) => Tracking;
  readonly tracking: () => Tracking;
  /** `down` and `recovered`, with the minute. */
  readonly alerts: string[];
}

function tell(policy: HeartbeatPolicy): Story {
  let tracking = initialTracking(0);
  const alerts: string[] = [];

  function take(step: Step, at: number): Step {
    if (step.alert !== null) alerts.push(`${step.alert} ${String(at / minute)}`);
    tracking = step.next;
    return step;
  }
  function pass(untilMs: number): void {
    for (let at = nextWakeAt(tracking, policy); at !== null && at <= untilMs; at = nextWakeAt(tracking, policy)) {
      const step = stepDeadline(tracking, at, policy);
      if (step === null) throw new Error('woken for nothing');
      take(step, at);
    }
  }
  return {
    ping(atMinutes, kind, runId = null, exitCode = null) {
      const at = atMinutes * minute;
      pass(at);
      const startedAt = runOf(tracking.runs, runId)?.startedAt ?? null;
      return take(
        stepPing(tracking, { at, kind, runId, exitCode, runTime: startedAt === null ? null : at - startedAt }, policy),
        at,
      );
    },
    until(atMinutes) {
      pass(atMinutes * minute);
      return tracking;
    },
    tracking: () => tracking,
    alerts,
  };
}

describe('runs that overlap', () => {
  test('end one by one, and the job is running while any is open', () => {
    const { ping, tracking } = tell(hourly);
    ping(0, 'start', 'a');
    ping(10, 'start', 'b');
    ping(20, 'success', 'a');
    expect(tracking()).toMatchObject({ state: 'running', since: 10 * minute, spanState: 'up' });
    ping(30, 'success', 'b');
    expect(tracking()).toMatchObject({ state: 'up', runs: [] });
  });

  test('are not ended by an end without an id, nor by that of another run', () => {
    const { ping, tracking } = tell(hourly);
    ping(0, 'start', 'a');
    ping(1, 'success');
    ping(2, 'success', 'b');
    expect(tracking()).toMatchObject({ state: 'running', runs: [{ id: 'a' }] });
  });

  test('hide no hang of the later one', () => {
    const { ping, until } = tell(hourly);
    ping(0, 'start', 'a');
    ping(10, 'start', 'b');
    ping(20, 'success', 'a');
    expect(until(75).state).toBe('running');
    expect(until(76)).toMatchObject({
      state: 'down',
      failure: { code: 'overrun', facts: { runningMs: 66 * minute, withinMs: 66 * minute } },
    });
  });

  test('leave the failure of one of them to the job', () => {
    const { ping, tracking } = tell(hourly);
    ping(0, 'start', 'a');
    ping(1, 'start', 'b');
    ping(2, 'fail', 'a', 3);
    expect(tracking()).toMatchObject({ state: 'down', runs: [{ id: 'b' }] });
    expect(ping(3, 'success', 'b').alert).toBe('recovered');
    expect(tracking()).toMatchObject({ state: 'up', runs: [] });
  });
});

describe.each([
  ['with ids', 'a', 'b'],
  ['without ids', null, null],
])('after a run that crashed, runs %s', (_, first, second) => {
  test('that are healthy are not down because of it', () => {
    const { ping, until, alerts } = tell(hourly);
    ping(0, 'success');
    ping(60, 'start', first);
    ping(120, 'start', second);
    expect(until(150).state).toBe('running');
    ping(155, 'success', second);
    until(190);
    ping(215, 'success');
    expect(until(220)).toMatchObject({ state: 'up', runs: [] });
    expect(alerts).toEqual([]);
  });

  test('that hang are noticed by their own time', () => {
    const { ping, until, alerts } = tell(hourly);
    ping(0, 'success');
    ping(60, 'start', first);
    ping(100, 'start', second);
    until(1_000);
    expect(alerts).toEqual(['down 166']);
  });
});

test.each([
  ['with ids', (round: number): string => `run ${String(round)}`],
  ['without ids', (): null => null],
])('a job that crashes again and again is down, %s', (_, idOf) => {
  const { ping, alerts } = tell(hourly);
  ping(0, 'success');
  for (let round = 1; round <= 40; round += 1) ping(round * 10, 'start', idOf(round));
  expect(alerts).toEqual(['down 198']);
});

describe('a run time limit', () => {
  const limited = { ...hourly, maxRunTime: 2 * hour };

  test('holds for each run, whatever the others do', () => {
    const { ping, until } = tell(limited);
    ping(0, 'start', 'a');
    ping(60, 'start', 'b');
    ping(70, 'success', 'b');
    expect(until(119).state).toBe('running');
    expect(until(120)).toMatchObject({ state: 'down', since: 2 * hour, failure: { code: 'overrun' } });
  });

  test('is counted once for a run that never ends', () => {
    const { ping, until, alerts } = tell(limited);
    ping(0, 'start', 'a');
    for (const at of [60, 125, 185, 245]) ping(at, 'success');
    until(250);
    expect(alerts).toEqual(['down 120', 'recovered 125']);
  });

  test('lets a long run go on beyond the next deadline', () => {
    const { ping, until } = tell(limited);
    ping(0, 'success');
    ping(60, 'start', 'a');
    expect(until(179).state).toBe('running');
  });
});

describe('a start that has to come in time', () => {
  const strict = { ...hourly, startWithin: 5 * minute };

  test('and does not, is down before the grace is over', () => {
    const { ping, until } = tell(strict);
    ping(0, 'success');
    expect(until(64).state).toBe('late');
    expect(until(65)).toMatchObject({
      state: 'down',
      since: hour,
      failure: { code: 'not-started', facts: { withinMs: 5 * minute } },
    });
  });

  test('and does, gives the run its time', () => {
    const { ping, until } = tell(strict);
    ping(0, 'success');
    ping(64, 'start', 'a');
    expect(until(129).state).toBe('running');
    expect(until(130).state).toBe('down');
  });
});

describe('a job that may fail once', () => {
  const patient = { ...hourly, failAfter: 2 };

  test('is failing after the first failure, and up after a success', () => {
    const { ping, tracking, alerts } = tell(patient);
    ping(0, 'success');
    ping(60, 'fail', null, 1);
    expect(tracking()).toMatchObject({ state: 'failing', since: hour, failure: { code: 'job-failed' } });
    ping(120, 'start');
    expect(tracking().state).toBe('running');
    ping(121, 'success');
    expect(tracking()).toMatchObject({ state: 'up', failures: 0, failure: null });
    expect(alerts).toEqual([]);
  });

  test('is down after the second in a row, dated to the first', () => {
    const { ping } = tell(patient);
    ping(0, 'success');
    ping(60, 'fail', null, 1);
    const step = ping(120, 'fail', null, 2);
    expect(step.incident).toMatchObject({ change: 'open', startedAt: hour, confirmedAt: 2 * hour });
    expect(step.next.failure).toEqual({ code: 'job-failed', facts: { exitCode: 2 } });
  });

  test('is down if it falls silent after the first', () => {
    const { ping, until } = tell(patient);
    ping(0, 'success');
    ping(60, 'fail', null, 1);
    expect(until(126)).toMatchObject({ state: 'down', failure: { code: 'missed-ping' } });
  });
});

describe('a run that ends suspiciously soon', () => {
  const suspicious = { ...hourly, minRunTime: 10 * minute };

  test('makes the job degraded until one takes its time', () => {
    const { ping, tracking, alerts } = tell(suspicious);
    ping(0, 'start', 'a');
    ping(9, 'success', 'a');
    expect(tracking()).toMatchObject({ state: 'degraded', spanState: 'degraded' });
    ping(60, 'start', 'b');
    ping(61, 'success', 'b');
    ping(120, 'start', 'c');
    ping(130, 'success', 'c');
    expect(tracking().state).toBe('up');
    expect(alerts).toEqual(['degraded 9']);
  });

  test('ends an outage all the same', () => {
    const { ping, tracking } = tell(suspicious);
    ping(0, 'fail');
    ping(1, 'start', 'a');
    expect(ping(2, 'success', 'a').alert).toBe('recovered');
    expect(tracking().state).toBe('degraded');
  });

  test('is not suspected where its start is not known', () => {
    const { ping, tracking } = tell(suspicious);
    ping(0, 'success');
    expect(tracking().state).toBe('up');
  });
});
