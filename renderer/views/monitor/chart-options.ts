/** How the response-time chart is drawn: a quiet line with its p95 band, outages shaded, unknown time hatched. */
import type { AlignedData, Options } from 'uplot';
import type uPlot from 'uplot';
import { formatDay, formatResponseTime, formatTimeOfDay, startOfDay } from '../../format.ts';
import type { TimeRange } from '../../state/range.ts';
import { withGaps, type Stretch } from '../../state/spans.ts';
import type { Series } from '../../../electron/contract/model.ts';

/** Room for the labels on the left; the band of states below begins where the plot begins. */
export const gutterPx = 56;
export const chartHeightPx = 190;

export interface ChartView {
  readonly series: Series;
  readonly stretches: readonly Stretch[];
  readonly range: TimeRange;
}

export interface ChartHandlers {
  readonly onZoom: (range: TimeRange) => void;
  readonly onReset: () => void;
  /** The point under the pointer; null: none. */
  readonly onPoint: (index: number | null) => void;
}

export function chartData({ series }: ChartView): AlignedData {
  const { at, p50, p95 } = withGaps(series);
  const seconds = at.map((time) => time / 1_000);
  return series.resolution === 'raw' ? [seconds, [...p50]] : [seconds, [...p50], [...p95]];
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Behind the line: red where it was down, hatched where nobody knows. */
function shade(chart: uPlot, stretches: readonly Stretch[]): void {
  const { ctx, bbox } = chart;
  const ratio = window.devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { state, from, to } of stretches) {
    const left = chart.valToPos(from / 1_000, 'x', true);
    const width = Math.max(2 * ratio, chart.valToPos(to / 1_000, 'x', true) - left);
    if (state === 'down') {
      ctx.fillStyle = token('--chart-down');
      ctx.fillRect(left, bbox.top, width, bbox.height);
    } else if (state === 'unknown') hatch(chart, left, width);
  }
  ctx.restore();
}

function hatch({ ctx, bbox }: uPlot, left: number, width: number): void {
  const step = 6 * window.devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = token('--chart-unknown');
  ctx.lineWidth = window.devicePixelRatio;
  ctx.beginPath();
  for (let x = left - bbox.height; x < left + width; x += step) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}

const fewPoints = 60;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** Seconds between labels. */
const timeSteps = [
  minute,
  5 * minute,
  15 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
];

/** The time of day where labels are closer than a day, and the date at midnight. */
function timeLabels(at: readonly number[]): string[] {
  return at.map((seconds) => {
    const time = seconds * 1_000;
    return startOfDay(time) === time ? formatDay(time, time) : formatTimeOfDay(time);
  });
}

/** From zero, with some air above, so that a flat line stays flat and calm. */
function valueRange(_: uPlot, _min: number, max: number): [number, number] {
  return [0, Number.isFinite(max) && max > 0 ? max * 1.15 : 100];
}

export function chartOptions(width: number, view: () => ChartView, handlers: ChartHandlers): Options {
  const hasBand = view().series.resolution !== 'raw';
  // A line needs neighbours; a few points are drawn as points.
  const points = { show: () => view().series.at.length < fewPoints, size: 4, fill: () => token('--chart-line') };
  const line = { stroke: () => token('--chart-line'), width: 1.5, points };
  const band = { width: 0, points: { show: false } };
  const axis = {
    stroke: () => token('--text-3'),
    font: `11px ${token('--font')}`,
    grid: { stroke: () => token('--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: chartHeightPx,
    padding: [8, 0, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [view().range.from / 1_000, view().range.to / 1_000] },
      y: { range: valueRange },
    },
    series: [{}, line, ...(hasBand ? [band] : [])],
    ...(hasBand ? { bands: [{ series: [2, 1], fill: () => token('--chart-band') }] } : {}),
    axes: [
      {
        ...axis,
        size: 26,
        gap: 6,
        space: 80,
        grid: { show: false },
        incrs: timeSteps,
        values: (_, at) => timeLabels(at),
      },
      {
        ...axis,
        size: gutterPx,
        gap: 8,
        space: 36,
        values: (_, values) => values.map((value) => (value === 0 ? '0' : formatResponseTime(value))),
      },
    ],
    hooks: {
      drawClear: [(chart) => shade(chart, view().stretches)],
      setCursor: [(chart) => handlers.onPoint(chart.cursor.idx ?? null)],
      setSelect: [
        (chart) => {
          if (chart.select.width < 4) return;
          const from = chart.posToVal(chart.select.left, 'x') * 1_000;
          const to = chart.posToVal(chart.select.left + chart.select.width, 'x') * 1_000;
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          handlers.onZoom({ from: Math.round(from), to: Math.round(to) });
        },
      ],
    },
  };
}
