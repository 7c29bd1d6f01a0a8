import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../electron/engine/calendar/instant.ts';

const utc = (text: string, timezone: string | null): string => {
  const at = instantOf(text, timezone);
  return at === null ? 'none' : new Date(at).toISOString();
};

describe('a written time', () => {
  it.each([
    ['2026-11-29T02:00', 'Europe/Berlin', '2026-11-29T01:00:00.000Z'],
    ['2026-11-29 2:00', 'Europe/Berlin', '2026-11-29T01:00:00.000Z'],
    ['2026-07-01T02:00:30', 'America/New_York', '2026-07-01T06:00:30.000Z'],
    ['2026-11-29T02:00Z', 'Europe/Berlin', '2026-11-29T02:00:00.000Z'],
    ['2026-11-29T02:00:00.123456Z', null, '2026-11-29T02:00:00.123Z'],
    ['2026-11-29T02:00+05:30', null, '2026-11-28T20:30:00.000Z'],
    ['2026-11-29T02:00-0200', null, '2026-11-29T04:00:00.000Z'],
  ])('%s in %s is %s', (text, timezone, expected) => {
    expect(utc(text, timezone)).toBe(expected);
  });

  it.each(['', 'tomorrow', '2026-11-29', '02:00', '2026-02-30T02:00', '2026-11-29T25:00', '2026-13-01T00:00'])(
    '%j is none',
    (text) => {
      expect(instantOf(text, 'UTC')).toBeNull();
    },
  );

  it.each([
    // Skipped: as far behind the gap as it is ahead of its start.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    // Twice: the first.
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('%s in %s, when the clock changes, is %s', (text, timezone, expected) => {
    expect(utc(text, timezone)).toBe(expected);
  });
});
