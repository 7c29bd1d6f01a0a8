import { describe, expect, test } from 'vitest';
import type { PingKind } from '../../../../electron/contract/model/history.ts';
import {
  nextWakeAt,
  stepDeadline,
  stepReschedule,
  stepResume,
} from '../../../../electron/engine/kinds/heartbeat/deadline.ts';
import { policyOf } from './policies.ts';
import { stepPing } from '../../../../electron/engine/kinds/heartbeat/ping.ts';
import type { Step, Tracking } from '../../../../electron/engine/state/step.ts';
import { initialTracking, pause, resume } from '../../../../electron/engine/state/transition.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const policy = policyOf(5 * minute, 30 * second);
const fresh = initialTracking(0);

function ping(tracking: Tracking, at: number, kind: PingKind = 'success', exitCode: number | null = null): Step {
  return stepPing(tracking, { at, kind, exitCode, runId: null, runTime: null }, policy);
}

/** Pinged at 10 s: the deadline is at 310 s, the end of the grace at 340 s. */
const up = ping(fresh, 10 * second).next;
const deadline = 310 * second;
const end = 340 * second;

function due(tracking: Tracking, nowMs: number, given = policy): Step {
  const step = stepDeadline(tracking, nowMs, given);
  if (step === null) throw new Error(`nothing is due at ${String(nowMs)}`);
  return step;
}

describe('silence', () => {
  test('before the first ping is no alarm', () => {
    expect(nextWakeAt(fresh, policy)).toBeNull();
    expect(stepDeadline(fresh, 10 * hour, policy)).toBeNull();
  });

  test('until the deadline means nothing', () => {
    expect(nextWakeAt(up, policy)).toBe(deadline);
    expect(stepDeadline(up, deadline - 1, policy)).toBeNull();
  });

  test('past the deadline is late, which is no change in history', () => {
    const step = due(up, deadline);
    expect(step).toMatchObject({ next: { state: 'late', since: deadline }, span: null, incident: null, alert: null });
    expect(nextWakeAt(step.next, policy)).toBe(end);
    expect(stepDeadline(step.next, end - 1, policy)).toBeNull();
  });

  test('past the grace is down, dated to the deadline', () => {
    const step = due(due(up, deadline).next, end);
    expect(step).toMatchObject({
      next: { state: 'down', since: deadline },
      span: { state: 'down', from: deadline },
      incident: { change: 'open', startedAt: deadline, detectedAt: end, confirmedAt: end },
      alert: 'down',
    });
    expect(nextWakeAt(step.next, policy)).toBeNull();
    expect(stepDeadline(step.next, end + hour, policy)).toBeNull();
  });

  test('is told in milliseconds', () => {
    expect(due(up, end).next.failure).toEqual({
      code: 'missed-ping',
      facts: { silentMs: 330_000, everyMs: 300_000 },
    });
  });

  test('that is noticed late, after a restart, is dated as if it had been noticed in time', () => {
    const noticedAt = 5 * hour;
    expect(due(up, noticedAt).incident).toMatchObject({ startedAt: deadline, confirmedAt: noticedAt });
  });

  test('without a grace is down at the deadline itself', () => {
    const strict = { ...policy, grace: 0 };
    expect(nextWakeAt(up, strict)).toBe(deadline);
    expect(due(up, deadline, strict).next.state).toBe('down');
  });
});

describe('a success', () => {
  test('makes a new monitor up, and sets the deadline', () => {
    expect(ping(fresh, 10 * second)).toMatchObject({
      next: { state: 'up', since: 10 * second, deadlineAt: deadline },
      span: { state: 'up', from: 10 * second },
      alert: null,
    });
  });

  test('in time moves the deadline and nothing else', () => {
    const step = ping(up, 300 * second);
    expect(step).toMatchObject({ span: null, incident: null, alert: null });
    expect(step.next).toEqual({ ...up, deadlineAt: 600 * second });
  });

  test('that is late is up as if nothing had been', () => {
    const step = ping(due(up, deadline).next, deadline + 5 * second);
    expect(step).toMatchObject({ next: { state: 'up', since: 10 * second }, span: null, incident: null, alert: null });
  });

  test('ends an outage at once', () => {
    const down = due(up, end).next;
    const at = 400 * second;
    expect(ping(down, at)).toMatchObject({
      next: { state: 'up', since: at, deadlineAt: at + 5 * minute, failure: null, confirmedAt: null },
      span: { state: 'up', from: at },
      incident: { change: 'close', endedAt: at },
      alert: 'recovered',
    });
  });
});

describe('a failure', () => {
  test.each([
    ['fail', null, { exitCode: null }],
    ['fail', 3, { exitCode: 3 }],
    ['success', 137, { exitCode: 137 }],
  ] as const)('(%s, exit code %s) is down at once', (kind, exitCode, facts) => {
    const at = 60 * second;
    expect(ping(up, at, kind, exitCode)).toMatchObject({
      next: { state: 'down', since: at },
      incident: { change: 'open', startedAt: at, confirmedAt: at, failure: { code: 'job-failed', facts } },
      alert: 'down',
    });
  });

  test('exit code 0 is a success', () => {
    expect(ping(fresh, second, 'success', 0).next.state).toBe('up');
  });

  test('of a monitor that is down already changes only when the next success is due', () => {
    const down = ping(up, 60 * second, 'fail').next;
    const next = { ...down, deadlineAt: 390 * second };
    expect(ping(down, 90 * second, 'fail', 2)).toMatchObject({ next, incident: null, alert: null, span: null });
  });

  test('as the very first ping is down, and only a success ends it', () => {
    const down = ping(fresh, second, 'fail').next;
    expect(down.state).toBe('down');
    expect(nextWakeAt(down, policy)).toBeNull();
    expect(ping(down, minute).alert).toBe('recovered');
  });
});

