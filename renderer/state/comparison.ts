/**
 * A range compared with the one of the same length before it. Pure.
 */
import type { Series, Uptime } from '../../electron/contract/model/history.ts';
import { shownUptime } from '../../electron/contract/shown-uptime.ts';
import { percentilesOf } from './location-history.ts';
import type { TimeRange } from './range.ts';

export interface Period {
  readonly uptime: Uptime;
  readonly series: Series;
  /** What the chart shows in place of response times; null: it shows these. */
  readonly figure: { readonly values: Series['p50']; readonly unit: string } | null;
}

export const compared = ['figure', 'median', 'p95', 'uptime', 'downtime', 'incidents'] as const;
export type Compared = (typeof compared)[number];

export interface ComparedValue {
  readonly of: Compared;
  /** Of a figure; else empty. */
  readonly unit: string;
  /** Null: nothing was measured. */
  readonly now: number | null;
  readonly before: number | null;
}

export function rangeBefore({ from, to }: TimeRange): TimeRange {
  return { from: from - (to - from), to: from };
}

/** In the place of the range that it is compared with. */
export function moved<T extends Pick<Series, 'at'>>(series: T, byMs: number): T {
  return { ...series, at: series.at.map((at) => at + byMs) };
}

/** Those of which at least one period has a value. */
export function comparedValues(now: Period, before: Period): readonly ComparedValue[] {
  const values = [valuesOf(now), valuesOf(before)] as const;
  const unit = now.figure?.unit ?? '';
  return compared
    .map((of): ComparedValue => ({ of, unit, now: values[0][of], before: values[1][of] }))
    .filter((value) => value.now !== null || value.before !== null);
}

function valuesOf({ uptime, series, figure }: Period): Readonly<Record<Compared, number | null>> {
  const times = figure === null ? percentilesOf(series) : null;
  const { ratio } = shownUptime(uptime, uptime.to - uptime.from);
  const isKnown = uptime.upMs + uptime.downMs > 0;
  return {
    figure: medianOf(figure?.values),
    median: times?.p50 ?? null,
    p95: times?.p95 ?? null,
    uptime: ratio,
    downtime: isKnown ? uptime.downMs : null,
    incidents: isKnown ? uptime.incidents : null,
  };
}

/** By nearest rank, as everywhere; null of nothing. */
function medianOf(column: Series['p50'] = []): number | null {
  const sorted = column.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
