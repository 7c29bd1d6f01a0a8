/** Where the chart draws its times and values, and the shapes of its lines and areas. Pure. */
import type { TimeRange } from '../../state/range.ts';
import type { Column } from './chart-data.ts';

/** Room for the labels on the left; the band of states below begins where the plot begins. */
export const gutterPx = 56;
export const plotHeightPx = 156;
/** About that of a history: tabs, a chart, its band, its legend and the line of changes. */
export const historyHeightPx = 333;

const placeColours = 6;

/** The number of the colour token of a location's line. */
export function placeColour(index: number): number {
  return (index % placeColours) + 1;
}

const headroom = 1.15;
/** The scale of a chart without a measurement. */
const emptyTopMs = 100;
const labelRoomPx = 36;
/** 0.001, 0.002, 0.005, 0.01 and so on. */
const valueSteps = Array.from(
  { length: 48 },
  (_, index) => ([1, 2, 5][index % 3] ?? 1) * 10 ** (Math.floor(index / 3) - 3),
);

const minuteMs = 60_000;
/** Longer times have labels of whole minutes and hours. */
const minuteSteps = [1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1_440].map((minutes) => minutes * minuteMs);

export interface Plot {
  /** From the left edge of the plot, for a time in the range. */
  readonly x: (atMs: number) => number;
  readonly y: (value: number) => number;
  readonly timeAt: (x: number) => number;
  /** Values with a line across the plot and a label, upwards. */
  readonly valueTicks: readonly number[];
}

/** Zero is part of it, with some headroom, so that a flat line looks flat. */
export function plotOf({ from, to }: TimeRange, width: number, columns: readonly Column[], isTime = true): Plot {
  const extreme = (choose: (a: number, b: number) => number): number =>
    columns.reduce((most, column) => column.reduce<number>((one, value) => choose(one, value ?? 0), most), 0) *
    headroom;
  const bottom = extreme(Math.min);
  const highest = extreme(Math.max);
  const top = highest > 0 || bottom < 0 ? highest : emptyTopMs;
  const height = top - bottom;
  const perMs = width / (to - from);
  const steps = isTime && height > minuteMs ? minuteSteps : valueSteps;
  const step = steps.find((length) => (length / height) * plotHeightPx >= labelRoomPx) ?? height;
  const first = Math.ceil(bottom / step);
  return {
    x: (at) => (at - from) * perMs,
    y: (value) => plotHeightPx * (1 - (value - bottom) / height),
    timeAt: (x) => from + x / perMs,
    valueTicks: Array.from({ length: Math.floor(top / step) - first + 1 }, (_, index) => (first + index) * step),
  };
}

const pixel = (value: number): string => value.toFixed(1);

/** Points as close as this are drawn as one line. */
const joinedPx = 8;

/** Points on one height, from the left: dots, and the lines between the first and the last of those that are close. */
export function joinedPaths(xs: readonly number[], y: number): { readonly dots: string; readonly lines: string } {
  const parts: (readonly [number, number])[] = [];
  for (const x of xs) {
    const [from, to] = parts.at(-1) ?? [x, -Infinity];
    if (x - to > joinedPx) parts.push([x, x]);
    else parts.splice(-1, 1, [from, x]);
  }
  const dot = (x: number): string => `M${pixel(x)} ${y}h0`;
  return {
    dots: parts.map(([from, to]) => dot(from) + dot(to)).join(''),
    lines: parts.map(([from, to]) => `M${pixel(from)} ${y}H${pixel(to)}`).join(''),
  };
}

/** Places of the rows of a column, with heights as a function of the row. */
type Outline = (row: number) => string;

function outline(xs: readonly number[], column: Column | undefined, y: Plot['y']): Outline {
  return (row) => `${pixel(xs[row] ?? 0)} ${pixel(y(column?.[row] ?? 0))}`;
}

/** The rows that a line connects: null breaks it, undefined does not. */
function partsOf(column: Column): readonly (readonly number[])[] {
  const parts: number[][] = [];
  let part: number[] = [];
  column.forEach((value, row) => {
    if (value === undefined) return;
    if (value === null) part = [];
    else if (part.push(row) === 1) parts.push(part);
  });
  return parts;
}

/** The `d` of a path along a column. */
export function linePath(xs: readonly number[], column: Column, y: Plot['y']): string {
  const at = outline(xs, column, y);
  return partsOf(column)
    .map((part) => `M${part.map(at).join('L')}`)
    .join('');
}

/** The `d` of the area between two columns; without a lower one down to zero. */
export function areaPath(
  xs: readonly number[],
  [upper, lower]: readonly [Column, Column | undefined],
  y: Plot['y'],
): string {
  const above = outline(xs, upper, y);
  const below = outline(xs, lower, y);
  const bounded = upper.map((value, row) => (lower?.[row] === null ? null : value));
  return partsOf(bounded)
    .map((part) => `M${part.map(above).join('L')}L${[...part].reverse().map(below).join('L')}Z`)
    .join('');
}

/** The row whose time is nearest; null: there is none. */
export function nearestRow(at: readonly number[], time: number): number | null {
  if (at.length === 0) return null;
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = at[low - 1];
  return before !== undefined && time - before < (at[low] ?? Infinity) - time ? low - 1 : low;
}

/** On the keyboard a step is seen, also where rows are closer than pixels. */
const leastStepPx = 2;

/**
 * Where a key moves the cross-hair.
 *
 * @param row null: nowhere yet, so that it begins at the newest.
 * @returns undefined: the key does not move it.
 */
export function steppedRow(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  row: number | null,
  rows: number,
  width: number,
): number | undefined {
  const last = rows - 1;
  const step = shiftKey ? 1 : Math.max(1, Math.round((leastStepPx * rows) / Math.max(1, width)));
  const page = Math.max(step, Math.round(rows / 10));
  const from = row ?? last + (key === 'ArrowLeft' ? step : 0);
  const places: Readonly<Partial<Record<string, number>>> = {
    ArrowLeft: from - step,
    ArrowRight: from + step,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: last,
  };
  const place = places[key];
  return place === undefined || rows === 0 ? undefined : Math.min(last, Math.max(0, place));
}

/** Of bars at these places, from the left: they do not touch, unless they are closer than can be drawn. */
export function barWidths(xs: readonly number[]): readonly number[] {
  return xs.map((x, index) => {
    const gap = Math.min(x - (xs[index - 1] ?? -Infinity), (xs[index + 1] ?? Infinity) - x);
    return Math.min(12, Math.max(2, gap * 0.6));
  });
}

/** Wide enough to be seen; long runs are as wide as they took. */
export function barOf(run: { readonly startedAt: number; readonly length: number | null }, plot: Plot, least: number) {
  const left = plot.x(run.startedAt);
  const width = plot.x(run.startedAt + (run.length ?? 0)) - left;
  return width >= least ? { left, width } : { left: left + (width - least) / 2, width: least };
}
