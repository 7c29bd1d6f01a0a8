/** Round local times along a time axis: full hours, or midnights if they are a day or more apart. Pure. */
import { formatDay, formatTimeOfDay } from '../format.ts';
import { startOfDay } from '../format/days.ts';
import type { TimeRange } from './range.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances between labels that are easy to read. */
const tickStepsMs = [
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
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

/** What a label takes, with the space beside it. */
const timePx = 80;
const dayPx = 56;

/** As many as have room for their labels, but two at least, oldest first, in the range. */
export function timeTicks({ from, to }: TimeRange, widthPx: number): readonly number[] {
  const most = (step: number): number => Math.max(2, widthPx / (step < day ? timePx : dayPx));
  const step = tickStepsMs.find((length) => (to - from) / length <= most(length)) ?? 28 * day;
  const ticks: number[] = [];
  for (let at = startOfDay(from); at <= to; at = next(at, step)) if (at >= from) ticks.push(at);
  return ticks;
}

/** A day later by the calendar: some have 23 or 25 hours. */
function next(at: number, step: number): number {
  if (step < day) return at + step;
  return new Date(at).setDate(new Date(at).getDate() + step / day);
}

/** A midnight is its day. */
export function tickLabel(at: number, now: number): string {
  return startOfDay(at) === at ? formatDay(at, now) : formatTimeOfDay(at);
}
