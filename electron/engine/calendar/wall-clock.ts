/** Weekday, time of day and distance from UTC in a time zone. */
import { weekdays, type Weekday } from '../../contract/model/alert.ts';

interface WallClock {
  /** As in `weekdays`. */
  readonly day: number;
  /** Since midnight, local time. */
  readonly minutes: number;
}

const minuteMs = 60_000;

export function isTimezone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false; // Intl throws for unknown names
  }
}

/** @param timezone an IANA name; null: this computer's. */
export function wallClock(atMs: number, timezone: string | null): WallClock {
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

/** How far local time is ahead of UTC, milliseconds. @param timezone as for `wallClock`. */
export function offsetAt(atMs: number, timezone: string | null): number {
  if (timezone === null) return -new Date(atMs).getTimezoneOffset() * minuteMs;
  const { day, minutes } = wallClock(atMs, timezone);
  const utc = new Date(atMs);
  const utcMinutes = utc.getUTCHours() * 60 + utc.getUTCMinutes();
  // -1, 0 or 1, also from one week into the next.
  const days = ((day - utc.getUTCDay() + 10) % 7) - 3;
  return (days * 1_440 + minutes - utcMinutes) * minuteMs;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Creating a formatter takes a thousand times as long as using it. */
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
