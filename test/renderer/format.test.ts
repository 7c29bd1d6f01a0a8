import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import {
  dateLocale,
  formatBytes,
  formatComing,
  formatDayHeading,
  formatExact,
  formatLength,
  formatMoment,
  formatPercent,
  formatPhase,
  formatRelative,
  formatResponseTime,
  formatShortLength,
  isSameDay,
  startOfDay,
} from '../../renderer/format.ts';

test.each([
  [0.4, '<1 ms'],
  [8, '8 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [9_996, '10.0 s'],
  [12_440, '12.4 s'],
  [59_940, '59.9 s'],
  [1_269_700, '21 min 9 s'],
])('a response time of %d ms reads %s', (ms, text) => {
  expect(formatResponseTime(ms)).toBe(text);
});

test('short phases keep their tenth of a millisecond', () => {
  expect(formatPhase(1.84)).toBe('1.8 ms');
  expect(formatPhase(42.4)).toBe('42 ms');
});

test.each([
  [-5, '0 s'],
  [999, '0 s'],
  [9_900, '9 s'],
  [252_000, '4 min 12 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [187_200_000, '2 d 4 h'],
])('a length of %d ms reads %s', (ms, text) => {
  expect(formatLength(ms)).toBe(text);
});

test('narrow places show the largest unit alone', () => {
  expect(formatShortLength(187_200_000)).toBe('2 d');
  expect(formatShortLength(59_999)).toBe('59 s');
  expect(formatShortLength(10)).toBe('0 s');
});

test('relative times look both ways', () => {
  expect(formatRelative(10_000, 10_900)).toBe('just now');
  expect(formatRelative(10_000, 22_000)).toBe('12 s ago');
  expect(formatRelative(300_000, 60_000)).toBe('in 4 min');
});

test.each([
  [1, '100%'],
  [0.999999, '99.99%'],
  [0.99985, '99.98%'],
  [0.29, '29.0%'],
  [0, '0%'],
])('a ratio of %d reads %s', (ratio, text) => {
  expect(formatPercent(ratio)).toBe(text);
});

test('no uptime below 1 is ever shown as 100%', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (ratio) => {
      expect(formatPercent(ratio)).not.toBe('100%');
    }),
  );
});

test.each([
  [512, '512 B'],
  [12_400, '12.4 kB'],
  [999_960, '1.0 MB'],
  [345_000_000, '345 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('only readers of English decide how the clock is written', () => {
  expect(dateLocale('en-US')).toBe('en-US');
  expect(dateLocale('de-DE')).toBe('en-GB');
});

test('a moment of another day carries its date', () => {
  const now = new Date(2026, 10, 22, 14, 32).getTime();
  expect(formatMoment(new Date(2026, 10, 22, 9, 5).getTime(), now)).not.toContain('Nov');
  expect(formatMoment(new Date(2026, 10, 21, 9, 5).getTime(), now)).toContain('Nov');
  expect(formatMoment(new Date(2025, 10, 21, 9, 5).getTime(), now)).toContain('2025');
});

test('days are told apart by the local calendar', () => {
  const now = new Date(2026, 2, 30, 0, 5).getTime();
  const lateYesterday = new Date(2026, 2, 29, 23, 55).getTime();
  expect(isSameDay(now, lateYesterday)).toBe(false);
  expect(formatDayHeading(now, now)).toBe('Today');
  expect(formatDayHeading(lateYesterday, now)).toBe('Yesterday');
  expect(formatDayHeading(new Date(2026, 2, 20).getTime(), now)).toContain('20');
  expect(startOfDay(now)).toBe(new Date(2026, 2, 30).getTime());
});

test('the exact instant is local and names its offset', () => {
  const at = new Date(2026, 10, 22, 14, 32, 5, 120).getTime();
  expect(formatExact(at)).toMatch(/^2026-11-22 14:32:05\.120 [+-]\d\d:\d\d$/);
});

test('a moment ahead is today by its time, tomorrow by that word, and later by its date', () => {
  const evening = new Date(2026, 10, 22, 20, 15).getTime();
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
  expect(formatComing(at(22, 23), evening)).toBe(formatMoment(at(22, 23), evening));
  expect(formatComing(at(23, 9), evening)).toBe(`tomorrow ${formatMoment(at(23, 9), at(23, 9))}`);
  expect(formatComing(at(24, 9), evening)).toBe(formatMoment(at(24, 9), evening));
});
