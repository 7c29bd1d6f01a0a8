/**
 * Moments, lengths and numbers as the reader's region writes them, 12 or 24 hours included: one function per kind of
 * value, and of numbers the window's own. A date that holds the name of a month is written in the language of the words
 * around it.
 */
import { clockOf, isLocale, regionOf, type LanguageLocale } from '../../contract/locale.ts';
import { createNumberFormat, type NumberFormat } from '../../contract/numbers.ts';
import { once } from '../../contract/once.ts';

export interface Format {
  /** BCP 47: whose numbers and dates these are. */
  readonly locale: string;
  /** Up to three decimals: `1,234`, `99.97`. */
  readonly number: (value: number) => string;
  /** What has passed, in the two largest units: `4 min 12 s`, `3 d 4 h`; below a second `0 s`. */
  readonly length: (ms: number) => string;
  /** What is set, of which nothing may be left out: `30 s`, `1.5 s`, `500 ms`. */
  readonly duration: (ms: number) => string;
  /** What was measured: `1.8 ms`, `829 ms`, `1.32 s`. */
  readonly responseTime: (ms: number) => string;
  /** `99.97%`, never rounded up. */
  readonly percent: (ratio: number) => string;
  /** `14:32`, `2:32 PM` */
  readonly timeOfDay: (atMs: number) => string;
  /** A time of any day: `03:00`, `3:00 AM` */
  readonly wallTime: (hour: number, minute: number) => string;
  /** `14:32` today, else `21 Nov, 14:32`; with the year if it is not the current one. */
  readonly moment: (atMs: number, nowMs: number) => string;
  /** `21 Nov 2026` */
  readonly day: (atMs: number) => string;
  /** `21 Nov 2026, 14:32 CET` */
  readonly minute: (atMs: number) => string;
  /** `21 Nov 2026, 14:32:05 CET`, in this computer's time zone where none is given. */
  readonly instant: (atMs: number, timeZone?: string) => string;
}

const yearMonthDay = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** Loading a region's rules takes tens of milliseconds, which a start need not wait for: it happens on first use. */
export function formatFor(locale: string, language: LanguageLocale): Format {
  const wanted = isLocale(locale) ? locale : language.usualLocale;
  const formats = once(() => formatsOf(wanted, language));
  const number = (value: number): string => formats().numbers.format(value);
  const length = (ms: number): string => formats().measures.formatLength(ms);
  const timeOfDay = (atMs: number): string => formats().clock.format(atMs);
  return {
    locale: wanted,
    number,
    length,
    duration(ms) {
      if (ms > 0 && ms < 1_000) return `${number(ms)} ms`;
      return ms < 60_000 ? `${number(ms / 1_000)} s` : length(ms);
    },
    responseTime: (ms) => formats().measures.formatResponseTime(ms),
    percent: (ratio) => formats().measures.formatPercent(ratio),
    timeOfDay,
    wallTime: (hour, minute) => timeOfDay(new Date(2_000, 0, 1, hour, minute).getTime()),
    moment(atMs, nowMs) {
      const [at, now] = [new Date(atMs), new Date(nowMs)];
      if (at.toDateString() === now.toDateString()) return timeOfDay(atMs);
      const { dayAndMonth, fullDay } = formats();
      const day = at.getFullYear() === now.getFullYear() ? dayAndMonth : fullDay;
      return `${day.format(atMs)}, ${timeOfDay(atMs)}`;
    },
    day: (atMs) => formats().fullDay.format(atMs),
    minute: (atMs) => zoned(atMs, formats(), {}),
    instant: (atMs, timeZone) =>
      zoned(atMs, formats(), { second: '2-digit', ...(timeZone === undefined ? {} : { timeZone }) }),
  };
}

/** Apart, so that no language puts a word of its own between date and time. */
function zoned(atMs: number, { named, time }: Formats, options: Intl.DateTimeFormatOptions): string {
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const date = new Intl.DateTimeFormat(named, { ...yearMonthDay, ...zone });
  const exact = new Intl.DateTimeFormat(named, { ...time, timeZoneName: 'short', ...options });
  return `${date.format(atMs)}, ${exact.format(atMs)}`;
}

interface Formats {
  /** The locale of dates that hold the name of a month. */
  readonly named: string;
  readonly time: Intl.DateTimeFormatOptions;
  readonly numbers: Intl.NumberFormat;
  readonly measures: NumberFormat;
  readonly clock: Intl.DateTimeFormat;
  readonly dayAndMonth: Intl.DateTimeFormat;
  readonly fullDay: Intl.DateTimeFormat;
}

function formatsOf(wanted: string, { language, usualLocale }: LanguageLocale): Formats {
  const asked = regionOf(wanted, { language: new Intl.Locale(language).language, usualLocale });
  const isSupported = Intl.DateTimeFormat.supportedLocalesOf([asked.region]).length > 0;
  const { region, words: named } = isSupported ? asked : { region: usualLocale, words: usualLocale };
  const time = clockOf(region);
  return {
    named,
    time,
    numbers: new Intl.NumberFormat(region, { maximumFractionDigits: 3 }),
    measures: createNumberFormat(region),
    clock: new Intl.DateTimeFormat(named, time),
    dayAndMonth: new Intl.DateTimeFormat(named, { day: 'numeric', month: 'short' }),
    fullDay: new Intl.DateTimeFormat(named, yearMonthDay),
  };
}
