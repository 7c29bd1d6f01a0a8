import { expect, it } from 'vitest';
import { intervalSchedule } from '../../../electron/engine/schedule/schedule.ts';

it('an interval counts from whenever it was last, both ways', () => {
  const { next, previous } = intervalSchedule(300_000);
  expect(next(1_000)).toBe(301_000);
  expect(previous(next(1_000))).toBe(1_000);
});
