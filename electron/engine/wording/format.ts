/**
 * Moments and numbers as the reader's region writes them, 12 or 24 hours included. A date that holds the name of a month
 * is written in the language of the words around it.
 */
import { clockOf, isLocale, regionOf } from '../../contract/locale.ts';
import { once } from '../once.ts';
import type { Wording } from './wording.ts';

export interface Format {
  readonly number: (value: number) => string;
  /** `14:32`, `2:32 PM` */
  readonly timeOfDay: (atMs: number) => string;
  /** `14:32` today, else `21 Nov, 14:32`; with the year if it is not the current one. */
  readonly moment: (atMs: number, nowMs: number) => string;
  /** `21 Nov 2026` */
  readonly day: (atMs: number) => string;
  /** `21 Nov 2026, 14:32:05 CET`, in this computer's time zone where none is given. */
  readonly instant: (atMs: number, timeZone?: string) => string;
}

const yearMonthDay = { day: 'numeric', month: 'short', year: 'numeric' } as const;

type Language = Pick<Wording, 'language' | 'usualLocale'>;

/** Loading a region's rules takes tens of milliseconds, which a start need not wait for: it happens on first use. */
export function formatFor(locale: string, language: Language): Format {
  const formats = once(() => formatsOf(locale, language));
  const timeOfDay = (atMs: number): string => formats().clock.format(atMs);
  return {
    number: (value) => formats().numbers.format(value),
    timeOfDay,
    moment(atMs, nowMs) {
      const [at, now] = [new Date(atMs), new Date(nowMs)];
      if (at.toDateString() === now.toDateString()) return timeOfDay(atMs);
      const { dayAndMonth, fullDay } = formats();
      const day = at.getFullYear() === now.getFullYear() ? dayAndMonth : fullDay;
      return `${day.format(atMs)}, ${timeOfDay(atMs)}`;
    },
    day: (atMs) => formats().fullDay.format(atMs),
    instant(atMs, timeZone) {
      const { named, time } = formats();
      const zone = timeZone === undefined ? {} : { timeZone };
      const date = new Intl.DateTimeFormat(named, { ...yearMonthDay, ...zone });
      const exact = new Intl.DateTimeFormat(named, { ...time, second: '2-digit', timeZoneName: 'short', ...zone });
      return `${date.format(atMs)}, ${exact.format(atMs)}`;
    },
  };
}

interface Formats {
  /** The locale of dates that hold the name of a month. */
  readonly named: string;
  readonly time: Intl.DateTimeFormatOptions;
  readonly numbers: Intl.NumberFormat;
  readonly clock: Intl.DateTimeFormat;
  readonly dayAndMonth: Intl.DateTimeFormat;
  readonly fullDay: Intl.DateTimeFormat;
}

function formatsOf(locale: string, { language, usualLocale }: Language): Formats {
  const wanted = isLocale(locale) ? locale : usualLocale;
  const asked = regionOf(wanted, { language: new Intl.Locale(language).language, usualLocale });
  const isSupported = Intl.DateTimeFormat.supportedLocalesOf([asked.region]).length > 0;
  const { region, words: named } = isSupported ? asked : { region: usualLocale, words: usualLocale };
  const time = clockOf(region);
  return {
    named,
    time,
    numbers: new Intl.NumberFormat(region, { maximumFractionDigits: 1 }),
    clock: new Intl.DateTimeFormat(named, time),
    dayAndMonth: new Intl.DateTimeFormat(named, { day: 'numeric', month: 'short' }),
    fullDay: new Intl.DateTimeFormat(named, yearMonthDay),
  };
}
