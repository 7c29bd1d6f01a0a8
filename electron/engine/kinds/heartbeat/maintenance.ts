/**
 * Heartbeats and maintenance. A ping still moves the deadline and is remembered; when the window ends, the last result
 * counts. A job that was due within the window and was silent has until the end of its grace, counted from the end.
 */
import { goDown, nothingCounted, recover, settle, unchanged } from '../../state/outage.ts';
import { endMaintenance } from '../../state/maintenance.ts';
import type { Step, Tracking } from '../../state/step.ts';
import { withoutRun, withStart } from './open-runs.ts';
import type { ObservedPing } from './ping.ts';
import type { HeartbeatPolicy } from './policy.ts';
import { reportedFailure } from './reported-failure.ts';
import { withRuns } from './running.ts';

export function pingInMaintenance(tracking: Tracking, ping: ObservedPing, { schedule }: HeartbeatPolicy): Tracking {
  const { at, kind, runId, exitCode } = ping;
  if (kind === 'log') return tracking;
  if (kind === 'start') {
    const deadlineAt = tracking.deadlineAt ?? schedule.following(at);
    return { ...tracking, deadlineAt, runs: withStart(tracking.runs, runId, at) };
  }
  const ended = {
    ...tracking,
    runs: withoutRun(tracking.runs, runId),
    deadlineAt: schedule.following(at),
    awayInGrace: 0,
  };
  const isOpen = tracking.confirmedAt !== null;
  if (kind === 'success' && (exitCode ?? 0) === 0) {
    return { ...ended, ...(isOpen ? {} : nothingCounted), firstPassAt: at };
  }
  if (isOpen) return { ...ended, firstPassAt: null };
  const { failures, firstFailureAt, detectedAt, failure } = tracking;
  return {
    ...ended,
    failures: failures + 1,
    firstFailureAt: firstFailureAt ?? at,
    detectedAt: detectedAt ?? at,
    failure: failure ?? reportedFailure(ping),
    firstPassAt: null,
  };
}

export function stepEndOfMaintenance(tracking: Tracking, nowMs: number, policy: HeartbeatPolicy): Step {
  if (tracking.state !== 'maintenance') return unchanged(tracking);
  const { confirmedAt, firstPassAt, runs } = tracking;
  const due = { ...tracking, deadlineAt: laterOf(tracking.deadlineAt, nowMs) };
  if (confirmedAt !== null)
    return firstPassAt === null ? stillDown(due, nowMs) : running(recover(due, 'up', nowMs), runs);
  const { failures, firstFailureAt, detectedAt, failure } = tracking;
  if (failure !== null && failures >= policy.failAfter) {
    const startedAt = firstFailureAt ?? nowMs;
    return goDown(due, { startedAt, detectedAt: detectedAt ?? startedAt, confirmedAt: nowMs, failure });
  }
  if (firstPassAt === null) {
    const step = endMaintenance(due, nowMs);
    return due.deadlineAt === null ? step : { ...step, next: withRuns({ ...step.next, state: 'unknown' }, runs) };
  }
  const { next, span } = settle(due, 'up', nowMs);
  return running({ ...unchanged({ ...next, ...nothingCounted }), span }, runs);
}

function laterOf(deadlineAt: number | null, nowMs: number): number | null {
  return deadlineAt === null ? null : Math.max(deadlineAt, nowMs);
}

function stillDown(tracking: Tracking, nowMs: number): Step {
  const { next, span } = settle(tracking, 'down', nowMs);
  return { ...unchanged(next), span };
}

function running(step: Step, runs: Tracking['runs']): Step {
  return { ...step, next: withRuns(step.next, runs) };
}
