/**
 * Settled states and the start and end of an outage, shared by checks and pings. A span never starts before the previous
 * one, even if the clock was set back. Incidents take their start and end from spans, so uptime and the incident list
 * always agree.
 */
import type { Failure } from '../../contract/failure.ts';
import type { SpanState } from '../../contract/model/state.ts';
import type { Step, Tracking } from './step.ts';

/** Counts nothing and has no open incident. */
export const nothingCounted = {
  failures: 0,
  passes: 0,
  degradations: 0,
  firstFailureAt: null,
  detectedAt: null,
  confirmedAt: null,
  firstPassAt: null,
  failure: null,
  inconclusiveSince: null,
} as const satisfies Partial<Tracking>;

export function unchanged(tracking: Tracking): Step {
  return { next: tracking, span: null, incident: null, alert: null, pace: 'cadence' };
}

export type Settled = Pick<Step, 'next' | 'span'>;

/** Enters a state recorded in history: its span continues, or starts at `fromMs`. The caller resets the counts. */
export function settle(tracking: Tracking, state: SpanState, fromMs: number): Settled {
  const { spanState, spanFrom } = tracking;
  if (spanState === state && spanFrom !== null) return { next: { ...tracking, state, since: spanFrom }, span: null };
  const from = Math.max(fromMs, spanFrom ?? fromMs);
  return { next: { ...tracking, state, since: from, spanState: state, spanFrom: from }, span: { state, from } };
}

export interface Outage {
  readonly startedAt: number;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly failure: Failure;
}

/** The outage is confirmed: the incident opens with the span, and the alert is due. */
export function goDown(tracking: Tracking, outage: Outage): Step {
  const { next, span } = settle(tracking, 'down', outage.startedAt);
  const startedAt = next.since;
  const detectedAt = Math.max(startedAt, outage.detectedAt);
  const confirmedAt = Math.max(detectedAt, outage.confirmedAt);
  const { failure } = outage;
  return {
    next: { ...next, ...nothingCounted, firstFailureAt: startedAt, detectedAt, confirmedAt, failure },
    span,
    incident: { change: 'open', startedAt, detectedAt, confirmedAt, failure },
    alert: 'down',
    pace: 'cadence',
  };
}

/** The incident ends with the span. */
export function recover(tracking: Tracking, state: 'up' | 'degraded', endedAtMs: number): Step {
  const { next, span } = settle(tracking, state, endedAtMs);
  return {
    next: { ...next, ...nothingCounted },
    span,
    incident: { change: 'close', endedAt: next.since },
    alert: 'recovered',
    pace: 'cadence',
  };
}
