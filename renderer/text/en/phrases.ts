/** Parts of sentences: counts, lists, and times relative to now. */
import { formatCount, formatLength, formatMoment, formatShortLength, formatTimeOfDay } from '../../format.ts';
import { isDayBefore } from '../../format/days.ts';
import { once } from '../../../electron/contract/once.ts';
import { locales } from '../../language.ts';

const pluralRules = once(() => new Intl.PluralRules('en'));

/** `1 monitor`, `1,234 monitors`. */
export function plural(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${pluralRules().select(count) === 'one' ? one : other}`;
}

const periods: Readonly<Record<number, string>> = {
  1_000: 'second',
  60_000: 'minute',
  3_600_000: 'hour',
  86_400_000: 'day',
};

/** `every day`, `every 5 min`. */
export const recurring = (ms: number): string => `every ${periods[ms] ?? formatLength(ms)}`;

/** `23 days`, `5 h`. */
export function shortLength(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return days === 0 ? formatShortLength(ms) : plural(days, 'day', 'days');
}

export const countMonitors = (count: number): string => plural(count, 'monitor', 'monitors');
export const countIncidents = (count: number): string => plural(count, 'incident', 'incidents');

const lists = {
  and: once(() => new Intl.ListFormat(locales.words, { type: 'conjunction' })),
  or: once(() => new Intl.ListFormat(locales.words, { type: 'disjunction' })),
} as const;

/** `a`, `a and b`, `a, b, and c`. */
export function listed(items: readonly string[], word: keyof typeof lists = 'and'): string {
  return lists[word]().format(items);
}

/** `a, b, and 3 more`, of so many in all. */
export function listedSome(items: readonly string[], count: number): string {
  const more = count - items.length;
  return listed(more > 0 ? [...items, `${formatCount(more)} more`] : items);
}

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `just now`, `12 s ago`, `3 h ago`, `in 4 min`. */
export function relative(at: number, now: number): string {
  const distance = now - at;
  if (Math.abs(distance) < 2_000) return 'just now';
  return distance > 0 ? `${formatShortLength(distance)} ago` : `in ${formatShortLength(-distance)}`;
}

/** A future time: `14:32` today, `tomorrow at 09:00`, `24 Nov, 09:00` later. */
export function coming(at: number, now: number): string {
  return isDayBefore(now, at) ? `tomorrow at ${formatTimeOfDay(at)}` : formatMoment(at, now);
}
