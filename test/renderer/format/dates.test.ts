import { expect, test } from 'vitest';
import { createDateFormat } from '../../../renderer/format/dates.ts';
import { chooseLocales } from '../../../renderer/language.ts';

const american = createDateFormat(chooseLocales(['en-US']));
const german = createDateFormat(chooseLocales(['de-DE']));
const at = (...[year, month, day, hour, minute = 0]: readonly [number, number, number, number, number?]): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
/** Some versions of ICU put a narrow space before AM and PM. */
const plain = (words: string): string => words.replaceAll('\u202f', ' ');

test('the region decides between 12 and 24 hours', () => {
  const afternoon = at(2026, 11, 28, 14, 5);
  const morning = at(2026, 11, 28, 9, 5);
  expect(plain(american.formatTimeOfDay(afternoon))).toBe('2:05 PM');
  expect(german.formatTimeOfDay(afternoon)).toBe('14:05');
  expect(plain(american.formatClock(morning))).toBe('9:05:00 AM');
  expect(german.formatClock(morning)).toBe('09:05:00');
  expect(plain(american.formatWallTime('22:00'))).toBe('10:00 PM');
  expect(german.formatWallTime('7:00')).toBe('07:00');
  expect(german.formatTimeOfDay(at(2026, 11, 28, 0))).toBe('00:00');
});

test('a numeric date is written as in the region', () => {
  const afternoon = at(2026, 11, 28, 14, 5);
  expect(german.formatDateTime(afternoon)).toBe('28.11.2026, 14:05');
  expect(plain(american.formatDateTime(afternoon))).toBe('11/28/2026, 2:05 PM');
});

test('the exact instant names its offset', () => {
  const exact = at(2026, 11, 28, 14, 5) + 32_120;
  expect(german.formatExact(exact)).toMatch(/^28\.11\.2026, 14:05:32,120 GMT([+-]\d+(:\d\d)?)?$/);
});

test("names of months and days are in the window's language", () => {
  const now = at(2026, 11, 28, 14, 5);
  expect(american.formatDay(now, now)).toBe('Nov 28');
  expect(german.formatDay(now, now)).toBe('28 Nov');
  expect(german.formatMonth(now)).toBe('November 2026');
});

test('a time on another day includes its date', () => {
  const now = at(2026, 11, 22, 14, 32);
  expect(german.formatMoment(at(2026, 11, 22, 9, 5), now)).toBe('09:05');
  expect(german.formatMoment(at(2026, 11, 21, 9, 5), now)).toBe('21 Nov, 09:05');
  expect(german.formatMoment(at(2025, 11, 21, 9, 5), now)).toBe('21 Nov 2025, 09:05');
  expect(german.formatMomentWithSeconds(at(2026, 11, 21, 9, 5), now)).toBe('21 Nov, 09:05:00');
});

test.each([
  [['en-US', 'de-DE'], 'en-US', 'en-US'],
  [['de-DE', 'en-US'], 'de-DE', 'en-GB'],
  [['fr'], 'fr', 'en-GB'],
  [['en'], 'en-GB', 'en-GB'],
  [[], 'en-GB', 'en-GB'],
])('a reader of %j has the figures of %s and the dates of %s', (preferred, region, words) => {
  expect(chooseLocales(preferred)).toEqual({ language: 'en', region, words });
});

test('invalid locales are skipped', () => {
  expect(chooseLocales(['', 'en_US@posix', 'de-DE'])).toEqual(chooseLocales(['de-DE']));
  expect(chooseLocales(['C.UTF-8'])).toEqual(chooseLocales([]));
});

test('a day beside those of other years names its year', () => {
  expect(american.formatDate(at(2026, 11, 28, 14))).toBe('Nov 28, 2026');
  expect(german.formatDate(at(2015, 1, 8, 14))).toBe('8 Jan 2015');
});
