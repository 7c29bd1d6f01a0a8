/**
 * Moments and numbers as the reader's region writes them, 12 or 24 hours included. A date that holds the name of a month
 * is written in the language of the words around it.
 */
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

export function formatFor(
  locale: string,
  { language, usualLocale }: Pick<Wording, 'language' | 'usualLocale'>,
): Format {
  const isOwn = (tag: string): boolean => new Intl.Locale(tag).language === new Intl.Locale(language).language;
  const wanted = wellFormed(locale) ?? usualLocale;
  const asked = isOwn(wanted) && new Intl.Locale(wanted).region === undefined ? usualLocale : wanted;
  const region = Intl.DateTimeFormat.supportedLocalesOf([asked])[0] ?? usualLocale;
  const named = isOwn(region) ? region : usualLocale;
  const numbers = new Intl.NumberFormat(region, { maximumFractionDigits: 1 });
  const { hourCycle } = new Intl.DateTimeFormat(region, hourAndMinute).resolvedOptions();
  const time = is24Hours(hourCycle) ? ({ ...hourAndMinute, hour: '2-digit' } as const) : hourAndMinute;
  const clock = new Intl.DateTimeFormat(region, time);
  const dayAndMonth = new Intl.DateTimeFormat(named, { day: 'numeric', month: 'short' });
  const fullDay = new Intl.DateTimeFormat(named, yearMonthDay);
  return {
    number: (value) => numbers.format(value),
    timeOfDay: (atMs) => clock.format(atMs),
    moment(atMs, nowMs) {
      const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
      return isToday ? clock.format(atMs) : `${dayAndMonth.format(atMs)}, ${clock.format(atMs)}`;
    },
    day: (atMs) => fullDay.format(atMs),
    instant(atMs, timeZone) {
      const zone = timeZone === undefined ? {} : { timeZone };
      const date = new Intl.DateTimeFormat(named, { ...yearMonthDay, ...zone });
      const exact = new Intl.DateTimeFormat(region, { ...time, second: '2-digit', timeZoneName: 'short', ...zone });
      return `${date.format(atMs)}, ${exact.format(atMs)}`;
    },
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
