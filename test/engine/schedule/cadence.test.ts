import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDue, recheckDue, startOffset, stretched } from '../../../electron/engine/schedule/cadence.ts';

test('the next check is due one interval after the last one was due, however late that ran', () => {
  expect(nextDue({ dueAt: 1_000, interval: 60_000, nowMs: 1_000 })).toBe(61_000);
  expect(nextDue({ dueAt: 1_000, interval: 60_000, nowMs: 9_500 })).toBe(61_000);
});

test('a missed slot is skipped', () => {
  expect(nextDue({ dueAt: 0, interval: 60_000, nowMs: 150_000 })).toBe(180_000);
  expect(nextDue({ dueAt: 0, interval: 60_000, nowMs: 60_000 })).toBe(120_000);
});

test('a check that runs early does not move the due time', () => {
  expect(nextDue({ dueAt: 20_000, interval: 60_000, nowMs: 5_000 })).toBe(20_000);
});

test('a clock set back by a year delays no check by more than an interval', () => {
  const year = 365 * 86_400_000;
  expect(nextDue({ dueAt: 2 * year, interval: 60_000, nowMs: year })).toBe(year + 60_000);
});

const times = fc.integer({ min: 0, max: 10 ** 13 });
const intervals = fc.integer({ min: 5_000, max: 86_400_000 });

test('the next due time is always in the future, at most an interval away', () => {
  fc.assert(
    fc.property(times, intervals, times, (dueAt, interval, nowMs) => {
      const next = nextDue({ dueAt, interval, nowMs });
      expect(next).toBeGreaterThan(nowMs);
      expect(next).toBeLessThanOrEqual(nowMs + interval);
    }),
  );
});

test('lateness never accumulates: every due time keeps its phase', () => {
  fc.assert(
    fc.property(times, intervals, fc.array(fc.integer({ min: 0, max: 200_000 })), (start, interval, lateness) => {
      let dueAt = start;
      for (const lateMs of lateness) dueAt = nextDue({ dueAt, interval, nowMs: dueAt + lateMs });
      expect((dueAt - start) % interval).toBe(0);
    }),
  );
});

test('a recheck follows after the recheck interval, at most one interval later', () => {
  expect(recheckDue({ endedAt: 1_000, recheckInterval: 5_000, interval: 60_000 })).toBe(6_000);
  expect(recheckDue({ endedAt: 1_000, recheckInterval: 30_000, interval: 10_000 })).toBe(11_000);
});

test('an interval on battery is four times as long, up to an hour, and never shorter', () => {
  expect([5_000, 60_000, 20 * 60_000, 86_400_000].map(stretched)).toEqual([20_000, 240_000, 3_600_000, 86_400_000]);
});

test('a monitor keeps its offset across restarts', () => {
  expect(startOffset('shop-api', 60_000)).toBe(startOffset('shop-api', 60_000));
});

test('start offsets are within the interval', () => {
  fc.assert(
    fc.property(fc.string(), intervals, (id, interval) => {
      const offset = startOffset(id, interval);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThan(interval);
    }),
  );
});

test('monitors with numbered ids spread evenly over the interval', () => {
  const tenths = new Array<number>(10).fill(0);
  for (let n = 0; n < 10_000; n += 1) {
    const tenth = Math.floor(startOffset(`shop-${String(n)}`, 30_000) / 3_000);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(850);
  expect(Math.max(...tenths)).toBeLessThan(1_150);
});
