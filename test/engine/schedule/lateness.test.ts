import { expect, test } from 'vitest';
import { latenessOf, roundedLateness } from '../../../electron/engine/schedule/lateness.ts';

test('checks are late when they are overdue by ten seconds or more', () => {
  expect(latenessOf([])).toEqual({ monitors: 0, byMs: 0 });
  expect(latenessOf([9_999, 3])).toEqual({ monitors: 0, byMs: 0 });
  expect(latenessOf([9_999, 10_000, 75_000.4])).toEqual({ monitors: 2, byMs: 75_000 });
});

test.each([
  [0, 0],
  [9_999, 0],
  [10_000, 10_000],
  [59_999, 50_000],
  [60_000, 60_000],
  [3_599_999, 3_540_000],
])('%i ms of lateness are reported as %i', (byMs, rounded) => {
  expect(roundedLateness(byMs)).toBe(rounded);
});
