import { afterEach, expect, test, vi } from 'vitest';
import { addDays, firstDayOfWeek, isDayBefore, isSameDay, startOfDay } from '../../../renderer/format/days.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('days are distinguished by the local calendar', () => {
  const now = new Date(2026, 2, 30, 0, 5).getTime();
  const lateYesterday = new Date(2026, 2, 29, 23, 55).getTime();
  expect(isSameDay(now, lateYesterday)).toBe(false);
  expect(isDayBefore(lateYesterday, now)).toBe(true);
  expect(isDayBefore(now, now)).toBe(false);
  expect(startOfDay(now)).toBe(new Date(2026, 2, 30).getTime());
});

test('a day is as long as the local calendar has it', () => {
  expect(addDays(new Date(2026, 9, 24).getTime(), 2)).toBe(new Date(2026, 9, 26).getTime());
});

test('a day ends at midnight also where the clock skips the one that it begins with', () => {
  vi.stubEnv('TZ', 'Africa/Cairo');
  const skipped = new Date(2026, 3, 24);
  expect(skipped.getHours()).toBe(1);
  expect(addDays(skipped.getTime(), 1)).toBe(new Date(2026, 3, 25).getTime());
});

test.each([
  ['en-US', 0],
  ['de-DE', 1],
  ['ar-EG', 6],
])('the week of %s begins on day %i', (region, day) => {
  expect(firstDayOfWeek(region)).toBe(day);
});
