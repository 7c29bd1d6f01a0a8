import { expect, test } from 'vitest';
import { slownessOf } from '../../../electron/engine/incidents/slowness.ts';
import { httpMonitor } from '../store/fixtures.ts';

test.each([
  [846, 500, 'answered in 846 ms, slow from 500 ms'],
  [2_430.7, 2_000, 'answered in 2.4 s, slow from 2 s'],
  [846, null, 'answered in 846 ms'],
  [null, 500, 'no answer was timed yet, slow from 500 ms'],
])('an answer after %s ms where %s is slow is told as "%s"', (responseTime, degradedAfter, words) => {
  expect(slownessOf({ ...httpMonitor('search'), degradedAfter }, responseTime)).toBe(words);
});
