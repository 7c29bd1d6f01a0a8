/** A monitor's history: its charts, in words as well, and the band of its states. */
import { phaseNames, type PhaseName } from '../../../electron/contract/model/state.ts';
import type { Figure, OwnFigure } from '../../../electron/contract/model/figure.ts';
import type { Series } from '../../../electron/contract/model/history.ts';
import {
  formatCount,
  formatFigure,
  formatLength,
  formatMoment,
  formatPhase,
  formatResponseTime,
} from '../../format.ts';
import type { Run } from '../../state/runs.ts';
import type { Stretch } from '../../state/spans.ts';
import { phases as phaseWords, states } from './codes.ts';
import { plural } from './phrases.ts';

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** A loop, since a day of checks every few seconds exceeds the maximum number of arguments. */
function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function describeStretches(stretches: readonly Stretch[]): string {
  const outages = stretches.filter((stretch) => stretch.state === 'down');
  if (outages.length === 0) return 'State history: no downtime';
  const downMs = outages.reduce((sum, { from, to }) => sum + to - from, 0);
  return `State history: down ${plural(outages.length, 'time', 'times')}, ${formatLength(downMs)} in total`;
}

interface Charted {
  /** Null: response times. */
  readonly figure: Figure | null;
  /** Of a figure, the highest values in `p95`, and the lowest in `p99`. */
  readonly series: Series;
  /** Empty: the chart is not of runs. */
  readonly runs: readonly Run[];
  /** Earlier ones in the range are no longer kept. */
  readonly areLatest: boolean;
}

/** A summary of the measurements. */
function typical({ figure, series, runs, areLatest }: Charted): string {
  const { p50, p95, p99, overall } = series;
  const measured = p50.filter((value) => value !== null);
  const last = measured.at(-1);
  if (figure !== null && last !== undefined) {
    const all = [...p95, ...p99].filter((value) => value !== null).sort((a, b) => a - b);
    const [least, most] = [all[0] ?? last, all.at(-1) ?? last].map((value) => formatFigure(value, figure.unit));
    const latest = `Latest ${formatFigure(last, figure.unit)}`;
    return least === most ? latest : `${latest}, lowest ${least ?? ''}, highest ${most ?? ''}`;
  }
  const middle = median(measured);
  if (middle === undefined) return 'No data in this range';
  if (runs.length > 0) return (areLatest ? 'Latest ' : '') + typicalRuns(runs, middle);
  // Of checks: the highest p95 of an hour or a day is not that of the range.
  if (overall !== undefined) return `Median ${formatResponseTime(overall.p50)}, p95 ${formatResponseTime(overall.p95)}`;
  return `Median ${formatResponseTime(middle)}, slowest ${formatResponseTime(highest(measured))}`;
}

function typicalRuns(runs: readonly Run[], middle: number): string {
  const failed = runs.filter(({ outcome }) => outcome === 'fail').length;
  return `${plural(runs.length, 'run', 'runs')}, ${failed === 0 ? 'none' : formatCount(failed)} failed, median ${formatResponseTime(middle)}`;
}

interface Point extends Omit<Charted, 'runs' | 'areLatest'> {
  readonly index: number;
  /** What other locations measured then. */
  readonly places: readonly { readonly name: string; readonly time: number }[];
}

/** One point: `14:32: 51 ms, Frankfurt 80 ms`, `14:00: 51 ms median, p95 80 ms`, its phases, or `14:32: failed`. */
function reading(when: string, { figure, series, index, places }: Point): string | null {
  const others = places.map(({ name, time }) => `${name} ${formatResponseTime(time)}`);
  const own = figure === null ? ownReading(series, index) : figureReading(figure, series, index);
  const parts = [...own, ...others];
  return parts.length === 0 ? null : `${when}: ${parts.join(', ')}`;
}

/** `12 %`, or `12 % median, 3 % to 40 %`. */
function figureReading({ unit }: Figure, { resolution, p50, p95, p99 }: Series, index: number): readonly string[] {
  const shown = [p50, p99, p95].flatMap((column) => {
    const value = column[index] ?? null;
    return value === null ? [] : [formatFigure(value, unit)];
  });
  const [middle, least, most] = shown;
  if (middle === undefined || least === undefined || most === undefined) return [];
  return [resolution === 'raw' ? middle : `${middle} median, ${least} to ${most}`];
}

function ownReading({ resolution, at, p50, p95, phases, failedAt }: Series, index: number): readonly string[] {
  // Its response time does not count.
  if (failedAt?.includes(at[index] ?? NaN)) return ['failed'];
  if (phases !== null) {
    return phaseNames.flatMap((name) => {
      const time = phases[name][index] ?? null;
      return time === null ? [] : [`${phaseWords[name]} ${formatPhase(time)}`];
    });
  }
  const middle = p50[index] ?? null;
  if (middle === null) return [];
  const slow = p95[index] ?? null;
  const spread = resolution === 'raw' || slow === null ? '' : ` median, p95 ${formatResponseTime(slow)}`;
  return [`${formatResponseTime(middle)}${spread}`];
}

/** `TLS 12 ms`: the median of one phase. */
function phase(name: PhaseName, { phases }: Series): string {
  const measured = phases?.[name].filter((time) => time !== null) ?? [];
  return `${phaseWords[name]} ${formatPhase(median(measured) ?? 0)}`;
}

/** What kinds name themselves. */
const figures: Readonly<Record<OwnFigure, string>> = {
  packetLoss: 'Packet loss',
  jitter: 'Jitter',
  days: 'Days left',
  restarts: 'Restarts',
  series: 'Number of series',
  value: 'Value',
};

export const history = {
  title: 'History',
  describe: describeStretches,
  describeSeries: (charted: Charted) =>
    `${charted.figure === null ? (charted.runs.length > 0 ? 'Runs' : 'Response time chart') : 'Chart'}. ${typical(charted)}`,
  typical,
  reading,
  phase,
  charts: 'Charts',
  modes: { times: 'Response time', phases: 'Phases', locations: 'Locations', runs: 'Runs', figures: 'Values' },
  runTime: 'Run time',
  value: 'Value',
  point: 'Point in the chart',
  noPoint: 'None chosen. Arrow keys choose one.',
  gestures:
    'Click or arrow keys read a point, drag zooms, Shift-drag or scrolling sideways pans, double-click returns to now',
  legend: 'Legend',
  failed: 'Failed check',
  single: 'Each check',
  median: 'Median',
  spread: 'Up to p95',
  extremes: 'Lowest to highest',
  limit: (level: 'warning' | 'critical', value: string) => `${level === 'warning' ? 'Warning' : 'Critical'} ${value}`,
  slow: (level: 'warning' | 'critical', ms: number) =>
    `${level === 'warning' ? states.degraded : 'Fails'} above ${formatResponseTime(ms)}`,
  /** Of a monitor that is paused. */
  idle: (of: 'check' | 'ping', since: number | null, now: number) =>
    `${of === 'check' ? 'Not checked' : 'No pings'} ${since === null ? 'yet. Resume' : `since ${formatMoment(since, now)}. Choose a longer range, or resume`} the monitor.`,
  figures,
  stretch: (state: Stretch['state']) => (state === 'unmonitored' ? 'No data' : states[state]),
};
