import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdicts, type Phases } from '../../../electron/contract/model/state.ts';
import { bucketSizes, bucketStart, dayMs, hourMs } from '../../../electron/engine/history/buckets.ts';
import { percentile } from '../../../electron/engine/history/percentile.ts';
import { retentionAt } from '../../../electron/engine/history/retention.ts';
import { rollupOf, rollupsOf, type RawCheck } from '../../../electron/engine/history/rollup.ts';
import { seriesResolution } from '../../../electron/engine/history/resolution.ts';

const midnight = Date.UTC(2026, 10, 22);
const size = fc.constantFrom('hour' as const, 'day' as const);
const none: Phases = { dns: null, connect: null, tls: null, firstByte: null, download: null };
const phase = fc.option(fc.integer({ min: 0, max: 50_000 }).map((tenths) => tenths / 10));
const check = fc.record({
  at: fc.integer({ min: midnight, max: midnight + 3 * dayMs }),
  verdict: fc.constantFrom(...verdicts),
  responseTime: fc.option(fc.integer({ min: 0, max: 60_000 })),
  phases: fc.option(fc.record({ dns: phase, connect: phase, tls: phase, firstByte: phase, download: phase })),
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

  test('is always a measured value, and not smaller for a larger share', () => {
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
  test('starts at the full hour or at midnight, in UTC', () => {
    const moment = Date.UTC(2026, 10, 22, 13, 59, 59, 999);
    expect(bucketStart(moment, 'hour')).toBe(Date.UTC(2026, 10, 22, 13));
    expect(bucketStart(moment, 'day')).toBe(midnight);
    expect(bucketStart(midnight, 'day')).toBe(midnight);
    expect(bucketStart(midnight - 1, 'hour')).toBe(midnight - hourMs);
  });
});

describe('a rollup', () => {
  test('counts verdicts, and measures only checks that got a response', () => {
    const made: readonly RawCheck[] = [
      { at: 1, verdict: 'pass', responseTime: 10, phases: null },
      { at: 2, verdict: 'degraded', responseTime: 900, phases: null },
      { at: 3, verdict: 'fail', responseTime: 1, phases: null },
      { at: 4, verdict: 'inconclusive', responseTime: null, phases: null },
      { at: 5, verdict: 'pass', responseTime: null, phases: null },
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
      phases: null,
    });
  });

  test('without a response has no times', () => {
    const noTimes = { min: null, p50: null, p95: null, p99: null, max: null };
    expect(rollupOf(0, [{ at: 1, verdict: 'fail', responseTime: 3, phases: null }])).toMatchObject({
      measured: 0,
      ...noTimes,
    });
  });

  test('does not depend on the order of its checks', () => {
    fc.assert(
      fc.property(checks, (made) => {
        expect(rollupOf(0, made.toReversed())).toEqual(rollupOf(0, made));
      }),
    );
  });

  test('covers exactly the checks of its bucket', () => {
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

  test('has the mean of each phase over measured checks that have phases', () => {
    const phases = { ...none, connect: 1, firstByte: 10 };
    const made: readonly RawCheck[] = [
      { at: 1, verdict: 'pass', responseTime: 11, phases },
      { at: 2, verdict: 'pass', responseTime: 34.5, phases: { ...phases, dns: 3.5, firstByte: 30 } },
      { at: 3, verdict: 'fail', responseTime: 900, phases: { ...phases, firstByte: 899 } },
      { at: 4, verdict: 'pass', responseTime: 5, phases: null },
    ];
    expect(rollupOf(0, made).phases).toEqual({ ...none, dns: 1.8, connect: 1, firstByte: 20 });
  });

  test('has mean phases that add up to the mean response time', () => {
    fc.assert(
      fc.property(checks, (made) => {
        const { phases } = rollupOf(0, made);
        const sumOf = (of: Phases): number => Object.values(of).reduce<number>((sum, time) => sum + (time ?? 0), 0);
        const sums = made.flatMap(({ verdict, responseTime, phases: own }) =>
          own === null || responseTime === null || verdict === 'fail' || verdict === 'inconclusive' ? [] : [sumOf(own)],
        );
        const mean = sums.reduce((sum, time) => sum + time, 0) / sums.length;
        if (phases === null) expect(sums).toEqual([]);
        else expect(Math.abs(sumOf(phases) - mean)).toBeLessThanOrEqual(5 * 0.05 + 1e-6);
      }),
    );
  });

  test('has its percentiles in order', () => {
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

  test('is hourly if the raw checks of a short range are no longer kept', () => {
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

  test('keeps the raw checks of every day that is not completely rolled up', () => {
    const rolledTo = midnight - 20 * dayMs + 5 * hourMs;
    expect(retentionAt(midnight, rolledTo, settings).rawBefore).toBe(midnight - 20 * dayMs);
  });
});
