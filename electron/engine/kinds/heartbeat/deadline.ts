/**
 * When a job has to be heard of, and what its silence means. A success is due by the deadline (last success + period);
 * from then on the job is `late`, and `down` when the grace is over as well, dated to the deadline. Nothing is due
 * before the first ping, while it is down, or while it is paused.
 *
 * A run that has started replaces the schedule's deadline: the job has turned up, and only its end is awaited, within
 * the grace after the start. It is then `late` for another grace, and `down` (`overrun`), dated to when it should have
 * ended. A grace of 0 forgives no delay of a ping, but a run takes its time: it has the period's default grace.
 *
 * After a pause a whole period is given. All of it is arithmetic on stored times, so a restart neither forgets nor
 * postpones anything.
 */
import type { Failure } from '../../../contract/failure.ts';
import { defaultGrace } from '../../../contract/monitors/heartbeat.ts';
import { intervalSchedule } from '../../schedule/schedule.ts';
import { goDown, unchanged } from '../../state/outage.ts';
import type { Step, Tracking } from '../../state/step.ts';

export interface HeartbeatPolicy {
  readonly every: number;
  readonly grace: number;
}

interface Expected {
  readonly kind: 'missed' | 'overrun';
  readonly dueAt: number;
  readonly downAt: number;
  /** The last success, or the start of the run. */
  readonly heardAt: number;
}

/** When to call `stepDeadline`; null: nothing is due. */
export function nextWakeAt(tracking: Tracking, policy: HeartbeatPolicy): number | null {
  const expected = expectedOf(tracking, policy);
  if (expected === null) return null;
  return tracking.state === 'late' ? expected.downAt : expected.dueAt;
}

/** @returns null where nothing is due yet. Called late, it says the same as if it had been called in time. */
export function stepDeadline(tracking: Tracking, nowMs: number, policy: HeartbeatPolicy): Step | null {
  const expected = expectedOf(tracking, policy);
  if (expected === null || nowMs < expected.dueAt) return null;
  const { kind, dueAt, downAt } = expected;
  if (nowMs >= downAt) {
    const failure = failureOf(expected, nowMs, policy);
    return goDown(tracking, { startedAt: dueAt, detectedAt: nowMs, confirmedAt: nowMs, failure });
  }
  if (tracking.state === 'late') return null;
  const deadlineAt = kind === 'missed' ? dueAt : tracking.deadlineAt;
  return unchanged({ ...tracking, state: 'late', since: dueAt, deadlineAt });
}

export interface ScheduleChange {
  readonly from: HeartbeatPolicy;
  readonly to: HeartbeatPolicy;
  readonly nowMs: number;
}

/** After an edit the new period counts from the last success; where that has passed already, from now. */
export function stepReschedule(tracking: Tracking, { from, to, nowMs }: ScheduleChange): Step {
  if (tracking.deadlineAt === null || from.every === to.every) return unchanged(tracking);
  const schedule = intervalSchedule(to.every);
  const moved = schedule.next(intervalSchedule(from.every).previous(tracking.deadlineAt));
  const deadlineAt = moved > nowMs ? moved : schedule.next(nowMs);
  const isLateNoMore = tracking.state === 'late' && tracking.runStartedAt === null;
  const { spanState, spanFrom } = tracking;
  const settled: Tracking = { ...tracking, state: spanState ?? 'new', since: spanFrom ?? nowMs };
  return unchanged({ ...(isLateNoMore ? settled : tracking), deadlineAt });
}

function expectedOf(tracking: Tracking, policy: HeartbeatPolicy): Expected | null {
  const { state, runStartedAt, deadlineAt } = tracking;
  if (state === 'down' || state === 'paused' || state === 'maintenance') return null;
  if (runStartedAt !== null) {
    const grace = runGrace(policy);
    const dueAt = runStartedAt + grace;
    return { kind: 'overrun', dueAt, downAt: dueAt + grace, heardAt: runStartedAt };
  }
  if (deadlineAt === null) return null;
  const schedule = intervalSchedule(policy.every);
  const dueAt = state === 'unknown' ? Math.max(deadlineAt, schedule.next(tracking.since)) : deadlineAt;
  return { kind: 'missed', dueAt, downAt: dueAt + policy.grace, heardAt: schedule.previous(dueAt) };
}

function runGrace({ every, grace }: HeartbeatPolicy): number {
  return grace > 0 ? grace : defaultGrace(every);
}

function failureOf({ kind, heardAt }: Expected, nowMs: number, policy: HeartbeatPolicy): Failure {
  const silentMs = nowMs - heardAt;
  return kind === 'missed'
    ? { code: 'missed-ping', facts: { silentMs, everyMs: policy.every } }
    : { code: 'overrun', facts: { runningMs: silentMs, withinMs: runGrace(policy) } };
}
