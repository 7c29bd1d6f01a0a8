import { expect, test } from 'vitest';
import { clampRange, lengthOf, shiftRange, zoomRange } from '../../../renderer/state/range.ts';

const minute = 60_000;

test('a range is as long as its name says', () => {
  expect(lengthOf('7d')).toBe(7 * 24 * 60 * minute);
});

test('a zoom is never shorter than five minutes and never in the future', () => {
  expect(clampRange({ from: 0, to: minute }, 100 * minute)).toEqual({ from: -4 * minute, to: minute });
  expect(clampRange({ from: 90 * minute, to: 200 * minute }, 100 * minute)).toEqual({
    from: -10 * minute,
    to: 100 * minute,
  });
});

test('zooming keeps the end of a range that ends now, and the middle of one in the past', () => {
  const now = 1_000 * minute;
  expect(zoomRange({ from: 800 * minute, to: now }, 0.5, now)).toEqual({ from: 900 * minute, to: now });
  expect(zoomRange({ from: 100 * minute, to: 300 * minute }, 0.5, now)).toEqual({
    from: 150 * minute,
    to: 250 * minute,
  });
  expect(zoomRange({ from: 100 * minute, to: 300 * minute }, 2, now)).toEqual({ from: 0, to: 400 * minute });
});

test('the neighbouring range overlaps by half, and the last one ends now', () => {
  const range = { from: 20 * minute, to: 40 * minute };
  expect(shiftRange(range, -1, 100 * minute)).toEqual({ from: 10 * minute, to: 30 * minute });
  expect(shiftRange(range, 1, 45 * minute)).toEqual({ from: 25 * minute, to: 45 * minute });
});
