import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../electron/contract/duration.ts';

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
