/** The uptime of the last 90 days as a bar of the reader's days, or of a few together: one path for each level. Pure. */
import { mostUptimeDays, type MonitorUptime } from '../../electron/contract/model/history.ts';
import { startOfDay } from '../format/days.ts';
import { onceFor } from '../format/once.ts';

export type DayRatio = MonitorUptime['days'][number];

type DayLevel = 'full' | 'short' | 'poor' | 'none';

export const dayBarHeight = 14;
/** Height distinguishes the levels without colour, as in the strip of checks. */
const heights: Readonly<Record<DayLevel, number>> = { full: 7, short: 11, poor: 13, none: 2 };
/** A day with less is poor. */
const fairRatio = 0.99;

/** Oldest first, today last. */
export function lastDays(now: number): number[] {
  const today = new Date(startOfDay(now));
  return Array.from({ length: mostUptimeDays }, (_, index) =>
    new Date(today).setDate(today.getDate() - (mostUptimeDays - 1 - index)),
  );
}

export function levelOf(ratio: DayRatio): DayLevel {
  if (ratio === null) return 'none';
  return ratio >= 1 ? 'full' : ratio >= fairRatio ? 'short' : 'poor';
}

/** Narrower cells blur, in pixels. */
const leastCell = 3;

/** How many days a cell of the bar stands for, so that a single bad day is seen. @param width of the bar, in pixels. */
export function daysPerCell(width: number): number {
  return [1, 2].find((count) => (width * count) / mostUptimeDays >= leastCell) ?? 3;
}

interface DayCell {
  readonly from: number;
  /** After its last day. */
  readonly to: number;
}

/** Today, which a heading names, has one of its own; the oldest one may stand for fewer days than the others. */
export function dayCells(count: number, perCell: number): readonly DayCell[] {
  const cells: DayCell[] = [{ from: count - 1, to: count }];
  for (let to = count - 1; to > 0; to -= perCell) cells.unshift({ from: Math.max(0, to - perCell), to });
  return cells;
}

type Paths = Readonly<Record<DayLevel, string>>;

const drawn = onceFor(() => new Map<number, Paths>());

/** Each cell is one unit wide, and is as bad as the worst of its days. */
export function dayPaths(days: readonly DayRatio[], perCell: number): Paths {
  const known = drawn(days).get(perCell);
  if (known !== undefined) return known;
  const paths: Record<DayLevel, string> = { full: '', short: '', poor: '', none: '' };
  for (const [cell, { from, to }] of dayCells(days.length, perCell).entries()) {
    const level = levelOf(worstOf(days.slice(from, to)));
    const height = heights[level];
    paths[level] += `M${String(cell)} ${String((dayBarHeight - height) / 2)}h.6v${String(height)}h-.6z`;
  }
  drawn(days).set(perCell, paths);
  return paths;
}

function worstOf(days: readonly DayRatio[]): DayRatio {
  return days.reduce((worst, ratio) => (ratio !== null && (worst === null || ratio < worst) ? ratio : worst), null);
}

interface DaysInBrief {
  /** The mean of the days of which something is known; null: there is none. */
  readonly mean: number | null;
  readonly known: number;
  readonly withDowntime: number;
}

export const inBrief = onceFor((days: readonly DayRatio[]): DaysInBrief => {
  const known = days.filter((ratio) => ratio !== null);
  const sum = known.reduce((total, ratio) => total + ratio, 0);
  return {
    mean: known.length === 0 ? null : sum / known.length,
    known: known.length,
    withDowntime: known.filter((ratio) => ratio < 1).length,
  };
});
