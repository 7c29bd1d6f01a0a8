/**
 * A range compared with the one of the same length before it. The typical times of single checks are exact; rollups have
 * no common percentiles, so the median of theirs is taken. Pure.
 */
import type { Series, Uptime } from '../../electron/contract/model/history.ts';
import { shownUptime } from '../../electron/contract/shown-uptime.ts';
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
  const medians = figure === null ? measured(series.p50) : [];
  const isRaw = series.resolution === 'raw';
  const slow = isRaw || figure !== null ? medians : measured(series.p95);
  const { ratio } = shownUptime(uptime, uptime.to - uptime.from);
  const isKnown = uptime.upMs + uptime.downMs > 0;
  return {
    figure: percentile(measured(figure?.values), 0.5),
    median: percentile(medians, 0.5),
    p95: percentile(slow, isRaw ? 0.95 : 0.5),
    uptime: ratio,
    downtime: isKnown ? uptime.downMs : null,
    incidents: isKnown ? uptime.incidents : null,
  };
}

function measured(column: Series['p50'] = []): readonly number[] {
  return column.filter((value) => value !== null).sort((a, b) => a - b);
}

/** By nearest rank, as everywhere; null of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
