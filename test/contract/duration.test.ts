import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDuration, formatDuration, parseDuration } from '../../electron/contract/duration.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['2d', 172_800_000],
  [' 0s ', 0],
])('%s is %i milliseconds', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '5', 'm', '1.5h', '-5m', '5 m', '5min', '1h30m', '5M', '9999999999999s'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeNull();
  },
);

test('a formatted duration parses to the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }),
  );
});

test.each([
  [90_000, '90s'],
  [300_000, '5m'],
  [3_600_000, '1h'],
  [86_400_000, '1d'],
  [1_500, '1500ms'],
  [0, '0s'],
])('%i milliseconds are written %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

describe('for people', () => {
  test.each([
    [252_000, '4 min 12 s'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 d 4 h'],
    [360_000, '6 min'],
    [86_400_000 + 59_000, '1 d'],
    [3_600_000 + 5_000, '1 h'],
    [59_999, '59 s'],
    [12_000, '12 s'],
    [9_990, '9.9 s'],
    [1_500, '1.5 s'],
    [2_000, '2 s'],
    [450.7, '450 ms'],
    [0, '0 s'],
    [-5, '0 s'],
    [400 * 86_400_000, '400 d'],
  ])('%d milliseconds are %s', (ms, text) => {
    expect(describeDuration(ms)).toBe(text);
  });
});
