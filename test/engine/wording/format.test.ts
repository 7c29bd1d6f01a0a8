import { describe, expect, it } from 'vitest';
import { english } from '../../../electron/engine/wording/en.ts';
import { formatFor } from '../../../electron/engine/wording/format.ts';

const winterNoon = Date.UTC(2026, 0, 5, 12);

describe('an instant', () => {
  const { instant } = formatFor('en-GB', english);

  it('is in the time zone that is asked for, summer time included', () => {
    expect(instant(Date.UTC(2026, 6, 5, 22, 4, 9), 'Europe/Berlin')).toBe('6 Jul 2026, 00:04:09 CEST');
    expect(instant(winterNoon, 'Asia/Tokyo')).toBe('5 Jan 2026, 21:00:00 GMT+9');
  });

  it('is in this computer’s time zone where none is asked for', () => {
    expect(instant(winterNoon)).toBe(instant(winterNoon, Intl.DateTimeFormat().resolvedOptions().timeZone));
  });

  it('has the clock of the reader’s region, and the month in the language of the words', () => {
    expect(formatFor('de-DE', english).instant(winterNoon, 'UTC')).toBe('5 Jan 2026, 12:00:00 UTC');
    expect(formatFor('en-US', english).instant(winterNoon, 'UTC')).toMatch(/^Jan 5, 2026, 12:00:00\sPM UTC$/u);
  });
});

it('a language without a region is written as it usually is', () => {
  expect(formatFor('en', english).instant(winterNoon, 'UTC')).toBe('5 Jan 2026, 12:00:00 UTC');
});

describe('a number', () => {
  const german = formatFor('de-DE', english);
  const american = formatFor('en-US', english);

  it('has the decimal sign of the reader’s region', () => {
    expect([german.number(1_234.5), american.number(1_234.5)]).toEqual(['1.234,5', '1,234.5']);
    expect([german.responseTime(1_322), american.responseTime(1_322)]).toEqual(['1,32 s', '1.32 s']);
    expect(german.percent(0.99976)).toBe('99,97\u00a0%');
  });

  it('is rounded where it was measured, and cut where it still grows', () => {
    expect(american.responseTime(828.6)).toBe('829 ms');
    expect(american.length(9_900)).toBe('9 s');
    expect(american.length(252_900)).toBe('4 min 12 s');
  });

  it('is complete where it was set', () => {
    expect([500, 1_500, 30_000, 59_500, 90_000, 0].map(american.duration)).toEqual([
      '500 ms',
      '1.5 s',
      '30 s',
      '59.5 s',
      '1 min 30 s',
      '0 s',
    ]);
  });
});

it('a time of any day is on the reader’s clock', () => {
  expect(formatFor('de-DE', english).wallTime(3, 0)).toBe('03:00');
  expect(formatFor('en-US', english).wallTime(15, 5)).toMatch(/^3:05\sPM$/u);
});
