/**
 * A window that recurs every week: while local time in its zone is between `from` and `to`, on one of its days or, after
 * midnight, on the day after. Local time is read for each moment, so that the window is right on days with a clock
 * change. Adjacent windows are merged.
 */
import { weekdays, type Weekday } from '../../contract/model/alert.ts';
import { minutesOf } from '../../contract/wall-time.ts';
import { wallClock } from './wall-clock.ts';

export interface WeeklyWindow {
  /** The days on which it starts; empty: every day. */
  readonly days: readonly Weekday[];
  /** Local time, `22:00`. A `to` that is not later than `from` is on the next day. */
  readonly from: string;
  readonly to: string;
  /** An IANA name; null: this computer's. */
  readonly timezone: string | null;
}

const minuteMs = 60_000;
const dayMinutes = 1440;
const weekDays = 7;
/** One for each day of the week, and one more to reach the end. */
const maxMerged = weekDays + 1;
/** Clock changes are smaller than this. */
const maxClockChangeMinutes = 180;

/** Every day, from a time to the same time. */
export function isEndless({ days, from, to }: WeeklyWindow): boolean {
  return from === to && (days.length === 0 || weekdays.every((day) => days.includes(day)));
}

export function isWithin(window: WeeklyWindow, atMs: number): boolean {
  return minutesLeft(window, atMs) !== null;
}

/** The first moment after `atMs` that is outside, epoch ms; null: `atMs` is outside. */
export function endOf(window: WeeklyWindow, atMs: number): number | null {
  let end = atMs;
  for (let count = 0; count < maxMerged; count += 1) {
    const left = minutesLeft(window, end);
    if (left === null) break;
    end = firstOutside(window, end, startOfMinute(end) + left * minuteMs);
  }
  return end === atMs ? null : end;
}

/** The first start after `atMs`, epoch ms; null: it never starts. */
export function nextStart(window: WeeklyWindow, atMs: number): number | null {
  let at = endOf(window, atMs) ?? atMs;
  if (isWithin(window, at)) return null;
  const latest = at + (weekDays + 1) * dayMinutes * minuteMs;
  while (at <= latest) {
    const wait = minutesToStart(window, at);
    if (wait === null) return null;
    // The clock may change in between, so the last hours are searched minute by minute.
    at = startOfMinute(at) + Math.max(1, wait - maxClockChangeMinutes) * minuteMs;
    if (isWithin(window, at)) return at;
  }
  return null;
}

/** If the clock was put forward in between, the window ended before `untilMs`. */
function firstOutside(window: WeeklyWindow, fromMs: number, untilMs: number): number {
  if (isWithin(window, untilMs)) return untilMs;
  let [low, high] = [Math.floor(fromMs / minuteMs), untilMs / minuteMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isWithin(window, middle * minuteMs)) low = middle;
    else high = middle;
  }
  return high * minuteMs;
}

/** Minutes of local time until the window ends; null: `atMs` is outside. */
function minutesLeft(window: WeeklyWindow, atMs: number): number | null {
  const [start, end] = [minutesOf(window.from), minutesOf(window.to)];
  if (start === null || end === null) return null;
  const { day, minutes } = wallClock(atMs, window.timezone);
  if (start < end) return isOn(window, day) && minutes >= start && minutes < end ? end - minutes : null;
  if (isOn(window, day) && minutes >= start) return dayMinutes - minutes + end;
  return isOn(window, day - 1) && minutes < end ? end - minutes : null;
}

/** Minutes of local time until the next start; null: there is none. */
function minutesToStart(window: WeeklyWindow, atMs: number): number | null {
  const start = minutesOf(window.from);
  if (start === null) return null;
  const { day, minutes } = wallClock(atMs, window.timezone);
  for (let ahead = 0; ahead <= weekDays; ahead += 1) {
    const wait = ahead * dayMinutes + start - minutes;
    if (wait > 0 && isOn(window, day + ahead)) return wait;
  }
  return null;
}

function isOn({ days }: WeeklyWindow, day: number): boolean {
  const name = weekdays[(day + weekDays) % weekDays];
  return days.length === 0 || (name !== undefined && days.includes(name));
}

function startOfMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs;
}
