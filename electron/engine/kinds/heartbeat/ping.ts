/**
 * The transition of a heartbeat on a ping. A success makes it `up` at once, ends any outage, and sets the next deadline. A
 * failure, or an exit code other than 0, makes it `down` at once. A start makes it `running`, unless it is down: then it
 * stays down until a success, and only the start of the run is stored. A second start of a run that has not ended does
 * not extend it. A log entry changes nothing.
 */
import type { PingKind } from '../../../contract/model/history.ts';
import type { Failure } from '../../../contract/failure.ts';
import { goDown, nothingCounted, recover, settle, unchanged } from '../../state/outage.ts';
import type { Step, Tracking } from '../../state/step.ts';
import { intervalSchedule } from '../../schedule/schedule.ts';
import type { HeartbeatPolicy } from './deadline.ts';

export interface ObservedPing {
  readonly at: number;
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly runId: string | null;
}

export function stepPing(tracking: Tracking, ping: ObservedPing, policy: HeartbeatPolicy): Step {
  if (tracking.state === 'paused' || tracking.state === 'maintenance') return unchanged(tracking);
  switch (ping.kind) {
    case 'log':
      return unchanged(tracking);
    case 'start':
      return afterStart(tracking, ping);
    case 'fail':
      return afterFailure(tracking, ping);
    case 'success':
      return (ping.exitCode ?? 0) === 0 ? afterSuccess(tracking, ping, policy) : afterFailure(tracking, ping);
  }
}

function afterStart(tracking: Tracking, { at }: ObservedPing): Step {
  if (tracking.state === 'down') return unchanged({ ...tracking, runStartedAt: at });
  if (tracking.runStartedAt !== null) return unchanged(tracking);
  return unchanged({ ...tracking, state: 'running', since: at, runStartedAt: at });
}

function afterFailure(tracking: Tracking, ping: ObservedPing): Step {
  const ended = { ...tracking, runStartedAt: null };
  if (tracking.confirmedAt !== null) return unchanged(ended);
  const { at } = ping;
  return goDown(ended, { startedAt: at, detectedAt: at, confirmedAt: at, failure: reportedFailure(ping) });
}

/** A job may report a failure and exit with 0. */
function reportedFailure({ exitCode }: ObservedPing): Failure {
  return { code: 'job-failed', facts: { exitCode: exitCode === 0 ? null : exitCode } };
}

function afterSuccess(tracking: Tracking, { at }: ObservedPing, { every }: HeartbeatPolicy): Step {
  const ended = { ...tracking, runStartedAt: null, deadlineAt: intervalSchedule(every).next(at) };
  if (tracking.confirmedAt !== null) return recover(ended, 'up', at);
  const { next, span } = settle(ended, 'up', at);
  return { ...unchanged({ ...next, ...nothingCounted }), span };
}
