import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { weekdays } from '../../../electron/contract/model/alert.ts';
import { isTimezone } from '../../../electron/engine/calendar/wall-clock.ts';
import { minutesOf } from '../../../electron/contract/wall-time.ts';
import {
  endOf,
  isEndless,
  isWithin,
  nextStart,
  type WeeklyWindow,
} from '../../../electron/engine/calendar/weekly-window.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const zoneBefore = process.env['TZ'];

afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const night: WeeklyWindow = { days: [], from: '22:00', to: '07:00', timezone: 'UTC' };
const inVienna = { ...night, timezone: 'Europe/Vienna' };
const at = (text: string): number => Date.parse(text);
const until = (window: WeeklyWindow, text: string): string | null => {
  const end = endOf(window, at(text));
  return end === null ? null : new Date(end).toISOString().replace(':00.000Z', 'Z');
};

describe('weekly windows', () => {
  it.each([
    ['2026-01-05T21:59:59Z', null],
    ['2026-01-05T22:00:00Z', '2026-01-06T07:00Z'],
    ['2026-01-06T00:00:00Z', '2026-01-06T07:00Z'],
    ['2026-01-06T06:59:59Z', '2026-01-06T07:00Z'],
    ['2026-01-06T07:00:00Z', null],
  ])('over midnight at %s last until %s', (moment, end) => {
    expect(until(night, moment)).toBe(end);
  });

  it('within one day last from one time to the other', () => {
    const lunch = { ...night, from: '12:00', to: '13:30' };
    expect(until(lunch, '2026-01-05T11:59:00Z')).toBeNull();
    expect(until(lunch, '2026-01-05T12:00:00Z')).toBe('2026-01-05T13:30Z');
    expect(until(lunch, '2026-01-05T13:30:00Z')).toBeNull();
  });

  it('belong to the day on which they start', () => {
    const friday: WeeklyWindow = { ...night, days: ['fri'] };
    expect(until(friday, '2026-01-09T03:00:00Z')).toBeNull();
    expect(until(friday, '2026-01-09T23:00:00Z')).toBe('2026-01-10T07:00Z');
    expect(until(friday, '2026-01-10T03:00:00Z')).toBe('2026-01-10T07:00Z');
    expect(until(friday, '2026-01-10T23:00:00Z')).toBeNull();
  });

  it('from a time to the same time last a day, and consecutive days are merged', () => {
    const weekend: WeeklyWindow = { ...night, days: ['sat', 'sun'], from: '00:00', to: '00:00' };
    expect(until(weekend, '2026-01-09T23:59:00Z')).toBeNull();
    expect(until(weekend, '2026-01-10T09:00:00Z')).toBe('2026-01-12T00:00Z');
    expect(isEndless(weekend)).toBe(false);
    expect(isEndless({ ...weekend, days: [] })).toBe(true);
    expect(isEndless({ ...weekend, days: weekdays })).toBe(true);
  });

  it('follow local time when the clock changes', () => {
    expect(until(inVienna, '2026-03-28T23:30:00Z')).toBe('2026-03-29T05:00Z');
    expect(until(inVienna, '2026-10-24T20:30:00Z')).toBe('2026-10-25T06:00Z');
  });

  it('that would end within a skipped hour end with it', () => {
    const early = { ...inVienna, to: '02:30' };
    expect(until(early, '2026-03-28T22:00:00Z')).toBe('2026-03-29T01:00Z');
  });

  it('that would start within a skipped hour start after it', () => {
    const late = { ...inVienna, from: '02:30', to: '05:00' };
    expect(until(late, '2026-03-29T00:59:00Z')).toBeNull();
    expect(until(late, '2026-03-29T01:00:00Z')).toBe('2026-03-29T03:00Z');
  });

  it("use this computer's time zone by default", () => {
    const here = { ...night, timezone: null };
    process.env['TZ'] = 'America/New_York';
    expect(until(here, '2026-01-06T02:59:00Z')).toBeNull();
    expect(until(here, '2026-01-06T03:00:00Z')).toBe('2026-01-06T12:00Z');
    process.env['TZ'] = 'Asia/Kolkata';
    expect(until(here, '2026-01-06T02:59:00Z')).toBeNull();
    expect(until(here, '2026-01-06T16:30:00Z')).toBe('2026-01-07T01:30Z');
  });

  const startAfter = (window: WeeklyWindow, text: string): string | null => {
    const start = nextStart(window, at(text));
    return start === null ? null : new Date(start).toISOString().replace(':00.000Z', 'Z');
  };

  it('have a next start on one of their days, even from within', () => {
    const friday: WeeklyWindow = { ...night, days: ['fri'] };
    expect(startAfter(friday, '2026-01-09T21:59:30Z')).toBe('2026-01-09T22:00Z');
    expect(startAfter(friday, '2026-01-09T23:00:00Z')).toBe('2026-01-16T22:00Z');
    expect(startAfter(night, '2026-01-09T03:00:00Z')).toBe('2026-01-09T22:00Z');
  });

  it('start by local time, even on days with a clock change', () => {
    const morning = { ...inVienna, from: '08:00', to: '09:00' };
    expect(startAfter(morning, '2026-03-28T10:00:00Z')).toBe('2026-03-29T06:00Z');
    expect(startAfter(morning, '2026-10-24T10:00:00Z')).toBe('2026-10-25T07:00Z');
    const leftOut = { ...inVienna, from: '02:10', to: '02:40' };
    expect(startAfter(leftOut, '2026-03-28T10:00:00Z')).toBe('2026-03-30T00:10Z');
  });

  it('never start if they never end, or without valid times', () => {
    expect(nextStart({ ...night, from: '00:00', to: '00:00' }, at('2026-01-05T12:00:00Z'))).toBeNull();
    expect(nextStart({ ...night, from: 'late' }, at('2026-01-05T12:00:00Z'))).toBeNull();
  });

  const clockTime = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const anyWindow: fc.Arbitrary<WeeklyWindow> = fc
    .record({
      days: fc.subarray([...weekdays]),
      from: clockTime,
      to: clockTime,
      timezone: fc.constantFrom('UTC', 'Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
    })
    .filter((window) => !isEndless(window));
  const anyMoment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });

  it('end at their end, not a minute earlier, and last a week at most', () => {
    fc.assert(
      fc.property(anyWindow, anyMoment, (window, moment) => {
        const end = endOf(window, moment);
        if (end === null) return;
        expect(end).toBeGreaterThan(moment);
        expect(end - moment).toBeLessThanOrEqual(7 * day + hour);
        expect(endOf(window, end)).toBeNull();
        expect(endOf(window, Math.max(moment, end - 1))).toBe(end);
      }),
    );
  });

  it('start at their next start, not earlier, within eight days', () => {
    fc.assert(
      fc.property(anyWindow, anyMoment, fc.double({ min: 0, max: 1, noNaN: true }), (window, moment, part) => {
        const start = nextStart(window, moment);
        if (start === null) throw new Error('each of these begins some day');
        const outsideFrom = endOf(window, moment) ?? moment;
        expect(isWithin(window, start)).toBe(true);
        expect(start).toBeGreaterThan(outsideFrom);
        expect(start - outsideFrom).toBeLessThanOrEqual(8 * day);
        expect(isWithin(window, start - 1)).toBe(false);
        expect(isWithin(window, Math.floor(outsideFrom + (start - 1 - outsideFrom) * part))).toBe(false);
      }),
    );
  });
});

it('times of day have two digits in each part', () => {
  expect(['00:00', '07:05', '23:59'].map(minutesOf)).toEqual([0, 425, 1439]);
  for (const time of ['24:00', '7:00', '07:60', '0700', '', '07:00:00', ' 7:00']) expect(minutesOf(time)).toBeNull();
});

it('time zones are those known to this computer', () => {
  expect(['UTC', 'Europe/Vienna', 'America/New_York'].map(isTimezone)).toEqual([true, true, true]);
  expect(['', 'Vienna', 'Europe/Nowhere', '+2'].map(isTimezone)).toEqual([false, false, false, false]);
});
