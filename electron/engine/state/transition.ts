/**
 * How one check changes a stream. `failAfter` consecutive failed checks make it `down` as of the first of them;
 * `recoverAfter` consecutive passes end the outage as of the first of them; while either is being counted, rechecks come
 * sooner. One pass ends `failing`, `degraded` or `unknown`. Inconclusive checks do not count; after more than an interval
 * of nothing else the state is `unknown` and the counts start over. An open incident then stays open until conclusive
 * checks decide: a failure makes it `down` again at once, without a second alert.
 */
import type { Failure } from '../../contract/failure.ts';
import type { Verdict } from '../../contract/model/state.ts';
import { noFlapping } from './flapping.ts';
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
    awayInGrace: 0,
    runs: [],
    clock: null,
    flapping: noFlapping,
  };
}

/** A check that ends after its monitor was paused changes nothing. */
export function transition(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  if (tracking.state === 'paused' || tracking.state === 'maintenance') return unchanged(tracking);
  switch (check.verdict) {
    case 'pass':
    case 'degraded':
      return afterResponse(tracking, check, policy);
    case 'fail':
      return tracking.confirmedAt === null ? afterFail(tracking, check, policy) : stillDown(tracking, check);
    case 'inconclusive':
      return afterInconclusive(tracking, check, policy);
  }
}

/**
 * `failAfter` consecutive slow responses make it `degraded` as of the last of them, without rechecks; a failed check in
 * between does not end that state. A slow response counts towards the end of an outage like any other; the alert is
 * `recovered`, even if the state is then `degraded`.
 */
function afterResponse(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  const isSlow = check.verdict === 'degraded';
  const degradations = isSlow ? tracking.degradations + 1 : 0;
  const isDegraded = isSlow && (tracking.spanState === 'degraded' || degradations >= policy.failAfter);
  const state = isDegraded ? 'degraded' : 'up';
  const reason = isDegraded ? check.failure : null;
  if (tracking.confirmedAt !== null) {
    const passes = tracking.passes + 1;
    const firstPassAt = tracking.firstPassAt ?? check.at;
    if (passes >= policy.recoverAfter) {
      const recovered = recover(tracking, state, firstPassAt);
      return { ...recovered, next: { ...recovered.next, failure: reason } };
    }
    const next = { ...tracking, passes, firstPassAt, degradations, inconclusiveSince: null };
    return { ...unchanged(next), pace: 'recheck' };
  }
  const { next, span } = settle(tracking, state, check.at);
  return {
    ...unchanged({ ...next, ...nothingCounted, degradations: isDegraded ? 0 : degradations, failure: reason }),
    span,
    alert: isDegraded && span !== null ? 'degraded' : null,
  };
}

function afterFail(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  const failures = tracking.failures + 1;
  const startedAt = tracking.firstFailureAt ?? check.at;
  const detectedAt = tracking.detectedAt ?? check.endedAt;
  // Why it was degraded is not why it is down.
  const earlier = tracking.failures === 0 ? null : tracking.failure;
  const failure = earlier ?? check.failure ?? unexplained;
  if (failures >= policy.failAfter) {
    return goDown(tracking, { startedAt, detectedAt, confirmedAt: check.endedAt, failure });
  }
  const counted = { ...nothingCounted, failures, firstFailureAt: startedAt, detectedAt, failure };
  return { ...unchanged({ ...tracking, ...counted, state: 'failing', since: startedAt }), pace: 'recheck' };
}

function stillDown(tracking: Tracking, check: Observed): Step {
  const { next, span } = settle({ ...tracking, ...noPassesCounted }, 'down', check.at);
  return { ...unchanged(next), span };
}

const noPassesCounted = { passes: 0, degradations: 0, firstPassAt: null, inconclusiveSince: null } as const;

function afterInconclusive(tracking: Tracking, check: Observed, policy: CheckPolicy): Step {
  const inconclusiveSince = tracking.inconclusiveSince ?? check.at;
  if (check.endedAt - inconclusiveSince <= policy.interval) {
    const isCounting = tracking.failures > 0 || tracking.passes > 0;
    return { ...unchanged({ ...tracking, inconclusiveSince }), pace: isCounting ? 'recheck' : 'cadence' };
  }
  // Counts from before the unknown time no longer apply.
  const reset = tracking.confirmedAt === null ? nothingCounted : noPassesCounted;
  const { next, span } = settle({ ...tracking, ...reset, inconclusiveSince }, 'unknown', inconclusiveSince);
  return { ...unchanged(next), span };
}

/** Ends an open incident without an alert: the user who pauses a monitor knows that it is down. */
export function pause(tracking: Tracking, nowMs: number): Step {
  if (tracking.state === 'paused') return unchanged(tracking);
  const { next, span } = settle(tracking, 'paused', nowMs);
  return {
    ...unchanged({ ...next, ...nothingCounted, runs: [], flapping: noFlapping }),
    span,
    incident: tracking.confirmedAt === null ? null : { change: 'close', endedAt: next.since },
  };
}

/**
 * The state is unknown until the next observation. A probed monitor is `new` again; a heartbeat that was pinged before
 * the pause is `unknown` (see heartbeat/deadline.ts for its deadline).
 */
export function resume(tracking: Tracking, nowMs: number): Step {
  if (tracking.state !== 'paused') return unchanged(tracking);
  const { next, span } = settle(tracking, 'unknown', nowMs);
  return { ...unchanged({ ...next, state: tracking.deadlineAt === null ? 'new' : 'unknown' }), span };
}
