import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdicts } from '../../../electron/contract/model/state.ts';
import {
  packCheck,
  runMs,
  unpackRecent,
  unpackRun,
  type PackedCheck,
} from '../../../electron/engine/store/check-packing.ts';
import { packRecent } from '../../../electron/contract/model/recent-checks.ts';

/** Milliseconds with one decimal, up to an hour and a half (a heartbeat's run time). */
const time = fc.option(fc.integer({ min: 0, max: 54_000_000 }).map((tenths) => tenths / 10));
const phases = fc.record({ dns: time, connect: time, tls: time, firstByte: time, download: time });
const check = fc.record({
  at: fc.integer({ min: 0, max: runMs - 1 }),
  verdict: fc.constantFrom(...verdicts),
  responseTime: time,
  phases: fc.option(phases),
});
const figures = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.double()), {
  minKeys: 1,
  maxKeys: 5,
  noNullPrototype: true,
});
const anyCheck = fc.oneof(
  check,
  fc.tuple(check, figures).map(([plain, own]) => ({ ...plain, figures: own })),
);
const runStart = fc.integer({ min: 0, max: 2 ** 42 });

function joined(checks: readonly PackedCheck[]): Uint8Array {
  return Uint8Array.from(checks.flatMap((each) => [...packCheck(each)]));
}

/** Only empty phases are stored as none. */
function normal(each: PackedCheck): PackedCheck {
  const isEmpty = each.phases !== null && Object.values(each.phases).every((phase) => phase === null);
  return isEmpty ? { ...each, phases: null } : each;
}

test('a run of checks is read back as written, oldest first', () => {
  fc.assert(
    fc.property(runStart, fc.uniqueArray(anyCheck, { selector: ({ at }) => at, maxLength: 40 }), (start, offsets) => {
      const checks = offsets.map((each) => ({ ...each, at: start + each.at }));
      const expected = checks.map(normal).toSorted((a, b) => a.at - b.at);
      const run = joined(checks);
      expect(unpackRun(start, run)).toEqual(expected);
      expect(unpackRecent(start, run)).toEqual(packRecent(expected));
    }),
  );
});

test('a run of short checks in order is read back without phases, and not beyond its end', () => {
  fc.assert(
    fc.property(
      runStart,
      fc.uniqueArray(check, { selector: ({ at }) => at, minLength: 1, maxLength: 40 }),
      (start, all) => {
        const checks = all.map((each) => ({ ...each, at: start + each.at })).toSorted((a, b) => a.at - b.at);
        const run = joined(checks);
        expect(unpackRecent(start, run)).toEqual(packRecent(checks));
        expect(() => unpackRecent(start, run.subarray(0, -1))).toThrow(RangeError);
      },
    ),
  );
});

/** From a version that only had the short form. */
test('a run of an earlier version can be read', () => {
  const data = Uint8Array.from(
    Buffer.from('dbe500fc0c71f801e7060402dc5a300500dccf600a1edd449003ddb9c00480e6bf33', 'hex'),
  );
  expect(unpackRun(1_764_340_000_000, data)).toEqual([
    {
      at: 1_764_340_000_000,
      verdict: 'pass',
      responseTime: 124.9,
      phases: { dns: 1.2, connect: 11.3, tls: 24.8, firstByte: 87.1, download: 0.4 },
    },
    { at: 1_764_340_030_000, verdict: 'degraded', responseTime: 0, phases: null },
    {
      at: 1_764_340_060_000,
      verdict: 'fail',
      responseTime: null,
      phases: { dns: 3, connect: null, tls: null, firstByte: null, download: null },
    },
    { at: 1_764_340_090_000, verdict: 'inconclusive', responseTime: null, phases: null },
    { at: 1_764_340_120_000, verdict: 'pass', responseTime: 5_400_000, phases: null },
  ]);
});

test('a check without figures has no overhead', () => {
  const phases = { dns: 1.2, connect: 11.3, tls: 24.8, firstByte: 87.1, download: 0.4 };
  const packed = packCheck({ at: 1_764_340_000_000, verdict: 'pass', responseTime: 124.9, phases });
  expect(packed).toHaveLength(12);
  expect(packCheck({ at: 1, verdict: 'pass', responseTime: 0, phases: null })).toHaveLength(5);
  expect(packCheck({ at: 1, verdict: 'fail', responseTime: null, phases: null })).toHaveLength(4);
});

test('a run can mix checks with and without figures', () => {
  const plain: PackedCheck = { at: 5_000, verdict: 'pass', responseTime: 0, phases: null };
  const own: PackedCheck = { at: 6_000, verdict: 'degraded', responseTime: 7.5, phases: null, figures: { loss: 12.5 } };
  const bare: PackedCheck = { at: 7_000, verdict: 'fail', responseTime: null, phases: null, figures: { exitCode: -1 } };
  expect(unpackRun(5_000, joined([plain, own, bare]))).toEqual([plain, own, bare]);
});

test('the format of a newer version is an error, not a wrong check', () => {
  const packed = packCheck({ at: 1, verdict: 'pass', responseTime: null, phases: null, figures: { loss: 1 } });
  packed[6] = 3;
  expect(() => unpackRun(1, packed)).toThrow('format 3');
});

test('of two checks at the same instant the one written later counts', () => {
  const first: PackedCheck = { at: 5_000, verdict: 'fail', responseTime: null, phases: null };
  const second: PackedCheck = { at: 5_000, verdict: 'pass', responseTime: 7.5, phases: null };
  expect(unpackRun(5_000, joined([first, second]))).toEqual([second]);
});

test('times are stored to a tenth of a millisecond', () => {
  const exact: PackedCheck = { at: 1, verdict: 'pass', responseTime: 12.3456, phases: null };
  expect(unpackRun(1, packCheck(exact))).toMatchObject([{ responseTime: 12.3 }]);
});

test('times of a check with figures are stored to a thousandth of a millisecond', () => {
  const fine: PackedCheck = { at: 1, verdict: 'pass', responseTime: 0.045, phases: null, figures: { jitter: 0.003 } };
  expect(unpackRun(1, packCheck(fine))).toEqual([fine]);
});

test('a run that ends in the middle of a check is an error, not a wrong check', () => {
  const whole = packCheck({ at: 1, verdict: 'pass', responseTime: 300, phases: null });
  expect(() => unpackRun(1, whole.subarray(0, whole.length - 1))).toThrow(RangeError);
});
