/**
 * Deadlines of heartbeats. A success is due by the deadline (last success + period); after it the job is `late`, and
 * after the grace `down`, dated to the deadline. Nothing is due before the first ping, while the monitor is down, or
 * while it is paused.
 *
 * A run in progress replaces the deadline: its end is due within the grace after its start. It is then `late` for
 * another grace, and then `down` (`overrun`), dated to when it should have ended. With a grace of 0 a late ping is not
 * tolerated, but a run still takes time: it has the period's default grace.
 *
 * After a pause a whole period is allowed. All of this is arithmetic on stored times, so a restart neither forgets nor
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
  readonly lastSeenAt: number;
}

/** When to call `stepDeadline`; null if nothing is due. */
export function nextWakeAt(tracking: Tracking, policy: HeartbeatPolicy): number | null {
  const expected = expectedOf(tracking, policy);
  if (expected === null) return null;
  return tracking.state === 'late' ? expected.downAt : expected.dueAt;
}

/** @returns null if nothing is due yet. The result is the same if it is called late. */
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

/** After an edit the new period counts from the last success; if that deadline has already passed, from now. */
export function stepReschedule(tracking: Tracking, { from, to, nowMs }: ScheduleChange): Step {
  if (tracking.deadlineAt === null || from.every === to.every) return unchanged(tracking);
  const schedule = intervalSchedule(to.every);
  const moved = schedule.next(intervalSchedule(from.every).previous(tracking.deadlineAt));
  const deadlineAt = moved > nowMs ? moved : schedule.next(nowMs);
  const isNoLongerLate = tracking.state === 'late' && tracking.runStartedAt === null;
  const { spanState, spanFrom } = tracking;
  const settled: Tracking = { ...tracking, state: spanState ?? 'new', since: spanFrom ?? nowMs };
  return unchanged({ ...(isNoLongerLate ? settled : tracking), deadlineAt });
}

function expectedOf(tracking: Tracking, policy: HeartbeatPolicy): Expected | null {
  const { state, runStartedAt, deadlineAt } = tracking;
  if (state === 'down' || state === 'paused' || state === 'maintenance') return null;
  if (runStartedAt !== null) {
    const grace = runGrace(policy);
    const dueAt = runStartedAt + grace;
    return { kind: 'overrun', dueAt, downAt: dueAt + grace, lastSeenAt: runStartedAt };
  }
  if (deadlineAt === null) return null;
  const schedule = intervalSchedule(policy.every);
  const dueAt = state === 'unknown' ? Math.max(deadlineAt, schedule.next(tracking.since)) : deadlineAt;
  return { kind: 'missed', dueAt, downAt: dueAt + policy.grace, lastSeenAt: schedule.previous(dueAt) };
}

function runGrace({ every, grace }: HeartbeatPolicy): number {
  return grace > 0 ? grace : defaultGrace(every);
}

function failureOf({ kind, lastSeenAt }: Expected, nowMs: number, policy: HeartbeatPolicy): Failure {
  const silentMs = nowMs - lastSeenAt;
  return kind === 'missed'
    ? { code: 'missed-ping', facts: { silentMs, everyMs: policy.every } }
    : { code: 'overrun', facts: { runningMs: silentMs, withinMs: runGrace(policy) } };
}
