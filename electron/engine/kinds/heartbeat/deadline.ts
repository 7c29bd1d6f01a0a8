/**
 * Deadlines of heartbeats. A success is due by the deadline; after it the job is `late`, and after the grace (or, where
 * runs have to start in time, after `startWithin`) it is `down`, dated to the deadline. Nothing is due before the first
 * ping, while the monitor is down, or while it is paused.
 *
 * A run in progress puts the deadline off, but not for ever: a job that starts again and again and never succeeds has
 * the time of two runs. A run has a time of its own (open-runs.ts) and is `down` once it is over, dated to its end.
 *
 * All of this is arithmetic on stored times, so a restart neither forgets nor postpones anything. What time counts is
 * decided in away.ts, which moves the stored times.
 */
import type { Failure } from '../../../contract/failure.ts';
import { goDown, unchanged } from '../../state/outage.ts';
import type { Step, Tracking } from '../../state/step.ts';
import { decisiveRun, liveRuns, nextLossAt, withinTime } from './open-runs.ts';
import { latestEnd, toleranceOf, type HeartbeatPolicy } from './policy.ts';
import { withoutLateness, withRuns } from './running.ts';

interface Expected {
  /** `lost`: an old run is given up without an alert. */
  readonly kind: 'missed' | 'overrun' | 'lost';
  /** From when it is late; that and `downAt` are the same where it is never late. */
  readonly lateAt: number;
  readonly downAt: number;
  /** The start of the outage. */
  readonly since: number;
}

/** When to call `stepDeadline`; null if nothing is due. */
export function nextWakeAt(tracking: Tracking, policy: HeartbeatPolicy): number | null {
  const expected = nextExpected(tracking, policy);
  return expected === null ? null : wakeAt(expected, tracking);
}

/** @returns null if nothing is due yet. The result is the same if it is called late. */
export function stepDeadline(tracking: Tracking, nowMs: number, policy: HeartbeatPolicy): Step | null {
  const expected = nextExpected(tracking, policy);
  if (expected === null || nowMs < wakeAt(expected, tracking)) return null;
  if (expected.kind === 'lost') return unchanged(withRuns(tracking, withinTime(tracking.runs, nowMs, policy)));
  if (nowMs < expected.downAt) return unchanged({ ...tracking, state: 'late', since: expected.since });
  const failure = failureOf(expected, tracking, { nowMs, policy });
  // Runs whose time is over are part of this outage, not of the next one.
  const runs = expected.kind === 'overrun' ? withinTime(tracking.runs, nowMs, policy) : tracking.runs;
  return goDown({ ...tracking, runs }, { startedAt: expected.since, detectedAt: nowMs, confirmedAt: nowMs, failure });
}

interface ScheduleChange {
  readonly from: HeartbeatPolicy;
  readonly to: HeartbeatPolicy;
  readonly nowMs: number;
}

/** After an edit the new period counts from the last success; if that deadline has already passed, from now. */
export function stepReschedule(tracking: Tracking, { from, to, nowMs }: ScheduleChange): Step {
  if (tracking.deadlineAt === null || from.schedule.key === to.schedule.key) return unchanged(tracking);
  const isPeriod = from.every !== null && to.every !== null;
  const moved = isPeriod ? to.schedule.next(tracking.deadlineAt - from.every) : nowMs;
  const deadlineAt = moved > nowMs ? moved : to.schedule.next(nowMs);
  return unchanged({ ...withoutLateness(tracking, nowMs), deadlineAt, awayInGrace: 0 });
}

/** After a pause a whole period is allowed. */
export function stepResume({ next, ...step }: Step, nowMs: number, { schedule }: HeartbeatPolicy): Step {
  const { deadlineAt } = next;
  if (deadlineAt === null) return { ...step, next };
  return { ...step, next: { ...next, deadlineAt: Math.max(deadlineAt, schedule.next(nowMs)), awayInGrace: 0 } };
}

function nextExpected(tracking: Tracking, policy: HeartbeatPolicy): Expected | null {
  const { state } = tracking;
  if (state === 'down' || state === 'paused' || state === 'maintenance') return null;
  // Most jobs have no run open, and this is done for every ping.
  if (tracking.runs.length === 0) return missed(tracking, policy);
  const all = [missed(tracking, policy), overrun(tracking, policy), loss(tracking, policy)];
  return all.reduce((first, next) => {
    if (first === null || next === null) return first ?? next;
    return wakeAt(next, tracking) < wakeAt(first, tracking) ? next : first;
  });
}

function wakeAt({ lateAt, downAt }: Expected, { state }: Tracking): number {
  return state === 'late' ? downAt : lateAt;
}

function missed({ deadlineAt, awayInGrace, runs }: Tracking, policy: HeartbeatPolicy): Expected | null {
  if (deadlineAt === null) return null;
  const silentUntil = deadlineAt + toleranceOf(policy) + awayInGrace;
  if (liveRuns(runs).length === 0) {
    return { kind: 'missed', lateAt: deadlineAt, downAt: silentUntil, since: deadlineAt };
  }
  const downAt = latestEnd(latestEnd(silentUntil, policy), policy);
  return { kind: 'missed', lateAt: downAt, downAt, since: deadlineAt };
}

function overrun({ runs }: Tracking, policy: HeartbeatPolicy): Expected | null {
  const run = decisiveRun(runs, policy);
  if (run === null) return null;
  const endAt = latestEnd(run.startedAt, policy);
  return { kind: 'overrun', lateAt: endAt, downAt: endAt, since: endAt };
}

function loss({ runs }: Tracking, policy: HeartbeatPolicy): Expected | null {
  const at = nextLossAt(runs, policy);
  return at === null ? null : { kind: 'lost', lateAt: at, downAt: at, since: at };
}

interface Moment {
  readonly nowMs: number;
  readonly policy: HeartbeatPolicy;
}

function failureOf({ kind, since }: Expected, { runs }: Tracking, { nowMs, policy }: Moment): Failure {
  const { every, startWithin } = policy;
  const run = decisiveRun(runs, policy);
  if (kind === 'overrun' && run !== null) {
    const { startedAt } = run;
    return { code: 'overrun', facts: { runningMs: nowMs - startedAt, withinMs: since - startedAt } };
  }
  if (startWithin !== null && run === null) return { code: 'not-started', facts: { withinMs: startWithin } };
  if (every === null) return { code: 'missed-run', facts: { overdueMs: nowMs - since } };
  return { code: 'missed-ping', facts: { silentMs: nowMs - since + every, everyMs: every } };
}
