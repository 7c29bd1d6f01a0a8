/**
 * What one check makes of a monitor. `failAfter` failed checks in a row make it `down`, dated to the first of them;
 * `recoverAfter` answers in a row end the outage, dated to the first of them; while either is counted it is checked
 * sooner. One pass ends `failing`, `degraded` or `unknown`. Inconclusive checks count neither way; when nothing else
 * has come for longer than an interval the state is `unknown`, the running counts start again, and an open incident
 * stays open until conclusive checks have decided: a fail is `down` again at once, without a second alert.
 */
import type { Failure } from '../../contract/failure.ts';
import type { Verdict } from '../../contract/model/state.ts';
import { goDown, nothingCounted, recover, settle, unchanged } from './outage.ts';
import type { Step, Tracking } from './step.ts';

export interface Observed {
  readonly at: number;
  readonly endedAt: number;
  readonly verdict: Verdict;
  readonly failure: Failure | null;
}

export interface CheckPolicy {
  readonly failAfter: number;
  readonly recoverAfter: number;
  readonly interval: number;
}

const unexplained: Failure = { code: 'unexplained', facts: {} };

export function initialTracking(nowMs: number): Tracking {
  return {
    state: 'new',
    since: nowMs,
    spanState: null,
    spanFrom: null,
    ...nothingCounted,
    deadlineAt: null,
    runStartedAt: null,
  };
}

/** A check of a monitor that was paused meanwhile changes nothing. */
export function transition(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  if (tracking.state === 'paused' || tracking.state === 'maintenance') return unchanged(tracking);
  switch (check.verdict) {
    case 'pass':
    case 'degraded':
      return afterAnswer(tracking, check, policy);
    case 'fail':
      return tracking.confirmedAt === null ? afterFail(tracking, check, policy) : stillDown(tracking, check);
    case 'inconclusive':
      return afterInconclusive(tracking, check, policy);
  }
}

/**
 * `degraded` takes `failAfter` slow answers in a row, without rechecks, and begins with the last of them; one that is
 * degraded stays so over a failed check in between. For the end of an outage a slow answer counts like any other: the
 * one alert is then `recovered`, whichever state it ends in.
 */
function afterAnswer(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  const isSlow = check.verdict === 'degraded';
  const degradations = isSlow ? tracking.degradations + 1 : 0;
  const isDegraded = isSlow && (tracking.spanState === 'degraded' || degradations >= policy.failAfter);
  const state = isDegraded ? 'degraded' : 'up';
  if (tracking.confirmedAt !== null) {
    const passes = tracking.passes + 1;
    const firstPassAt = tracking.firstPassAt ?? check.at;
    if (passes >= policy.recoverAfter) return recover(tracking, state, firstPassAt);
    const next = { ...tracking, passes, firstPassAt, degradations, inconclusiveSince: null };
    return { ...unchanged(next), pace: 'recheck' };
  }
  const { next, span } = settle(tracking, state, check.at);
  return {
    ...unchanged({ ...next, ...nothingCounted, degradations: isDegraded ? 0 : degradations }),
    span,
    alert: isDegraded && span !== null ? 'degraded' : null,
  };
}

function afterFail(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  const failures = tracking.failures + 1;
  const startedAt = tracking.firstFailureAt ?? check.at;
  const detectedAt = tracking.detectedAt ?? check.endedAt;
  const failure = tracking.failure ?? check.failure ?? unexplained;
  if (failures >= policy.failAfter) {
    return goDown(tracking, { startedAt, detectedAt, confirmedAt: check.endedAt, failure });
  }
  const counted = { ...nothingCounted, failures, firstFailureAt: startedAt, detectedAt, failure };
  return { ...unchanged({ ...tracking, ...counted, state: 'failing', since: startedAt }), pace: 'recheck' };
}

function stillDown(tracking: Tracking, check: Observed): Step {
  const { next, span } = settle({ ...tracking, ...answersForgotten }, 'down', check.at);
  return { ...unchanged(next), span };
}

const answersForgotten = { passes: 0, degradations: 0, firstPassAt: null, inconclusiveSince: null } as const;

function afterInconclusive(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  const inconclusiveSince = tracking.inconclusiveSince ?? check.at;
  if (check.endedAt - inconclusiveSince <= policy.interval) {
    const isCounting = tracking.failures > 0 || tracking.passes > 0;
    return { ...unchanged({ ...tracking, inconclusiveSince }), pace: isCounting ? 'recheck' : 'cadence' };
  }
  // What was counted before the unknown time says nothing about after it.
  const forgotten = tracking.confirmedAt === null ? nothingCounted : answersForgotten;
  const { next, span } = settle({ ...tracking, ...forgotten, inconclusiveSince }, 'unknown', inconclusiveSince);
  return { ...unchanged(next), span };
}

/** Ends an open incident without an alert: whoever pauses a monitor that is down knows of it. */
export function pause(tracking: Tracking, nowMs: number): Step {
  if (tracking.state === 'paused') return unchanged(tracking);
  const { next, span } = settle(tracking, 'paused', nowMs);
  return {
    ...unchanged({ ...next, ...nothingCounted, runStartedAt: null }),
    span,
    incident: tracking.confirmedAt === null ? null : { change: 'close', endedAt: next.since },
  };
}

/**
 * Nothing is known until the next observation. A monitor is `new` again; but a heartbeat that was pinged before the
 * pause is `unknown`, and its next ping is due within a period from now (see heartbeat/deadline.ts).
 */
export function resume(tracking: Tracking, nowMs: number): Step {
  if (tracking.state !== 'paused') return unchanged(tracking);
  const { next, span } = settle(tracking, 'unknown', nowMs);
  return { ...unchanged({ ...next, state: tracking.deadlineAt === null ? 'new' : 'unknown' }), span };
}
