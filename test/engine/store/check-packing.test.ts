import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdicts } from '../../../electron/contract/model/state.ts';
import { packCheck, runMs, unpackRun, type PackedCheck } from '../../../electron/engine/store/check-packing.ts';

/** Milliseconds with one decimal, up to an hour and a half (a heartbeat's run time). */
const time = fc.option(fc.integer({ min: 0, max: 54_000_000 }).map((tenths) => tenths / 10));
const phases = fc.record({ dns: time, connect: time, tls: time, firstByte: time, download: time });
const check = fc.record({
  at: fc.integer({ min: 0, max: runMs - 1 }),
  verdict: fc.constantFrom(...verdicts),
  responseTime: time,
  phases: fc.option(phases),
});
const runStart = fc.integer({ min: 0, max: 2 ** 42 });

function joined(checks: readonly PackedCheck[]): Uint8Array {
  return Uint8Array.from(checks.flatMap((each) => [...packCheck(each)]));
}

/** No phase at all and no phases are the same thing. */
function normal(each: PackedCheck): PackedCheck {
  const isEmpty = each.phases !== null && Object.values(each.phases).every((phase) => phase === null);
  return isEmpty ? { ...each, phases: null } : each;
}

test('a run of checks is read back as it was written, oldest first', () => {
  fc.assert(
    fc.property(runStart, fc.uniqueArray(check, { selector: ({ at }) => at, maxLength: 40 }), (start, offsets) => {
      const checks = offsets.map((each) => ({ ...each, at: start + each.at }));
      const expected = checks.map(normal).toSorted((a, b) => a.at - b.at);
      expect(unpackRun(start, joined(checks))).toEqual(expected);
    }),
  );
});

test('of two checks at the same instant the later written counts', () => {
  const first: PackedCheck = { at: 5_000, verdict: 'fail', responseTime: null, phases: null };
  const second: PackedCheck = { at: 5_000, verdict: 'pass', responseTime: 7.5, phases: null };
  expect(unpackRun(5_000, joined([first, second]))).toEqual([second]);
});

test('times are kept to a tenth of a millisecond', () => {
  const exact: PackedCheck = { at: 1, verdict: 'pass', responseTime: 12.3456, phases: null };
  expect(unpackRun(1, packCheck(exact))).toMatchObject([{ responseTime: 12.3 }]);
});

test('a run that ends in the middle of a check is an error, not a wrong check', () => {
  const whole = packCheck({ at: 1, verdict: 'pass', responseTime: 300, phases: null });
  expect(() => unpackRun(1, whole.subarray(0, whole.length - 1))).toThrow(RangeError);
});