describe('a run', () => {
  const startedAt = 200 * second;
  const running = ping(up, startedAt, 'start').next;

  test('that has started is running, which is no change in history', () => {
    expect(ping(up, startedAt, 'start')).toMatchObject({
      next: { state: 'running', since: startedAt, runs: [{ id: null, startedAt }] },
      span: null,
      alert: null,
    });
  });

  test('that ends in time is up again, since before', () => {
    const step = ping(running, startedAt + 20 * second);
    expect(step.next).toEqual({ ...up, deadlineAt: startedAt + 20 * second + 5 * minute });
    expect(step.span).toBeNull();
  });

  test('has a period and the grace, and is then down, dated to when it should have ended', () => {
    const endAt = startedAt + 330 * second;
    expect(nextWakeAt(running, policy)).toBe(endAt);
    const down = due(running, endAt);
    expect(down.incident).toMatchObject({
      startedAt: endAt,
      failure: { code: 'overrun', facts: { runningMs: 330_000, withinMs: 330_000 } },
    });
    expect(down.next.runs).toEqual([]);
  });

  test('that is on has turned up: the deadline of the schedule waits for its end', () => {
    const late = due(up, deadline).next;
    const turnedUp = ping(late, end - second, 'start').next;
    expect(turnedUp.state).toBe('running');
    expect(stepDeadline(turnedUp, end, policy)).toBeNull();
  });

  test('that fails is down and no longer on', () => {
    expect(ping(running, startedAt + second, 'fail').next).toMatchObject({ state: 'down', runs: [] });
  });

  test('that starts while the job is down leaves it down until it has succeeded', () => {
    const down = due(up, end).next;
    const started = ping(down, 400 * second, 'start');
    expect(started).toMatchObject({ next: { state: 'down' }, alert: null, incident: null });
    expect(nextWakeAt(started.next, policy)).toBeNull();
    expect(ping(started.next, 410 * second).next).toMatchObject({ state: 'up', runs: [] });
  });

  test('is looked after from the very first start, without a success before it', () => {
    const first = ping(fresh, second, 'start').next;
    expect(first.state).toBe('running');
    expect(due(first, hour).next.state).toBe('down');
  });
});

test('a log entry changes nothing', () => {
  for (const tracking of [fresh, up, due(up, deadline).next, due(up, end).next]) {
    expect(ping(tracking, hour, 'log')).toMatchObject({ next: tracking, span: null, incident: null, alert: null });
  }
});

describe('a pause', () => {
  const paused = pause(up, 100 * second).next;

  test('keeps deadlines from passing and pings from counting', () => {
    expect(nextWakeAt(paused, policy)).toBeNull();
    expect(stepDeadline(paused, hour, policy)).toBeNull();
    expect(ping(paused, hour, 'fail').next).toEqual(paused);
  });

  test('is followed by a whole period in which a ping is due', () => {
    const { next } = stepResume(resume(paused, hour), hour, policy);
    expect(next.state).toBe('unknown');
    expect(nextWakeAt(next, policy)).toBe(hour + 5 * minute);
    const late = due(next, hour + 5 * minute).next;
    expect(late).toMatchObject({ state: 'late', deadlineAt: hour + 5 * minute });
    expect(due(late, hour + 6 * minute)).toMatchObject({
      span: { state: 'down', from: hour + 5 * minute },
      incident: { failure: { code: 'missed-ping', facts: { silentMs: 360_000, everyMs: 300_000 } } },
    });
  });

  test('of a job that was never heard of ends in new, without an alarm', () => {
    const { next } = resume(pause(fresh, second).next, hour);
    expect(next.state).toBe('new');
    expect(nextWakeAt(next, policy)).toBeNull();
  });
});

describe('an edit of the period', () => {
  const daily = policyOf(24 * hour, hour);

  test('counts from the last success', () => {
    const { next } = stepReschedule(up, { from: policy, to: daily, nowMs: minute });
    expect(next.deadlineAt).toBe(10 * second + 24 * hour);
  });

  test('gives a whole period where that has passed already', () => {
    const dailyUp = { ...up, deadlineAt: 10 * second + 24 * hour };
    const { next } = stepReschedule(dailyUp, { from: daily, to: policy, nowMs: 3 * hour });
    expect(next.deadlineAt).toBe(3 * hour + 5 * minute);
  });

  test('ends a lateness that is none any more', () => {
    const late = due(up, deadline).next;
    const { next, span } = stepReschedule(late, { from: policy, to: daily, nowMs: deadline + second });
    expect(next).toMatchObject({ state: 'up', since: 10 * second });
    expect(span).toBeNull();
  });

  test('of the grace alone, or before the first ping, moves nothing', () => {
    expect(stepReschedule(up, { from: policy, to: { ...policy, grace: 0 }, nowMs: minute }).next).toEqual(up);
    expect(stepReschedule(fresh, { from: policy, to: daily, nowMs: minute }).next).toEqual(fresh);
  });
});
