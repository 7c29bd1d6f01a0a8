import { expect, test } from 'vitest';
import { en } from '../../../electron/engine/wording/en.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';

test.each([
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['0 * * * *', 'every hour at minute 0'],
  ['15 */2 * * *', 'every 2 hours at minute 15'],
  ['0 3 * * *', 'every day at 03:00'],
  ['30 */4 * * *', 'every 4 hours at minute 30'],
  ['0 */12 * * *', 'every day at 00:00 and 12:00'],
  ['0 3,15 * * *', 'every day at 03:00 and 15:00'],
  ['30 9 * * 1-5', 'every weekday at 09:30'],
  ['30 9 * * MON,WED,FRI', 'every Monday, Wednesday and Friday at 09:30'],
  ['0 4 * * 7', 'every Sunday at 04:00'],
  ['*/10 * * * 1-5', 'every 10 minutes, every weekday'],
  ['0 0 1 * *', 'on day 1 of the month at 00:00'],
  ['0 0 L * *', 'on the last day of the month at 00:00'],
  ['0 3 * 6 *', '0 3 * 6 *'],
  ['0 3 15W * *', '0 3 15W * *'],
  ['*/7 * * * *', '*/7 * * * *'],
])('%s is "%s"', (line, words) => {
  expect(en.schedules.describe({ every: null, cron: [line], timezone: null })).toBe(words);
});

test('several lines and the time zone are named', () => {
  const schedule = { every: null, cron: ['0 3 * * 1-5', '0 9 * * 6'], timezone: 'Europe/Berlin' };
  expect(en.schedules.describe(schedule)).toBe('every weekday at 03:00; every Saturday at 09:00, Europe/Berlin');
});

test('a period is named as such', () => {
  expect(en.schedules.describe({ every: 300_000, cron: [], timezone: null })).toBe('every 5 min');
});

test("times are in the clock of the reader's region", () => {
  const { schedules } = speechFor('en-US').wording;
  const words = schedules.describe({ every: null, cron: ['30 15 * * *'], timezone: null });
  expect(words.replaceAll('\u202f', ' ')).toBe('every day at 3:30 PM');
});
