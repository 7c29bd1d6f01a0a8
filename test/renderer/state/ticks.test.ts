import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startOfDay } from '../../../renderer/format/days.ts';
import { timeTicks } from '../../../renderer/state/ticks.ts';

const hour = 3_600_000;
const day = 24 * hour;

test('a day has hours, a month midnights', () => {
  const from = startOfDay(Date.UTC(2026, 10, 22, 12));
  expect(timeTicks({ from, to: from + day }, 640)).toEqual(
    Array.from({ length: 9 }, (_, index) => from + index * 3 * hour),
  );
  expect(timeTicks({ from: from + 1, to: from + 29 * day }, 640).every((at) => startOfDay(at) === at)).toBe(true);
});

test('days are shorter than times of day, so a narrow axis of a month has its weeks', () => {
  const from = startOfDay(Date.UTC(2026, 10, 2, 12)) + hour;
  expect(timeTicks({ from, to: from + 30 * day }, 250)).toHaveLength(4);
  expect(timeTicks({ from, to: from + day }, 250)).toHaveLength(2);
});

test('ticks are in the range, in order, and few', () => {
  const at = fc.integer({ min: 0, max: 2_000_000_000_000 });
  fc.assert(
    fc.property(at, fc.integer({ min: hour, max: 100 * day }), (from, length) => {
      const ticks = timeTicks({ from, to: from + length }, 640);
      expect(ticks.length).toBeLessThanOrEqual(13);
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
      for (const tick of ticks) expect(tick >= from && tick <= from + length).toBe(true);
    }),
  );
});
