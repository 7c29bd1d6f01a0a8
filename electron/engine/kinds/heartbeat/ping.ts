/**
 * The transition of a heartbeat on a ping. A success makes it `up` at once, ends any outage, and sets the next deadline; one
 * that came suspiciously soon makes it `degraded`. The failure of `failAfter` runs in a row, or an exit code other than 0,
 * makes it `down` at once, and is `failing` until then. While a run is open it is `running`, unless it is down: then it
 * stays down until a success. A log entry changes nothing.
 */
import type { PingKind } from '../../../contract/model/history.ts';
import { goDown, nothingCounted, recover, settle, unchanged } from '../../state/outage.ts';
import type { Step, Tracking } from '../../state/step.ts';
import { pingInMaintenance } from './maintenance.ts';
import { runOf, withinTime, withoutRun, withStart, withSuccess } from './open-runs.ts';
import type { HeartbeatPolicy } from './policy.ts';
import { reportedFailure } from './reported-failure.ts';
import { withRuns } from './running.ts';

export interface ObservedPing {
  readonly at: number;
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** Of the run that it ends; null: its start is not known. */
  readonly runTime: number | null;
}

export function stepPing(tracking: Tracking, ping: ObservedPing, policy: HeartbeatPolicy): Step {
  if (tracking.state === 'paused') return unchanged(tracking);
  if (tracking.state === 'maintenance') return unchanged(pingInMaintenance(tracking, ping, policy));
  switch (ping.kind) {
    case 'log':
      return unchanged(tracking);
    case 'start':
      return afterStart(tracking, ping, policy);
    case 'fail':
      return afterFailure(tracking, ping, policy);
    case 'success':
      return (ping.exitCode ?? 0) === 0 ? afterSuccess(tracking, ping, policy) : afterFailure(tracking, ping, policy);
  }
}

/** Its start proves that a late job is there after all. */
function afterStart(tracking: Tracking, { at, runId }: ObservedPing, { schedule }: HeartbeatPolicy): Step {
  const runs = withStart(tracking.runs, runId, at);
  if (runs === tracking.runs) return unchanged(tracking);
  const deadlineAt = tracking.deadlineAt ?? schedule.following(at);
  const isLate = tracking.state === 'late';
  return unchanged(withRuns({ ...tracking, deadlineAt, state: isLate ? 'up' : tracking.state }, runs));
}

function afterFailure(tracking: Tracking, ping: ObservedPing, { schedule, failAfter }: HeartbeatPolicy): Step {
  const { at, runId } = ping;
  const ended = {
    ...tracking,
    runs: withoutRun(tracking.runs, runId),
    deadlineAt: schedule.following(at),
    awayInGrace: 0,
  };
  if (tracking.confirmedAt !== null) return unchanged(ended);
  const failures = tracking.failures + 1;
  const startedAt = tracking.firstFailureAt ?? at;
  const detectedAt = tracking.detectedAt ?? at;
  const failure = reportedFailure(ping);
  if (failures >= failAfter) return goDown(ended, { startedAt, detectedAt, confirmedAt: at, failure });
  const counted = { ...nothingCounted, failures, firstFailureAt: startedAt, detectedAt, failure };
  return unchanged(withRuns({ ...ended, ...counted, state: 'failing', since: startedAt }, ended.runs));
}

function afterSuccess(tracking: Tracking, ping: ObservedPing, policy: HeartbeatPolicy): Step {
  const { at, runId, runTime } = ping;
  const { schedule, minRunTime } = policy;
  const startedAt = runOf(tracking.runs, runId)?.startedAt ?? (runTime === null ? null : at - runTime);
  const others = withoutRun(tracking.runs, runId);
  const runs = startedAt === null ? others : withSuccess(others, startedAt, policy);
  const isTooShort = minRunTime !== null && runTime !== null && runTime < minRunTime;
  const state = isTooShort ? 'degraded' : 'up';
  const ended = { ...tracking, deadlineAt: schedule.following(at), awayInGrace: 0 };
  if (tracking.confirmedAt !== null) {
    const step = recover(ended, state, at);
    return { ...step, next: withRuns(step.next, withinTime(runs, at, policy)) };
  }
  const { next, span } = settle(ended, state, at);
  const settled = withRuns({ ...next, ...nothingCounted }, runs);
  return { ...unchanged(settled), span, alert: isTooShort && span !== null ? 'degraded' : null };
}
