/** Dates and times in the reader's own calendar and clock. Pure: the current time is an argument. */
import { clockOf } from '../../electron/contract/locale.ts';
import type { Locales } from '../language.ts';
import { isSameDay } from './days.ts';
import { once } from '../../electron/contract/once.ts';

interface DateFormat {
  /** `21 Nov`; with the year if it is not the current one. */
  readonly formatDay: (at: number, now: number) => string;
  /** `21 Nov 2026`, for a day that stands beside those of other years. */
  readonly formatDate: (at: number) => string;
  /** `November 2026`. */
  readonly formatMonth: (at: number) => string;
  /** `14:32`. */
  readonly formatTimeOfDay: (at: number) => string;
  /** `14:32:05`, whatever the day. */
  readonly formatClock: (at: number) => string;
  /** A stored `22:00` of any day: `10:00 PM` on a 12-hour clock. */
  readonly formatWallTime: (time: string) => string;
  /** `14:32` today, else `21 Nov, 14:32`. */
  readonly formatMoment: (at: number, now: number) => string;
  /** `14:32:05` today, else `21 Nov, 14:32:05`. */
  readonly formatMomentWithSeconds: (at: number, now: number) => string;
  /** Numeric: `28.11.2026, 14:05`. */
  readonly formatDateTime: (at: number) => string;
  /** `Mon, 30 Nov, 03:00` in a time zone. */
  readonly formatZoned: (at: number, timeZone: string) => string;
  /** The exact instant with its offset, for tooltips: `28.11.2026, 14:05:32,120 GMT+1`. */
  readonly formatExact: (at: number) => string;
}

type Options = Intl.DateTimeFormatOptions;

export function createDateFormat({ region, words }: Omit<Locales, 'language'>): DateFormat {
  const clock = once(() => clockOf(region));
  const format = (locale: string, options: () => Options): ((at: number) => string) => {
    const made = once(() => new Intl.DateTimeFormat(locale, options()));
    return (at) => made().format(at);
  };
  const seconds: Options = { second: '2-digit' };
  const day: Options = { day: 'numeric', month: 'short' };
  const year: Options = { year: 'numeric' };
  const digits: Options = { day: '2-digit', month: '2-digit', year: 'numeric' };

  const formatTimeOfDay = format(words, clock);
  const formatClock = format(words, () => ({ ...clock(), ...seconds }));
  const dayOfYear = format(words, () => day);
  const dayWithYear = format(words, () => ({ ...day, ...year }));
  const isThisYear = (at: number, now: number): boolean => new Date(at).getFullYear() === new Date(now).getFullYear();
  const formatDay = (at: number, now: number): string => (isThisYear(at, now) ? dayOfYear : dayWithYear)(at);

  return {
    formatDay,
    formatDate: dayWithYear,
    formatMonth: format(words, () => ({ month: 'long', ...year })),
    formatTimeOfDay,
    formatClock,
    formatWallTime(time) {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      return formatTimeOfDay(new Date(2000, 0, 1, hour, minute).getTime());
    },
    formatMoment: (at, now) =>
      isSameDay(at, now) ? formatTimeOfDay(at) : `${formatDay(at, now)}, ${formatTimeOfDay(at)}`,
    formatMomentWithSeconds: (at, now) =>
      isSameDay(at, now) ? formatClock(at) : `${formatDay(at, now)}, ${formatClock(at)}`,
    formatDateTime: format(region, () => ({ ...digits, ...clock() })),
    formatZoned: (at, timeZone) => {
      return format(words, () => ({ weekday: 'short', ...day, ...clock(), timeZone }))(at);
    },
    formatExact: format(region, () => ({
      ...digits,
      ...clock(),
      ...seconds,
      fractionalSecondDigits: 3,
      timeZoneName: 'shortOffset',
    })),
  };
}
