import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdicts, type RecentCheck } from '../../../electron/contract/model.ts';
import { bucketSizes, bucketStart, dayMs, hourMs } from '../../../electron/engine/history/buckets.ts';
import { percentile } from '../../../electron/engine/history/percentile.ts';
import { retentionAt } from '../../../electron/engine/history/retention.ts';
import { rollupOf, rollupsOf } from '../../../electron/engine/history/rollup.ts';
import { seriesResolution } from '../../../electron/engine/history/resolution.ts';

const midnight = Date.UTC(2026, 10, 22);
const size = fc.constantFrom('hour' as const, 'day' as const);
const check = fc.record({
  at: fc.integer({ min: midnight, max: midnight + 3 * dayMs }),
  verdict: fc.constantFrom(...verdicts),
  responseTime: fc.option(fc.integer({ min: 0, max: 60_000 })),
});
const checks = fc.array(check, { maxLength: 200 });

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  test('is the value at its rank', () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });

  test('is always a value that was measured, and no smaller for a larger share', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), share, share, (values, one, other) => {
        const sorted = values.toSorted((a, b) => a - b);
        const [low, high] = [percentile(sorted, Math.min(one, other)), percentile(sorted, Math.max(one, other))];
        expect(values).toContain(low);
        expect(high).toBeGreaterThanOrEqual(low ?? Infinity);
        const atMost = values.filter((value) => value <= (high ?? -Infinity)).length;
        expect(atMost).toBeGreaterThanOrEqual(Math.max(one, other) * values.length - 1e-9);
      }),
    );
  });
});

describe('a bucket', () => {
  test('begins at the full hour or at midnight, in UTC', () => {
    const moment = Date.UTC(2026, 10, 22, 13, 59, 59, 999);
    expect(bucketStart(moment, 'hour')).toBe(Date.UTC(2026, 10, 22, 13));
    expect(bucketStart(moment, 'day')).toBe(midnight);
    expect(bucketStart(midnight, 'day')).toBe(midnight);
    expect(bucketStart(midnight - 1, 'hour')).toBe(midnight - hourMs);
  });
});

describe('a rollup', () => {
  test('counts verdicts, and measures only what got an answer', () => {
    const made: readonly RecentCheck[] = [
      { at: 1, verdict: 'pass', responseTime: 10 },
      { at: 2, verdict: 'degraded', responseTime: 900 },
      { at: 3, verdict: 'fail', responseTime: 1 },
      { at: 4, verdict: 'inconclusive', responseTime: null },
      { at: 5, verdict: 'pass', responseTime: null },
    ];
    expect(rollupOf(0, made)).toEqual({
      at: 0,
      counts: { pass: 2, degraded: 1, fail: 1, inconclusive: 1 },
      measured: 2,
      min: 10,
      p50: 10,
      p95: 900,
      p99: 900,
      max: 900,
    });
  });

  test('without an answer has no times', () => {
    const none = { min: null, p50: null, p95: null, p99: null, max: null };
    expect(rollupOf(0, [{ at: 1, verdict: 'fail', responseTime: 3 }])).toMatchObject({ measured: 0, ...none });
  });

  test('does not depend on the order of its checks', () => {
    fc.assert(
      fc.property(checks, (made) => {
        expect(rollupOf(0, made.toReversed())).toEqual(rollupOf(0, made));
      }),
    );
  });

  test('of each bucket is that of its own checks; none is counted twice or lost', () => {
    fc.assert(
      fc.property(checks, size, (made, by) => {
        const rollups = rollupsOf(made, by);
        const total = rollups.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b), 0);
        expect(total).toBe(made.length);
        expect(rollups.map(({ at }) => at)).toEqual(
          [...new Set(rollups.map(({ at }) => at))].toSorted((a, b) => a - b),
        );
        for (const rollup of rollups) {
          const inside = made.filter(({ at }) => at >= rollup.at && at < rollup.at + bucketSizes[by]);
          expect(rollup).toEqual(rollupOf(rollup.at, inside));
        }
      }),
    );
  });

  test('has its times in order', () => {
    fc.assert(
      fc.property(checks, (made) => {
        const { measured, min, p50, p95, p99, max } = rollupOf(0, made);
        const times = [min, p50, p95, p99, max].filter((time) => time !== null);
        expect(times).toHaveLength(measured === 0 ? 0 : 5);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('the resolution of a series', () => {
  test.each([
    ['a minute', 60_000, 'raw'],
    ['two days', 2 * dayMs, 'raw'],
    ['a moment more than two days', 2 * dayMs + 1, 'hour'],
    ['thirty days', 30 * dayMs, 'hour'],
    ['a moment more than thirty days', 30 * dayMs + 1, 'day'],
    ['a year', 365 * dayMs, 'day'],
  ] as const)('of %s', (_range, length, resolution) => {
    expect(seriesResolution(midnight, midnight + length, 0)).toBe(resolution);
  });

  test('is hourly where the raw checks of a short range are gone', () => {
    expect(seriesResolution(midnight, midnight + dayMs, midnight + 1)).toBe('hour');
    expect(seriesResolution(midnight, midnight + dayMs, midnight)).toBe('raw');
    expect(seriesResolution(midnight, midnight + 60 * dayMs, midnight + 1)).toBe('day');
  });
});

describe('retention', () => {
  const settings = { rawDays: 7, historyDays: 400 };

  test('is counted back from now', () => {
    expect(retentionAt(midnight, midnight, settings)).toEqual({
      rawBefore: midnight - 7 * dayMs,
      historyBefore: midnight - 400 * dayMs,
    });
  });

  test('keeps the raw checks of every day that is not rolled up as a whole', () => {
    const rolledTo = midnight - 20 * dayMs + 5 * hourMs;
    expect(retentionAt(midnight, rolledTo, settings).rawBefore).toBe(midnight - 20 * dayMs);
  });
});
