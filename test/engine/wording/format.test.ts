import { describe, expect, it } from 'vitest';
import { en } from '../../../electron/engine/wording/en.ts';
import { formatFor } from '../../../electron/engine/wording/format.ts';

const winterNoon = Date.UTC(2026, 0, 5, 12);

describe('an instant', () => {
  const { instant } = formatFor('en-GB', en);

  it('is in the time zone that is asked for, summer time included', () => {
    expect(instant(Date.UTC(2026, 6, 5, 22, 4, 9), 'Europe/Berlin')).toBe('6 Jul 2026, 00:04:09 CEST');
    expect(instant(winterNoon, 'Asia/Tokyo')).toBe('5 Jan 2026, 21:00:00 GMT+9');
  });

  it('is in this computer’s time zone where none is asked for', () => {
    expect(instant(winterNoon)).toBe(instant(winterNoon, Intl.DateTimeFormat().resolvedOptions().timeZone));
  });

  it('has the clock of the reader’s region, and the month in the language of the words', () => {
    expect(formatFor('de-DE', en).instant(winterNoon, 'UTC')).toBe('5 Jan 2026, 12:00:00 UTC');
    expect(formatFor('en-US', en).instant(winterNoon, 'UTC')).toMatch(/^Jan 5, 2026, 12:00:00\sPM UTC$/u);
  });
});

it('a language without a region is written as it usually is', () => {
  expect(formatFor('en', en).instant(winterNoon, 'UTC')).toBe('5 Jan 2026, 12:00:00 UTC');
});
