import { expect, test } from 'vitest';
import { daysOfWeek, weekFrom } from '../../../renderer/state/week.ts';

test('a week begins on the day that is first for its reader', () => {
  expect(weekFrom(1)).toEqual(daysOfWeek);
  expect(weekFrom(0)).toEqual(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']);
  expect(weekFrom(6)[0]).toBe('sat');
});
