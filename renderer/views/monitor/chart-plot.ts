/** Where the response time chart draws its times and values, and the shapes of its lines and areas. Pure. */
import type { TimeRange } from '../../state/range.ts';
import type { Column } from './chart-data.ts';

/** Room for the labels on the left; the band of states below begins where the plot begins. */
export const gutterPx = 56;
export const plotHeightPx = 156;

const placeColours = 6;

/** The number of the colour token of a location's line. */
export function placeColour(index: number): number {
  return (index % placeColours) + 1;
}

const headroom = 1.15;
/** The scale of a chart without a measurement. */
const emptyTopMs = 100;
const labelRoomPx = 36;
/** Whole milliseconds: 1, 2, 5, 10, 20, 50 and so on. */
const valueStepsMs = Array.from(
  { length: 24 },
  (_, index) => ([1, 2, 5][index % 3] ?? 1) * 10 ** Math.floor(index / 3),
);

export interface Plot {
  /** From the left edge of the plot, for a time in the range. */
  readonly x: (atMs: number) => number;
  readonly y: (valueMs: number) => number;
  readonly timeAt: (x: number) => number;
  /** Values with a line across the plot and a label, upwards from zero. */
  readonly valueTicks: readonly number[];
}

/** From zero, with some headroom, so that a flat line looks flat. */
export function plotOf({ from, to }: TimeRange, width: number, columns: readonly Column[]): Plot {
  const highest = columns.reduce((most, column) => column.reduce<number>((max, v) => Math.max(max, v ?? 0), most), 0);
  const top = highest > 0 ? highest * headroom : emptyTopMs;
  const perMs = width / (to - from);
  const step = valueStepsMs.find((length) => (length / top) * plotHeightPx >= labelRoomPx) ?? top;
  return {
    x: (at) => (at - from) * perMs,
    y: (value) => plotHeightPx * (1 - value / top),
    timeAt: (x) => from + x / perMs,
    valueTicks: Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step),
  };
}

const pixel = (value: number): string => value.toFixed(1);

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
