/** Status spans as segments of a drawing; time without a span is `unmonitored`. Pure. */
import type { PhaseSeries, Series, Span } from '../../electron/contract/model/history.ts';
import type { PhaseName, SpanState } from '../../electron/contract/model/state.ts';
import type { TimeRange } from './range.ts';

export interface Stretch extends TimeRange {
  readonly state: SpanState | 'unmonitored';
}

/** Clipped to the range, oldest first, without gaps. */
export function stretchesOf(spans: readonly Span[], { from, to }: TimeRange, now: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = from;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(at, span.from);
    const end = Math.min(span.to ?? now, to);
    if (end <= start) continue;
    if (start > at) stretches.push({ state: 'unmonitored', from: at, to: start });
    stretches.push({ state: span.state, from: start, to: end });
    at = end;
  }
  if (at < to) stretches.push({ state: 'unmonitored', from: at, to });
  return stretches;
}

type Column = readonly (number | null)[];

/** Only adjacent points are connected: a row of nulls breaks the line where nothing was measured for long. */
export function withGaps(series: Series): Series {
  const limit = 3.5 * medianStep(series.at);
  /** The rows that follow a gap. */
  const gaps = series.at.flatMap((time, index) => (time - (series.at[index - 1] ?? time) > limit ? [index] : []));
  if (gaps.length === 0) return series;
  const at = insertAt(series.at, gaps, (index) => ((series.at[index - 1] ?? 0) + (series.at[index] ?? 0)) / 2);
  const broken = (column: Column): Column => insertAt(column, gaps, () => null);
  const { p50, p95, p99, phases } = series;
  return {
    ...series,
    at,
    p50: broken(p50),
    p95: broken(p95),
    p99: broken(p99),
    phases: phases === null ? null : mapPhases((name) => broken(phases[name])),
  };
}

function insertAt<T>(items: readonly T[], places: readonly number[], make: (index: number) => T): readonly T[] {
  const isPlace = new Set(places);
  return items.flatMap((item, index) => (isPlace.has(index) ? [make(index), item] : [item]));
}

function mapPhases(columnOf: (name: PhaseName) => Column): PhaseSeries {
  return {
    dns: columnOf('dns'),
    connect: columnOf('connect'),
    tls: columnOf('tls'),
    firstByte: columnOf('firstByte'),
    download: columnOf('download'),
  };
}

function medianStep(at: readonly number[]): number {
  const steps = at.slice(1).map((time, index) => time - (at[index] ?? time));
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? Infinity;
}
