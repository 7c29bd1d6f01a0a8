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
}

const hourAndMinute = { hour: 'numeric', minute: '2-digit' } as const;

export function formatFor(
  locale: string,
  { language, usualLocale }: Pick<Wording, 'language' | 'usualLocale'>,
): Format {
  const region = Intl.DateTimeFormat.supportedLocalesOf([wellFormed(locale) ?? usualLocale])[0] ?? usualLocale;
  const named = new Intl.Locale(region).language === new Intl.Locale(language).language ? region : usualLocale;
  const numbers = new Intl.NumberFormat(region, { maximumFractionDigits: 1 });
  const { hourCycle } = new Intl.DateTimeFormat(region, hourAndMinute).resolvedOptions();
  const clock = new Intl.DateTimeFormat(region, { ...hourAndMinute, ...(is24Hours(hourCycle) && { hour: '2-digit' }) });
  const dayAndMonth = new Intl.DateTimeFormat(named, { day: 'numeric', month: 'short' });
  const fullDay = new Intl.DateTimeFormat(named, { day: 'numeric', month: 'short', year: 'numeric' });
  return {
    number: (value) => numbers.format(value),
    timeOfDay: (atMs) => clock.format(atMs),
    moment(atMs, nowMs) {
      const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
      return isToday ? clock.format(atMs) : `${dayAndMonth.format(atMs)}, ${clock.format(atMs)}`;
    },
    day: (atMs) => fullDay.format(atMs),
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
