/**
 * When it is quiet: whenever the clock on the wall of the rule's time zone is between `from` and `to`, on a day of the
 * rule or, after midnight, on the day behind one. It is read off that clock for each moment, so that it holds as well on
 * days on which the clock is changed; and the end is the first moment after it at which it is not quiet any more.
 */
import type { QuietHours, Weekday } from '../../contract/model/alert.ts';
import { weekdays } from '../../contract/model/alert.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;
const hoursPattern = /^([01]\d|2[0-3]):([0-5]\d)$/u;
/** A window on each day of a week, and one more to come to the end. */
const windowsMost = 8;

/** Of a day; null: this is no time. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = hoursPattern.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

export function isTimezone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false; // what Intl throws for every name that it does not know
  }
}

/** Every day from the one time to the same again. */
export function isEndless({ days, from, to }: QuietHours): boolean {
  return from === to && (days.length === 0 || weekdays.every((day) => days.includes(day)));
}

/** Epoch ms of the end; null: it is not quiet at `atMs`. */
export function quietUntil(quiet: QuietHours, atMs: number): number | null {
  let end = atMs;
  for (let count = 0; count < windowsMost; count += 1) {
    const left = minutesLeft(quiet, end);
    if (left === null) break;
    end = firstLoud(quiet, end, Math.floor(end / minuteMs) * minuteMs + left * minuteMs);
  }
  return end === atMs ? null : end;
}

/** The clock may have been put forward in between, so that it has been over for a while at `untilMs`. */
function firstLoud(quiet: QuietHours, fromMs: number, untilMs: number): number {
  if (minutesLeft(quiet, untilMs) !== null) return untilMs;
  let [low, high] = [Math.floor(fromMs / minuteMs), untilMs / minuteMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (minutesLeft(quiet, middle * minuteMs) === null) high = middle;
    else low = middle;
  }
  return high * minuteMs;
}

/** To the end of the window, as the clock on the wall shows it; null: it is not quiet. */
function minutesLeft({ days, from, to, timezone }: QuietHours, atMs: number): number | null {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start === null || end === null) return null;
  const { day, minutes } = wallClock(atMs, timezone);
  const isOn = (index: number): boolean => days.length === 0 || days.some((name) => weekdays.indexOf(name) === index);
  if (start < end) return isOn(day) && minutes >= start && minutes < end ? end - minutes : null;
  if (isOn(day) && minutes >= start) return dayMinutes - minutes + end;
  return isOn((day + 6) % 7) && minutes < end ? end - minutes : null;
}

interface WallClock {
  /** As in `weekdays`. */
  readonly day: number;
  readonly minutes: number;
}

function wallClock(atMs: number, timezone: string | null): WallClock {
  if (timezone === null) {
    const local = new Date(atMs);
    return { day: local.getDay(), minutes: local.getHours() * 60 + local.getMinutes() };
  }
  const parts = new Map(
    formatterOf(timezone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const name = (parts.get('weekday') ?? '').toLowerCase();
  return {
    day: weekdays.indexOf(name as Weekday),
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a thousand times as long as using it. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}
