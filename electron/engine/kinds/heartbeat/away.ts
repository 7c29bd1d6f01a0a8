/**
 * Which time counts towards the deadlines of heartbeats, as changes to the stored times. While this computer sleeps, is off
 * or Vigilmon does not run, nobody can receive a ping.
 *
 * By the clock `awake` such time does not count for a period under 12 hours, nor for runs. Longer periods and fixed times
 * fall due by the clock on the wall, but a job whose deadline or grace passed meanwhile has one full grace after the
 * return. By the clock `wall` all time counts.
 *
 * When the clock is set, a measured period keeps the time that it has left, and so does a run. Fixed times stay, as they
 * do for the job; only a clock that is set back far, further than cron makes up for, starts them over.
 */
import type { Gap } from '../../network/gap-detector.ts';
import type { Tracking } from '../../state/step.ts';
import { clockOf, isMeasured, toleranceOf, type HeartbeatPolicy } from './policy.ts';

/** cron(8): a clock that is set back less than this is not followed. */
const followedMs = 3 * 3_600_000;

export function afterAway(tracking: Tracking, { from, to }: Gap, policy: HeartbeatPolicy): Tracking {
  if (to <= from || clockOf(tracking, policy) === 'wall') return tracking;
  const next = withRunsMoved(tracking, (startedAt) =>
    startedAt < from ? startedAt + to - from : Math.max(startedAt, to),
  );
  const { deadlineAt, awayInGrace } = tracking;
  if (deadlineAt === null) return next;
  const isLate = deadlineAt < from;
  if (isMeasured(policy)) {
    return isLate ? { ...next, awayInGrace: awayInGrace + to - from } : { ...next, deadlineAt: deadlineAt + to - from };
  }
  if (deadlineAt >= to) return next;
  if (!isLate) return { ...next, deadlineAt: to };
  const isDown = deadlineAt + toleranceOf(policy) + awayInGrace <= from;
  return isDown ? next : { ...next, awayInGrace: to - deadlineAt };
}

/** The clock was set by `byMs` (negative: back) while Vigilmon ran. */
export function afterShift(tracking: Tracking, byMs: number, nowMs: number, policy: HeartbeatPolicy): Tracking {
  const next = withRunsMoved(tracking, (startedAt) => startedAt + byMs);
  const { deadlineAt } = tracking;
  if (deadlineAt === null) return next;
  if (isMeasured(policy)) return { ...next, deadlineAt: deadlineAt + byMs };
  return byMs <= -followedMs ? withinSchedule(next, nowMs, policy) : next;
}

/** No success is due later than after one now: the clock was set back while Vigilmon did not run. */
export function withinSchedule(tracking: Tracking, nowMs: number, { schedule }: HeartbeatPolicy): Tracking {
  const { deadlineAt } = tracking;
  const latest = schedule.following(nowMs);
  return deadlineAt === null || deadlineAt <= latest ? tracking : { ...tracking, deadlineAt: latest };
}

function withRunsMoved(tracking: Tracking, move: (startedAt: number) => number): Tracking {
  if (tracking.runs.length === 0) return tracking;
  return { ...tracking, runs: tracking.runs.map((run) => ({ ...run, startedAt: move(run.startedAt) })) };
}
