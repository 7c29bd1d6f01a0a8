/** A monitor as another location saw it over a range: response times and uptime. Pure. */
import type { Series, Span } from '../../electron/contract/model/history.ts';
import type { TimeRange } from './range.ts';
import { stretchesOf } from './spans.ts';

export interface LocationHistory {
  readonly locationId: string;
  readonly name: string;
  readonly series: Series;
  readonly spans: readonly Span[];
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Of single checks. Of rollups: of their own percentiles, which comes close. */
export function percentilesOf({ resolution, p50, p95, p99 }: Series): Percentiles {
  const isRaw = resolution === 'raw';
  return {
    p50: percentile(p50, 0.5),
    p95: percentile(isRaw ? p50 : p95, 0.95),
    p99: percentile(isRaw ? p50 : p99, 0.99),
  };
}

/** By nearest rank; null: nothing was measured. */
function percentile(column: readonly (number | null)[], share: number): number | null {
  const sorted = column.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null;
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
