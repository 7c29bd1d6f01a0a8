import { expect, test } from 'vitest';
import { minutesOf, twoDigits } from '../../electron/contract/wall-time.ts';

test('a time typed with one digit sorts before a later one', () => {
  expect(twoDigits(' 7:00 ')).toBe('07:00');
  expect(twoDigits('7:00') < twoDigits('22:00')).toBe(true);
});

test('half a time is none', () => {
  for (const typed of [':30', '7', '7:', '7:3']) expect(minutesOf(twoDigits(typed))).toBeNull();
});
