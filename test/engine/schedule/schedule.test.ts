import { expect, it } from 'vitest';
import { intervalSchedule } from '../../../electron/engine/schedule/schedule.ts';

const hour = 3_600_000;
const day = 24 * hour;
const berlin = 'Europe/Berlin';

it('an interval counts from the last occurrence', () => {
  expect(intervalSchedule(300_000).next(1_000)).toBe(301_000);
});

it.each([
  ['spring', '2026-03-28T03:00+01:00', '2026-03-29T03:00+02:00', 23 * hour],
  ['autumn', '2026-10-24T03:00+02:00', '2026-10-25T03:00+01:00', 25 * hour],
  ['summer', '2026-07-01T03:00+02:00', '2026-07-02T03:00+02:00', day],
])('a day over a change of the clock in %s ends at the same time of day', (_, from, to, ms) => {
  const start = Date.parse(from);
  expect(intervalSchedule(day, berlin).next(start)).toBe(Date.parse(to));
  expect(Date.parse(to) - start).toBe(ms);
});

it('twelve hours are always twelve hours', () => {
  const start = Date.parse('2026-10-24T22:00+02:00');
  expect(intervalSchedule(12 * hour, berlin).next(start)).toBe(start + 12 * hour);
});
