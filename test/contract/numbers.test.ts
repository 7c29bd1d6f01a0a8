import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { createNumberFormat } from '../../electron/contract/numbers.ts';

const english = createNumberFormat('en-US');
const german = createNumberFormat('de-DE');

test.each([
  [0, '0 ms'],
  [0.001, '<0.01 ms'],
  [0.045, '0.05 ms'],
  [0.4, '0.4 ms'],
  [1.84, '1.8 ms'],
  [9.96, '10 ms'],
  [8, '8 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [9_996, '10.0 s'],
  [12_440, '12.4 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min'],
  [1_269_700, '21 min 9 s'],
])('a response time of %d ms reads %s', (ms, text) => {
  expect(english.formatResponseTime(ms)).toBe(text);
});

test.each([
  [33.333, '%', '33.33 %'],
  [0.000_123_4, '', '0.0001234'],
  [-5, 'C', '−5 C'],
  [2_643_000_000, 'B', '2.6 GB'],
  [0.025, 's', '25 ms'],
  [86_400, 's', '1 d'],
  [45, 'us', '0.05 ms'],
  [0, 's', '0 s'],
  [12_345_678, '', '12.35M'],
])('a figure of %d %s reads %s', (value, unit, text) => {
  expect(english.formatFigure(value, unit)).toBe(text);
});

test('a figure is written as the reader writes numbers', () => {
  expect(german.formatFigure(1_234.5, '%')).toBe('1.235 %');
  expect(german.formatFigure(0.25, '')).toBe('0,25');
});

test('short phases keep their tenth of a millisecond', () => {
  expect(english.formatPhase(1.84)).toBe('1.8 ms');
  expect(english.formatPhase(42.4)).toBe('42 ms');
});

test.each([
  [-5, '0 s'],
  [999, '0 s'],
  [9_900, '9 s'],
  [252_000, '4 min 12 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [187_200_000, '2 d 4 h'],
])('a length of %d ms reads %s', (ms, text) => {
  expect(english.formatLength(ms)).toBe(text);
});

test('narrow places show only the largest unit', () => {
  expect(english.formatShortLength(187_200_000)).toBe('2 d');
  expect(english.formatShortLength(59_999)).toBe('59 s');
  expect(english.formatShortLength(10)).toBe('0 s');
});

test.each([
  [1, '100%'],
  [0.999999, '99.99%'],
  [0.99985, '99.98%'],
  [0.29, '29.0%'],
  [0, '0%'],
])('a ratio of %d reads %s', (ratio, text) => {
  expect(english.formatPercent(ratio)).toBe(text);
});

test('no uptime below 1 is ever shown as 100%', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (ratio) => {
      expect(english.formatPercent(ratio)).not.toBe('100%');
    }),
  );
});

test.each([
  [512, '512 B'],
  [12_400, '12.4 kB'],
  [999_960, '1.0 MB'],
  [345_000_000, '345 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(english.formatBytes(bytes)).toBe(text);
});

test("numbers have the region's separators", () => {
  expect(english.formatCount(1_234)).toBe('1,234');
  expect(german.formatCount(1_234)).toBe('1.234');
  expect(german.formatResponseTime(1_240)).toBe('1,24 s');
  expect(german.formatBytes(12_400)).toBe('12,4 kB');
  expect(german.formatPercent(0.99985)).toBe('99,98\u00a0%');
});
