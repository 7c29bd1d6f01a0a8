/** What is counted of incidents, and how long each of them lasted. */
import type { Incident } from '../../contract/model/history.ts';

export interface IncidentFacts extends Pick<
  Incident,
  'id' | 'monitorId' | 'monitorName' | 'startedAt' | 'confirmedAt' | 'endedAt' | 'acknowledgedAt' | 'failure'
> {
  /** The incident that explains it. */
  readonly causedBy: number | null;
}

/** [from, to) */
export interface CountedPeriod {
  readonly from: number;
  readonly to: number;
  readonly nowMs: number;
}

/** In full. */
export function lengthMs({ startedAt, endedAt }: IncidentFacts, nowMs: number): number {
  return Math.max(0, (endedAt ?? nowMs) - startedAt);
}

/** The part of it that lies within the period. */
export function lengthWithin({ startedAt, endedAt }: IncidentFacts, { from, to, nowMs }: CountedPeriod): number {
  return Math.max(0, Math.min(endedAt ?? nowMs, to) - Math.max(startedAt, from));
}
