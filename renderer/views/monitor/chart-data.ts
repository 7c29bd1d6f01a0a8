/**
 * What the chart draws, as columns of values. Times: the median with the 95th percentile above it. Phases: stacked, so
 * that each column is the sum of its phase and those below. Locations: a line each, beside that of this computer. Runs: a
 * bar each, as high as it took long. A figure: its values, or the median between the lowest and the highest. Pure.
 */
import type { Figure, FigureSeries } from '../../../electron/contract/model/figure.ts';
import { keptPings, type Ping, type Series } from '../../../electron/contract/model/history.ts';
import { phaseNames, type PhaseName } from '../../../electron/contract/model/state.ts';
import { isProbed, type Monitor } from '../../../electron/contract/monitors/registry.ts';
import type { LocationHistory } from '../../state/location-history.ts';
import type { TimeRange } from '../../state/range.ts';
import { runsOf, usualTimes, type Run, type UsualTimes } from '../../state/runs.ts';
import { drawnSeries, figureStates, measuredPoints, type Stretch } from '../../state/spans.ts';

type ChartMode = 'times' | 'phases' | 'locations' | 'runs' | 'figure';
/** Null: a gap in the line. Undefined: a row that belongs to other lines alone. */
export type Column = readonly (number | null | undefined)[];

export interface ChartData {
  readonly mode: ChartMode;
  /** Null in the other modes. */
  readonly figure: Figure | null;
  /** Of the figure or the response time, those near enough to what was measured. */
  readonly limits: readonly Limit[];
  /** Of a figure, `p95` has the highest values and `p99` the lowest. With rows of nulls where nothing was measured for long, and in rows that belong to other locations alone. */
  readonly series: Series;
  /** The phases drawn, from the bottom up; empty in the other modes. */
  readonly phases: readonly PhaseName[];
  /** Other locations with at least one measurement, and their response times by row. */
  readonly places: readonly PlaceLine[];
  /**
   * Times: the median, then the 95th percentile of rollups. Phases: the top of each. Runs: how long each took. A figure: the
   * median, then the highest and the lowest of rollups. One value per row of `series`.
   */
  readonly lines: readonly Column[];
  /** One per row; empty in the other modes. */
  readonly runs: readonly Run[];
  /** Of runs: earlier ones in the range are no longer kept. */
  readonly areLatest: boolean;
  /** Of successful runs; null: too few to say. */
  readonly usual: UsualTimes | null;
  /** The median of the period before, in the place of this one. Null: it is not compared. */
  readonly before: BeforeLine | null;
}

interface BeforeLine {
  readonly at: readonly number[];
  readonly times: Column;
}

export interface Limit {
  readonly level: 'warning' | 'critical';
  readonly value: number;
}

interface PlaceLine {
  readonly name: string;
  readonly times: readonly (number | undefined)[];
}

/** Otherwise the chart has no scale, and the legend names lines that do not exist. */
export function isMeasured({ series, places }: ChartData): boolean {
  return places.length > 0 || series.p50.some((time) => time !== null);
}

export interface Beside {
  readonly stretches?: readonly Stretch[];
  readonly histories?: readonly LocationHistory[];
  readonly before?: Series | null;
  readonly limits?: readonly Limit[];
}

export function chartDataOf(
  series: Series,
  mode: ChartMode,
  { stretches = [], histories = [], before = null, limits = [] }: Beside = {},
): ChartData {
  const drawn = drawnSeries(series, stretches);
  if (mode === 'phases') {
    const phases = presentPhases(drawn);
    return { ...nothing, mode, series: drawn, phases, lines: stacked(drawn, phases) };
  }
  const points = histories
    .map(({ name, series: seen }) => ({ name, points: measuredPoints(seen) }))
    .filter(({ points: measured }) => measured.size > 0);
  const own = new Map(drawn.at.map((time, row) => [time, row]));
  const at = Array.from(new Set([...drawn.at, ...points.flatMap(({ points: measured }) => [...measured.keys()])])).sort(
    (a, b) => a - b,
  );
  const rows = at.map((time) => own.get(time));
  const places = points.map(({ name, points: measured }) => ({ name, times: at.map((time) => measured.get(time)) }));
  const lines = times(drawn).map((column) => rows.map((row) => (row === undefined ? undefined : column[row])));
  const shown = { ...drawn, at, ...inRows(drawn, rows) };
  return {
    ...nothing,
    ...{ mode, series: shown, places, lines },
    limits: limits.filter(isWithin(farthestTime * largestOf([...lines, ...places.map(({ times: seen }) => seen)]))),
    before: before === null ? null : beforeLine(before),
  };
}

