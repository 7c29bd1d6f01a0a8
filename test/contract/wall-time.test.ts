import { expect, test } from 'vitest';
import { minutesOf, readWallTime } from '../../electron/contract/wall-time.ts';

test('a time typed with one digit sorts before a later one', () => {
  expect(readWallTime(' 7:00 ')).toBe('07:00');
  expect(readWallTime('7:00') < readWallTime('22:00')).toBe(true);
});

test('half a time is none', () => {
  for (const typed of [':30', '7', '7:', '7:3']) expect(minutesOf(readWallTime(typed))).toBeNull();
});

test.each([
  ['10:00 PM', '22:00'],
  ['10:00\u202fPM', '22:00'],
  ['9:05 a.m.', '09:05'],
  ['12 am', '00:00'],
  ['12:30pm', '12:30'],
  ['07 AM', '07:00'],
])('a time by a clock of twelve hours is read: %s', (typed, time) => {
  expect(readWallTime(typed)).toBe(time);
});

test('what no clock of twelve hours shows is not read', () => {
  for (const typed of ['13 PM', '0:30 AM', '10:75 PM', '10:00 XM', 'PM'])
    expect(minutesOf(readWallTime(typed))).toBeNull();
});
