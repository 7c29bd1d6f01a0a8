/** The uptime of the last 90 days as a bar of the reader's days: one path for each level. Pure. */
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

/** Each day is one unit wide. */
export const dayPaths = onceFor((days: readonly DayRatio[]): Readonly<Record<DayLevel, string>> => {
  const paths: Record<DayLevel, string> = { full: '', short: '', poor: '', none: '' };
  days.forEach((ratio, day) => {
    const level = levelOf(ratio);
    const height = heights[level];
    paths[level] += `M${String(day)} ${String((dayBarHeight - height) / 2)}h.6v${String(height)}h-.6z`;
  });
  return paths;
});

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
