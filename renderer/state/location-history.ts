/** A monitor as another location saw it over a range: response times and uptime. Pure. */
import type { Percentiles, Series, Span } from '../../electron/contract/model/history.ts';
import type { TimeRange } from './range.ts';
import { stretchesOf } from './spans.ts';

export interface LocationHistory {
  readonly locationId: string;
  readonly name: string;
  readonly series: Series;
  readonly spans: readonly Span[];
}

/** Of all checks; null: nothing was measured. Rolled up they are the engine's, since rollups alone do not tell them. */
export function percentilesOf({ p50, overall }: Series): Percentiles | null {
  if (overall !== undefined) return overall;
  const sorted = p50.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The share of the known time in which it was up; null: nothing is known. */
export function uptimeIn(spans: readonly Span[], range: TimeRange, now: number): number | null {
  const stretches = stretchesOf(spans, range, now);
  const lengthOf = (...states: readonly string[]): number =>
    stretches.reduce((sum, { state, from, to }) => sum + (states.includes(state) ? to - from : 0), 0);
  const up = lengthOf('up', 'degraded');
  const known = up + lengthOf('down');
  return known === 0 ? null : up / known;
}
