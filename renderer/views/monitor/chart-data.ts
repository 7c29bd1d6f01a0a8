/**
 * What the response time chart draws, as columns for uPlot. Total: the median with the 95th percentile above it.
 * Phases: stacked, so that each column is the sum of its phase and those below. Pure.
 */
import type { Series } from '../../../electron/contract/model/history.ts';
import { phaseNames, type PhaseName } from '../../../electron/contract/model/state.ts';
import { drawnSeries, type Stretch } from '../../state/spans.ts';

export type ChartMode = 'times' | 'phases';
type Column = (number | null)[];

export interface ChartData {
  readonly mode: ChartMode;
  /** With rows of nulls where nothing was measured for long. */
  readonly series: Series;
  /** The phases drawn, from the bottom up; empty in the total mode. */
  readonly phases: readonly PhaseName[];
  /** Seconds, then a column for each line. */
  readonly columns: [number[], ...Column[]];
}

/** Otherwise the chart has no scale, and the legend names lines that do not exist. */
export function isMeasured({ series }: ChartData): boolean {
  return series.p50.some((time) => time !== null);
}

export function chartDataOf(series: Series, mode: ChartMode, stretches: readonly Stretch[] = []): ChartData {
  const shown = drawnSeries(series, stretches);
  const seconds = shown.at.map((time) => time / 1_000);
  const phases = mode === 'phases' ? presentPhases(shown) : [];
  const lines = mode === 'phases' ? stacked(shown, phases) : times(shown);
  return { mode, series: shown, phases, columns: [seconds, ...lines] };
}

/** The rows of a column that no line reaches, since there is nothing on either side. */
export function isolatedRows(column: readonly (number | null | undefined)[]): number[] {
  const isEmpty = (row: number): boolean => (column[row] ?? null) === null;
  return column.flatMap((_, row) => (!isEmpty(row) && isEmpty(row - 1) && isEmpty(row + 1) ? [row] : []));
}

function times({ resolution, p50, p95 }: Series): Column[] {
  return resolution === 'raw' ? [[...p50]] : [[...p50], [...p95]];
}

/** A phase that no check had (TLS over plain HTTP) is left out. */
function presentPhases({ phases }: Series): readonly PhaseName[] {
  return phases === null ? [] : phaseNames.filter((name) => phases[name].some((time) => time !== null));
}

function stacked({ at, phases }: Series, present: readonly PhaseName[]): Column[] {
  if (phases === null) return [];
  let below: Column = at.map((_, row) => (present.some((name) => phases[name][row] !== null) ? 0 : null));
  return present.map((name) => {
    below = below.map((sum, row) => (sum === null ? null : sum + (phases[name][row] ?? 0)));
    return below;
  });
}