function beforeLine(series: Series): BeforeLine {
  const { at, p50 } = drawnSeries(series, []);
  return { at, times: p50 };
}

const nothing = {
  figure: null,
  limits: [],
  phases: [],
  places: [],
  runs: [],
  areLatest: false,
  usual: null,
  before: null,
} as const;

/** Those that began within the range. */
export function runDataOf(pings: readonly Ping[], { from, to }: TimeRange, nowMs: number): ChartData {
  const all = runsOf(pings, nowMs);
  const runs = all.filter(({ startedAt }) => startedAt >= from && startedAt <= to);
  const lengths = runs.map(({ length }) => length);
  const at = runs.map(({ startedAt }) => startedAt);
  const series = { resolution: 'raw', at, p50: lengths, p95: lengths, p99: lengths, phases: null } as const;
  const areLatest = pings.length >= keptPings && pings.every((ping) => ping.at > from);
  return { ...nothing, mode: 'runs', series, lines: [lengths], runs, areLatest, usual: usualTimes(all) };
}

/** Behind a chart: of runs that are no longer kept nothing is known. */
export function stretchesBehind(
  { areLatest, series }: ChartData,
  stretches: readonly Stretch[],
  { from }: TimeRange,
): readonly Stretch[] {
  const first = series.at[0];
  return areLatest && first !== undefined ? [...stretches, { state: 'unknown', from, to: first }] : stretches;
}

/** A limit of many times the highest value would press the line down to the axis: of times, into less than a third. */
const farthestLimit = 10;
const farthestTime = 3;

const isWithin =
  (farthest: number) =>
  ({ value }: Limit): boolean =>
    Math.abs(value) <= farthest;

function largestOf(columns: readonly Column[]): number {
  return columns.flat().reduce<number>((largest, value) => Math.max(largest, Math.abs(value ?? 0)), 0);
}

/** From which response time on checks are degraded, and fail. */
export function timeLimitsOf(monitor: Monitor): readonly Limit[] {
  if (!isProbed(monitor)) return [];
  const { degradedAfter, assertions } = monitor;
  const warning = degradedAfter === null ? [] : [{ level: 'warning', value: degradedAfter } as const];
  const critical = assertions.flatMap(({ on, is, value }) =>
    on === 'responseTime' && is === 'lessThan' && typeof value === 'number'
      ? [{ level: 'critical', value } as const]
      : [],
  );
  return [...warning, ...critical];
}

export function figureDataOf(figure: Figure, seen: FigureSeries, stretches: readonly Stretch[]): ChartData {
  const { resolution, at, p50, min, max } = seen;
  const series = drawnSeries({ resolution, at, p50, p95: max, p99: min, phases: null }, stretches, figureStates);
  const largest = largestOf([min, max]);
  const limits = (['warning', 'critical'] as const)
    .flatMap((level) => figure[level].map((value) => ({ level, value })))
    .filter(isWithin(largest === 0 ? Infinity : farthestLimit * largest));
  const lines = resolution === 'raw' ? [series.p50] : [series.p50, series.p95, series.p99];
  return { ...nothing, mode: 'figure', figure, limits, series, lines };
}

function inRows({ p50, p95, p99 }: Series, rows: readonly (number | undefined)[]): Pick<Series, 'p50' | 'p95' | 'p99'> {
  const placed = (column: Series['p50']): Series['p50'] =>
    rows.map((row) => (row === undefined ? null : (column[row] ?? null)));
  return { p50: placed(p50), p95: placed(p95), p99: placed(p99) };
}

/** The rows of a column that no line reaches, since there is nothing on either side. */
export function isolatedRows(column: Column): readonly number[] {
  const known = column.flatMap((value, row) => (value === undefined ? [] : [{ value, row }]));
  const isEmpty = (index: number): boolean => (known[index]?.value ?? null) === null;
  return known.flatMap(({ row }, index) => (!isEmpty(index) && isEmpty(index - 1) && isEmpty(index + 1) ? [row] : []));
}

function times({ resolution, p50, p95 }: Series): readonly Column[] {
  return resolution === 'raw' ? [p50] : [p50, p95];
}

/** A phase that no check had (TLS over plain HTTP) is left out. */
function presentPhases({ phases }: Series): readonly PhaseName[] {
  return phases === null ? [] : phaseNames.filter((name) => phases[name].some((time) => time !== null));
}

function stacked({ at, phases }: Series, present: readonly PhaseName[]): readonly Column[] {
  if (phases === null) return [];
  let below: (number | null)[] = at.map((_, row) => (present.some((name) => phases[name][row] !== null) ? 0 : null));
  return present.map((name) => {
    below = below.map((sum, row) => (sum === null ? null : sum + (phases[name][row] ?? 0)));
    return below;
  });
}
