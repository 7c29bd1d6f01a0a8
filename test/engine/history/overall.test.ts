import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overallOf } from '../../../electron/engine/history/overall.ts';
import { rollupOf, type Rollup } from '../../../electron/engine/history/rollup.ts';

function rolledUp(times: readonly number[]): Rollup {
  const checks = times.map((responseTime, at) => ({ at, verdict: 'pass' as const, responseTime, phases: null }));
  return rollupOf(0, checks);
}

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
const p95Of = (rollups: readonly Rollup[]): number | undefined => overallOf(rollups)?.p95;

test('of rollups that are alike the percentiles are theirs', () => {
  const one = rolledUp(hundred);
  expect(overallOf([one, one, one])).toEqual({ p50: 50, p95: 95, p99: 99 });
  expect(overallOf([rolledUp([7.3])])).toEqual({ p50: 7.3, p95: 7.3, p99: 7.3 });
});

test('one slow hour of a week is not the p95 of the week', () => {
  const usual = Array.from({ length: 167 }, () => rolledUp(hundred));
  expect(p95Of([...usual, rolledUp(hundred.map((time) => time + 500))])).toBeCloseTo(95.6, 0);
});

test('a rollup counts by how many checks it has', () => {
  const many = rolledUp(Array.from({ length: 100 }, () => 10));
  const few = rolledUp([900, 900, 900]);
  expect(p95Of([many, few])).toBe(10);
  expect(p95Of([few, few, rolledUp([10])])).toBe(900);
});

test('without a measurement there are none', () => {
  expect(overallOf([])).toBeNull();
  expect(overallOf([rolledUp([])])).toBeNull();
});

test('the percentiles lie within what was measured, in their order', () => {
  const some = fc.array(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 50 }), { minLength: 1 });
  fc.assert(
    fc.property(some, (all) => {
      const sorted = all.flat().sort((a, b) => a - b);
      const found = overallOf(all.map(rolledUp));
      const [least, most] = [sorted[0], sorted.at(-1)];
      if (found === null || least === undefined || most === undefined) return found === null && least === undefined;
      const { p50, p95, p99 } = found;
      return least <= p50 && p50 <= p95 && p95 <= p99 && p99 <= most;
    }),
  );
});
