import { expect, test } from 'vitest';
import { isDayBefore, isSameDay, startOfDay } from '../../../renderer/format/days.ts';

test('days are distinguished by the local calendar', () => {
  const now = new Date(2026, 2, 30, 0, 5).getTime();
  const lateYesterday = new Date(2026, 2, 29, 23, 55).getTime();
  expect(isSameDay(now, lateYesterday)).toBe(false);
  expect(isDayBefore(lateYesterday, now)).toBe(true);
  expect(isDayBefore(now, now)).toBe(false);
  expect(startOfDay(now)).toBe(new Date(2026, 2, 30).getTime());
});
