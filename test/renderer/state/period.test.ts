import { describe, expect, test } from 'vitest';
import {
  isMoving,
  latestMonths,
  neighbour,
  parsePeriod,
  periodText,
  rangeOfPeriod,
} from '../../../renderer/state/period.ts';

const now = new Date(2026, 10, 29, 12).getTime();
const dayMs = 86_400_000;

describe('a period', () => {
  test.each(['24h', '7d', '30d', '90d', '2026-10', '2026-10-03T10:00:00Z--2026-10-04T10:30:00Z'])(
    'is kept as text: %s',
    (text) => {
      expect(periodText(parsePeriod(text))).toBe(text);
    },
  );

  test.each([
    '',
    '1h',
    '2026-13',
    '0001-01',
    'x--y',
    '2026-10-04T00:00:00Z--2026-10-03T00:00:00Z',
    '1970-01-01--1990-01-01',
  ])('of another text (%j) is the usual one', (text) => {
    expect(periodText(parsePeriod(text))).toBe('30d');
  });

  test('that begins before anything can have been recorded begins with the year 2000', () => {
    expect(periodText(parsePeriod('1970-01-01--2026-01-01'))).toBe('2000-01-01T00:00:00Z--2026-01-01T00:00:00Z');
  });

  test('with a name ends now, and moves along', () => {
    expect(rangeOfPeriod(parsePeriod('7d'), now)).toEqual({ from: now - 7 * dayMs, to: now });
    expect(isMoving(parsePeriod('7d'), now)).toBe(true);
  });

  test('that is a month is that of the calendar, and ends now while it is on', () => {
    const october = { from: new Date(2026, 9, 1).getTime(), to: new Date(2026, 10, 1).getTime() };
    expect(rangeOfPeriod(parsePeriod('2026-10'), now)).toEqual(october);
    expect(isMoving(parsePeriod('2026-10'), now)).toBe(false);
    expect(rangeOfPeriod(parsePeriod('2026-11'), now)).toEqual({ from: october.to, to: now });
    expect(isMoving(parsePeriod('2026-11'), now)).toBe(true);
  });

  test('that has not begun is not empty, as no call takes an empty one', () => {
    const { from, to } = rangeOfPeriod(parsePeriod('2030-01'), now);
    expect(to).toBeGreaterThan(from);
  });
});

describe('the neighbour', () => {
  test('of a month is a month, over the end of the year as well', () => {
    expect(periodText(neighbour(parsePeriod('2026-01'), -1, now))).toBe('2025-12');
    expect(periodText(neighbour(parsePeriod('2025-12'), 1, now))).toBe('2026-01');
  });

  test('of another period is the part of the same length before or after it, not in the future', () => {
    const earlier = neighbour(parsePeriod('24h'), -1, now);
    expect(rangeOfPeriod(earlier, now)).toEqual({ from: now - 2 * dayMs, to: now - dayMs });
    expect(rangeOfPeriod(neighbour(earlier, 1, now), now)).toEqual({ from: now - dayMs, to: now });
    expect(rangeOfPeriod(neighbour(parsePeriod('24h'), 1, now), now)).toEqual({ from: now - dayMs, to: now });
  });
});

test('the latest months are offered from the one that is on', () => {
  expect(latestMonths(new Date(2026, 1, 3).getTime(), 4).map(periodText)).toEqual([
    '2026-02',
    '2026-01',
    '2025-12',
    '2025-11',
  ]);
});
