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

const hourMs = 3_600_000;
const bucketMs = { raw: null, hour: hourMs, day: 24 * hourMs } as const;
/** States in which checks count, so that response times may be there. */
const measuredStates: ReadonlySet<Stretch['state']> = new Set(['up', 'degraded', 'maintenance']);
/** A failed check has its figures, but no response time that counts. */
export const figureStates: ReadonlySet<Stretch['state']> = new Set([...measuredStates, 'down']);

/**
 * A series as it is drawn. A rollup stands in the middle of the time that it measured, so that no point lies before the
 * monitor existed. Only adjacent points are connected: a row of nulls breaks the line where nothing was measured.
 */
export function drawnSeries(series: Series, stretches: readonly Stretch[], measured = measuredStates): Series {
  const at = placesOf(series, stretches, measured);
  return withGaps({ ...series, at }, gapsOf(series, at, { stretches, measured }));
}

/** What was measured, for a line without gaps: another location checks rarely, and not at regular times. */
export function measuredPoints({ resolution, at, p50 }: Series): ReadonlyMap<number, number> {
  const middle = (bucketMs[resolution] ?? 0) / 2;
  return new Map(
    at.flatMap((start, row) => {
      const time = p50[row] ?? null;
      return time === null ? [] : [[start + middle, time] as const];
    }),
  );
}

function placesOf(
  { resolution, at }: Series,
  stretches: readonly Stretch[],
  states: ReadonlySet<Stretch['state']>,
): readonly number[] {
  const length = bucketMs[resolution];
  if (length === null) return at;
  return at.map((start) => {
    const measured = stretches
      .filter(({ state }) => states.has(state))
      .map(({ from, to }) => ({ from: Math.max(from, start), to: Math.min(to, start + length) }))
      .reduce((best, part) => (part.to - part.from > best.to - best.from ? part : best), { from: start, to: start });
    return measured.to > measured.from ? (measured.from + measured.to) / 2 : start + length / 2;
  });
}

/** The rows that follow a gap. */
function gapsOf(
  series: Series,
  places: readonly number[],
  { stretches, measured }: { stretches: readonly Stretch[]; measured: ReadonlySet<Stretch['state']> },
): readonly number[] {
  const bucket = bucketMs[series.resolution];
  const usual = bucket ?? medianStep(series.at);
  const limit = (bucket === null ? 3.5 : 1.5) * usual;
  const idle = stretches.filter(({ state, from, to }) => !measured.has(state) && to - from >= usual / 2);
  let next = 0;
  return places.flatMap((place, row) => {
    const before = places[row - 1];
    if (before === undefined) return [];
    const isLong = (series.at[row] ?? 0) - (series.at[row - 1] ?? 0) > limit;
    while ((idle[next]?.to ?? Infinity) <= before) next += 1;
    const isIdle = (idle[next]?.from ?? Infinity) < place;
    return isLong || isIdle ? [row] : [];
  });
}

function withGaps(series: Series, gaps: readonly number[]): Series {
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
