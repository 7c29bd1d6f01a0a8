import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  areaPath,
  barOf,
  barWidths,
  joinedPaths,
  linePath,
  nearestRow,
  plotHeightPx,
  plotOf,
  steppedRow,
} from '../../../renderer/views/monitor/chart-plot.ts';

const identity = (value: number): number => value;

test('a line breaks at what failed, and passes over the rows of other lines', () => {
  expect(linePath([0, 1, 2, 3], [1, undefined, 3, 4], identity)).toBe('M0.0 1.0L2.0 3.0L3.0 4.0');
  expect(linePath([0, 1, 2, 3], [1, null, 3, 4], identity)).toBe('M0.0 1.0M2.0 3.0L3.0 4.0');
  expect(linePath([], [], identity)).toBe('');
});

test('points that are close become one line with a dot at either end', () => {
  expect(joinedPaths([3, 20, 25, 31, 60], 5)).toEqual({
    dots: 'M3.0 5h0M3.0 5h0M20.0 5h0M31.0 5h0M60.0 5h0M60.0 5h0',
    lines: 'M3.0 5H3.0M20.0 5H31.0M60.0 5H60.0',
  });
  expect(joinedPaths([], 5)).toEqual({ dots: '', lines: '' });
});

test('an area is bounded by its two columns, or by zero', () => {
  expect(areaPath([0, 1], [[5, 6], undefined], identity)).toBe('M0.0 5.0L1.0 6.0L1.0 0.0L0.0 0.0Z');
  expect(
    areaPath(
      [0, 1, 2],
      [
        [5, 6, 7],
        [1, 2, null],
      ],
      identity,
    ),
  ).toBe('M0.0 5.0L1.0 6.0L1.0 2.0L0.0 1.0Z');
});

test('the scale begins at zero and has room above the highest value', () => {
  const { x, y, timeAt, valueTicks } = plotOf({ from: 1_000, to: 2_000 }, 500, [
    [10, null, 200],
    [undefined, 40],
  ]);
  expect(y(0)).toBe(plotHeightPx);
  expect(y(200)).toBeGreaterThan(0);
  expect([x(1_000), x(2_000), timeAt(250)]).toEqual([0, 500, 1_500]);
  expect(valueTicks).toEqual([0, 100, 200]);
});

test('labels of values are whole steps, apart, and within the plot', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e7, noNaN: true }), (highest) => {
      const { y, valueTicks } = plotOf({ from: 0, to: 1 }, 100, [[highest]]);
      const heights = valueTicks.map(y);
      for (const [index, height] of heights.entries()) {
        expect(height).toBeGreaterThanOrEqual(-1e-6);
        if (index > 0) expect((heights[index - 1] ?? 0) - height).toBeGreaterThanOrEqual(36 - 1e-6);
      }
    }),
  );
});

test('the pointer reads the nearest row', () => {
  expect(nearestRow([], 5)).toBe(null);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.integer(), (times, time) => {
      const at = times.toSorted((a, b) => a - b);
      const row = nearestRow(at, time);
      const distance = Math.abs((at[row ?? -1] ?? NaN) - time);
      expect(distance).toBe(Math.min(...at.map((one) => Math.abs(one - time))));
    }),
  );
});

test('the scale of values below zero goes below it', () => {
  const { y, valueTicks } = plotOf({ from: 0, to: 1 }, 100, [[-5, 5]]);
  expect(y(0)).toBe(plotHeightPx / 2);
  expect(valueTicks.map((value) => value + 0)).toEqual([-5, 0, 5]);
  expect(plotOf({ from: 0, to: 1 }, 100, [[-4]]).y(-4)).toBeLessThan(plotHeightPx);
});

test('small values have labels of fractions', () => {
  expect(plotOf({ from: 0, to: 1 }, 100, [[0.05]], false).valueTicks).toEqual([0, 0.02, 0.04]);
});

test('long times have labels of whole minutes and hours', () => {
  const minuteMs = 60_000;
  const ticks = (highestMs: number): readonly number[] =>
    plotOf({ from: 0, to: 1 }, 100, [[highestMs]]).valueTicks.map((value) => value / minuteMs);
  expect(ticks(1.7 * minuteMs)).toEqual([0, 1]);
  expect(ticks(21 * minuteMs)).toEqual([0, 10, 20]);
  expect(ticks(7 * 60 * minuteMs)).toEqual([0, 120, 240, 360, 480]);
  expect(plotOf({ from: 0, to: 1 }, 100, [[1_260_000]], false).valueTicks).toEqual([0, 500_000, 1_000_000]);
});

const key = (name: string, shiftKey = false): { key: string; shiftKey: boolean } => ({ key: name, shiftKey });

test('keys move the cross-hair from the newest row, and never beyond the ends', () => {
  expect(steppedRow(key('ArrowLeft'), null, 10, 500)).toBe(9);
  expect(steppedRow(key('ArrowLeft'), 9, 10, 500)).toBe(8);
  expect(steppedRow(key('ArrowRight'), 9, 10, 500)).toBe(9);
  expect(steppedRow(key('Home'), 9, 10, 500)).toBe(0);
  expect(steppedRow(key('End'), 0, 10, 500)).toBe(9);
  expect(steppedRow(key('Enter'), 0, 10, 500)).toBeUndefined();
  expect(steppedRow(key('Home'), null, 0, 500)).toBeUndefined();
});

test('where rows are closer than pixels, a step is seen, with Shift it is one row', () => {
  expect(steppedRow(key('ArrowLeft'), 5_000, 10_000, 500)).toBe(4_960);
  expect(steppedRow(key('ArrowLeft', true), 5_000, 10_000, 500)).toBe(4_999);
});

test('a bar is as wide as its run took, and wide enough to be seen', () => {
  const plot = plotOf({ from: 0, to: 1_000 }, 500, [[1]]);
  expect(barOf({ startedAt: 100, length: 200 }, plot, 4)).toEqual({ left: 50, width: 100 });
  expect(barOf({ startedAt: 100, length: null }, plot, 4)).toEqual({ left: 48, width: 4 });
});

test('bars do not touch, whatever their distances', () => {
  expect(barWidths([0])).toEqual([12]);
  expect(barWidths([0, 100, 110, 111])).toEqual([12, 6, 2, 2]);
});
