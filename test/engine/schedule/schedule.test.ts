import { expect, it } from 'vitest';
import { intervalSchedule } from '../../../electron/engine/schedule/schedule.ts';

it('an interval counts from the last occurrence, in both directions', () => {
  const { next, previous } = intervalSchedule(300_000);
  expect(next(1_000)).toBe(301_000);
  expect(previous(next(1_000))).toBe(1_000);
});
