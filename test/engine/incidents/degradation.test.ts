import { expect, test } from 'vitest';
import { degradationOf } from '../../../electron/engine/incidents/degradation.ts';
import { httpMonitor } from '../store/fixtures.ts';
import { reasonInEnglish } from '../../support/in-english.ts';

test.each([
  [846, 500, 'responded in 846 ms, threshold 500 ms'],
  [2_430.7, 2_000, 'responded in 2.43 s, threshold 2 s'],
  [846, null, 'responded in 846 ms'],
  [null, 500, 'no response has been timed yet, threshold 500 ms'],
])('a response after %s ms where %s is slow is told as "%s"', (responseTime, degradedAfter, words) => {
  expect(reasonInEnglish(degradationOf({ ...httpMonitor('search'), degradedAfter }, responseTime))).toBe(words);
});
