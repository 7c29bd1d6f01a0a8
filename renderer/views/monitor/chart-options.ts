/** How the response time chart is drawn: a plain line with its p95 band, or stacked phases. */
import type { Options, Series as Line } from 'uplot';
import type uPlot from 'uplot';
import type { PhaseName } from '../../../electron/contract/model/state.ts';
import { formatDay, formatResponseTime, formatTimeOfDay } from '../../format.ts';
import { startOfDay } from '../../format/days.ts';
import type { TimeRange } from '../../state/range.ts';
import type { Stretch } from '../../state/spans.ts';
import { tickStepsMs } from '../../state/ticks.ts';
import { isMeasured, isolatedRows, type ChartData } from './chart-data.ts';
import { createChartPan } from './chart-pan.ts';
import { shade } from './chart-shading.ts';
import { token } from './token.ts';

/** Room for the labels on the left; the band of states below begins where the plot begins. */
export const gutterPx = 56;
export const chartHeightPx = 190;

export interface ChartView {
  readonly data: ChartData;
  readonly stretches: readonly Stretch[];
  readonly range: TimeRange;
}

export interface ChartHandlers {
  /** A part was selected, or the chart was panned there. */
  readonly onRange: (range: TimeRange) => void;
  /** The point under the pointer; null: none. */
  readonly onPoint: (index: number | null) => void;
}

const phaseTokens: Readonly<Record<PhaseName, string>> = {
  dns: '--phase-dns',
  connect: '--phase-connect',
  tls: '--phase-tls',
  firstByte: '--phase-first-byte',
  download: '--phase-download',
};

const placeColours = 6;

/** The number of the colour token of a location's line. */
export function placeColour(index: number): number {
  return (index % placeColours) + 1;
}

const fewPoints = 60;
/** Whole milliseconds, as the labels show them: 1, 2, 5, 10, 20, 50 and so on. */
const valueStepsMs = Array.from(
  { length: 24 },
  (_, index) => ([1, 2, 5][index % 3] ?? 1) * 10 ** Math.floor(index / 3),
);

/** Times of day if labels are less than a day apart, with the date at midnight. */
function timeLabels(at: readonly number[]): string[] {
  return at.map((seconds) => {
    const time = seconds * 1_000;
    return startOfDay(time) === time ? formatDay(time, time) : formatTimeOfDay(time);
  });
}

function timeLabel(value: number): string {
  return value === 0 ? '0' : formatResponseTime(value);
}

/** From zero, with some headroom, so that a flat line looks flat. */
function valueRange(_: uPlot, _min: number, max: number): [number, number] {
  return [0, Number.isFinite(max) && max > 0 ? max * 1.15 : 100];
}

type Look = Pick<Options, 'series' | 'bands'>;

/** A line needs neighbours: a few points are drawn as points, and those without neighbours always. */
function timesLook(view: () => ChartView): Look {
  const points: Line.Points = {
    show: true,
    filter: ({ data }, line) =>
      view().data.series.at.length < fewPoints ? null : isolatedRows([...(data[line] ?? [])]),
    size: 4,
    fill: () => token('--chart-line'),
  };
  const line: Line = { stroke: () => token('--chart-line'), width: 1.5, points };
  const places = view().data.places.map((_, index) => placeLine(index));
  if (view().data.series.resolution === 'raw') return { series: [{}, line, ...places] };
  const band: Line = { width: 0, points: { show: false } };
  return { series: [{}, line, band, ...places], bands: [{ series: [2, 1], fill: () => token('--chart-band') }] };
}

/** Another location checks rarely, so each of its measurements is also a point. */
function placeLine(index: number): Line {
  const colour = (): string => token(`--place-${String(placeColour(index))}`);
  return { stroke: colour, width: 1.25, points: { show: true, size: 4, fill: colour } };
}

/** The lowest is filled down to zero, each other one down to the one below it. */
function phasesLook(view: () => ChartView): Look {
  const { phases } = view().data;
  const lines = phases.map((name, index): Line => {
    const colour = (): string => token(phaseTokens[name]);
    return { width: 0, points: { show: false }, ...(index === 0 ? { fill: colour } : {}) };
  });
  const bands = phases.slice(1).map((name, index) => ({
    series: [index + 2, index + 1] as [number, number],
    fill: () => token(phaseTokens[name]),
  }));
  return { series: [{}, ...lines], bands };
}

function axesOf(view: () => ChartView): Options['axes'] {
  const axis = {
    stroke: () => token('--text-3'),
    font: `11px ${token('--font')}`,
    grid: { stroke: () => token('--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...axis,
      size: 26,
      gap: 6,
      space: 80,
      grid: { show: false },
      incrs: tickStepsMs.map((length) => length / 1_000),
      values: (_, at) => timeLabels(at),
    },
    {
      ...axis,
      size: gutterPx,
      gap: 8,
      space: 36,
      incrs: valueStepsMs,
      values: (_, values) => (isMeasured(view().data) ? values.map(timeLabel) : []),
    },
  ];
}

export function chartOptions(width: number, view: () => ChartView, handlers: ChartHandlers): Options {
  const pan = createChartPan(() => view().range, handlers.onRange);
  const shown = (): TimeRange => pan.shifted(view().range);
  return {
    width,
    height: chartHeightPx,
    padding: [8, 0, 0, 0],
    legend: { show: false },
    plugins: [pan.plugin],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      points: { size: 7, show: view().data.mode === 'times' },
      bind: {
        mousedown: (_chart, _target, select) => (event) => {
          if (!pan.onMouseDown(event)) select(event);
          return null;
        },
        // Resetting is a button with its own key.
        dblclick: () => null,
      },
    },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [shown().from / 1_000, shown().to / 1_000] },
      y: { range: valueRange },
    },
    ...(view().data.mode === 'phases' ? phasesLook(view) : timesLook(view)),
    axes: axesOf(view) ?? [],
    hooks: {
      drawClear: [(chart) => shade(chart, view().stretches)],
      setCursor: [(chart) => handlers.onPoint(chart.cursor.idx ?? null)],
      setSelect: [
        (chart) => {
          if (chart.select.width < 4) return;
          const from = chart.posToVal(chart.select.left, 'x') * 1_000;
          const to = chart.posToVal(chart.select.left + chart.select.width, 'x') * 1_000;
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          handlers.onRange({ from: Math.round(from), to: Math.round(to) });
        },
      ],
    },
  };
}
