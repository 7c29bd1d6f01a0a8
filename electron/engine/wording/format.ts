/**
 * Moments and numbers as the reader's region writes them, 12 or 24 hours included. A date that holds the name of a month
 * is written in the language of the words around it.
 */
import { once } from '../once.ts';
import type { Wording } from './wording.ts';

export interface Format {
  readonly number: (value: number) => string;
  /** `14:32`, `2:32 PM` */
  readonly timeOfDay: (atMs: number) => string;
  /** `14:32` today, `21 Nov, 14:32` on any other day. */
  readonly moment: (atMs: number, nowMs: number) => string;
  /** `21 Nov 2026` */
  readonly day: (atMs: number) => string;
  /** `21 Nov 2026, 14:32:05 CET`, in this computer's time zone where none is given. */
  readonly instant: (atMs: number, timeZone?: string) => string;
}

const yearMonthDay = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const hourAndMinute = { hour: 'numeric', minute: '2-digit' } as const;

type Language = Pick<Wording, 'language' | 'usualLocale'>;

/** Loading a region's rules takes tens of milliseconds, which a start need not wait for: it happens on first use. */
export function formatFor(locale: string, language: Language): Format {
  const formats = once(() => formatsOf(locale, language));
  const timeOfDay = (atMs: number): string => formats().clock.format(atMs);
  return {
    number: (value) => formats().numbers.format(value),
    timeOfDay,
    moment(atMs, nowMs) {
      const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
      return isToday ? timeOfDay(atMs) : `${formats().dayAndMonth.format(atMs)}, ${timeOfDay(atMs)}`;
    },
    day: (atMs) => formats().fullDay.format(atMs),
    instant(atMs, timeZone) {
      const { named, region, time } = formats();
      const zone = timeZone === undefined ? {} : { timeZone };
      const date = new Intl.DateTimeFormat(named, { ...yearMonthDay, ...zone });
      const exact = new Intl.DateTimeFormat(region, { ...time, second: '2-digit', timeZoneName: 'short', ...zone });
      return `${date.format(atMs)}, ${exact.format(atMs)}`;
    },
  };
}

interface Formats {
  /** The locale of dates that hold the name of a month. */
  readonly named: string;
  readonly region: string;
  readonly time: Intl.DateTimeFormatOptions;
  readonly numbers: Intl.NumberFormat;
  readonly clock: Intl.DateTimeFormat;
  readonly dayAndMonth: Intl.DateTimeFormat;
  readonly fullDay: Intl.DateTimeFormat;
}

function formatsOf(locale: string, { language, usualLocale }: Language): Formats {
  const isOwn = (tag: string): boolean => new Intl.Locale(tag).language === new Intl.Locale(language).language;
  const wanted = wellFormed(locale) ?? usualLocale;
  const asked = isOwn(wanted) && new Intl.Locale(wanted).region === undefined ? usualLocale : wanted;
  const region = Intl.DateTimeFormat.supportedLocalesOf([asked])[0] ?? usualLocale;
  const named = isOwn(region) ? region : usualLocale;
  const { hourCycle } = new Intl.DateTimeFormat(region, hourAndMinute).resolvedOptions();
  const time = is24Hours(hourCycle) ? ({ ...hourAndMinute, hour: '2-digit' } as const) : hourAndMinute;
  return {
    named,
    region,
    time,
    numbers: new Intl.NumberFormat(region, { maximumFractionDigits: 1 }),
    clock: new Intl.DateTimeFormat(region, time),
    dayAndMonth: new Intl.DateTimeFormat(named, { day: 'numeric', month: 'short' }),
    fullDay: new Intl.DateTimeFormat(named, yearMonthDay),
  };
}

function is24Hours(cycle: string | undefined): boolean {
  return cycle === 'h23' || cycle === 'h24';
}

function wellFormed(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null; // no language tag at all
  }
}
