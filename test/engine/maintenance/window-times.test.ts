import { describe, expect, it } from 'vitest';
import type { MaintenanceTimes } from '../../../electron/contract/model/maintenance.ts';
import {
  activeUntil,
  nextChangeAt,
  nextPeriod,
  periodsBetween,
  type PlannedWindow,
} from '../../../electron/engine/maintenance/window-times.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function planned(times: MaintenanceTimes, timezone: string, endedAt: number | null = null): PlannedWindow {
  const covers = { monitors: [], tags: [], all: true };
  return { window: { id: 'w', name: 'W', timezone, covers, source: 'hand', ...times }, endedAt };
}

const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString().slice(0, 16));
const periods = (window: PlannedWindow, from: string, days: number): readonly string[] =>
  periodsBetween(window, { from: Date.parse(from), to: Date.parse(from) + days * day }, 20).map(
    (period) => `${iso(period.from) ?? ''} ${String((period.to - period.from) / hour)} h`,
  );

describe('a window', () => {
  it('that is planned once is active from its start until before its end', () => {
    const once = planned({ from: '2026-11-29T02:00', to: '2026-11-29T04:00' }, 'UTC');
    const start = Date.UTC(2026, 10, 29, 2);
    expect(activeUntil(once, start - 1)).toBeNull();
    expect(activeUntil(once, start)).toBe(start + 2 * hour);
    expect(activeUntil(once, start + 2 * hour)).toBeNull();
    expect(nextPeriod(once, start - 1)).toEqual({ from: start, to: start + 2 * hour });
    expect(nextPeriod(once, start)).toBeNull();
    expect(nextChangeAt(once, start + 2 * hour)).toBe(Infinity);
  });

  it('of every week spans midnight, and says when it changes next', () => {
    const weekly = planned({ days: ['tue'], from: '22:00', to: '02:00' }, 'UTC');
    const tuesday = Date.UTC(2026, 11, 1, 22);
    expect(nextChangeAt(weekly, tuesday - day)).toBe(tuesday);
    expect(nextChangeAt(weekly, tuesday + hour)).toBe(tuesday + 4 * hour);
    expect(periods(weekly, '2026-11-30T00:00Z', 14)).toEqual(['2026-12-01T22:00 4 h', '2026-12-08T22:00 4 h']);
  });

  it('of cron lines lasts for its duration; periods that touch are one', () => {
    const cron = planned({ cron: ['0 3 * * *', '30 3 * * *'], duration: hour }, 'UTC');
    const start = Date.UTC(2026, 11, 1, 3);
    expect(activeUntil(cron, start)).toBe(start + 90 * minute);
    expect(activeUntil(cron, start + 89 * minute)).toBe(start + 90 * minute);
    expect(activeUntil(cron, start + 90 * minute)).toBeNull();
    expect(periods(cron, '2026-12-01T00:00Z', 2)).toEqual(['2026-12-01T03:00 1.5 h', '2026-12-02T03:00 1.5 h']);
  });

  it('that was ended by hand stays ended until its next period', () => {
    const start = Date.UTC(2026, 11, 1, 3);
    const ended = planned({ cron: ['0 3 * * *'], duration: 2 * hour }, 'UTC', start + hour);
    expect(activeUntil(ended, start + 30 * minute)).toBe(start + 2 * hour);
    expect(activeUntil(ended, start + hour)).toBeNull();
    expect(activeUntil(ended, start + 2 * hour - 1)).toBeNull();
    expect(activeUntil(ended, start + day)).toBe(start + day + 2 * hour);
  });
});

describe('the periods of a range', () => {
  const cron = (line: string, duration: number): MaintenanceTimes => ({ cron: [line], duration });

  it.each<{ what: string; times: MaintenanceTimes; found: string }>([
    { what: 'once', times: { from: '2026-11-10T08:00', to: '2026-12-01T02:00' }, found: '2026-11-10T08:00 498 h' },
    { what: 'weekly', times: { days: ['mon'], from: '22:00', to: '02:00' }, found: '2026-11-30T22:00 4 h' },
    { what: 'by cron lines', times: cron('0 3 28 11 *', 7 * day), found: '2026-11-28T03:00 168 h' },
  ])('begin before it, where one is planned $what', ({ times, found }) => {
    expect(periods(planned(times, 'UTC'), '2026-12-01T00:00Z', 2)).toEqual([found]);
  });

  it('begin twice their length before it where they never end', () => {
    const endless = planned(cron('0 * * * *', hour), 'UTC');
    expect(periods(endless, '2026-12-01T00:00Z', 2)[0]).toMatch(/^2026-11-30T22:00 /);
  });

  it('end where one was ended by hand', () => {
    const start = Date.UTC(2026, 11, 1, 3);
    const ended = planned(cron('0 3 * * *', 2 * hour), 'UTC', start + hour);
    const all = ['2026-12-01T03:00 1 h', '2026-12-02T03:00 2 h'];
    expect(periods(ended, '2026-12-01T00:00Z', 2)).toEqual(all);
    expect(periods(ended, '2026-12-01T04:30Z', 1)).toEqual(all.slice(1));
  });
});

describe('when the clock changes', () => {
  it.each([
    // Forward: the hour from 2:00 (at Lord Howe the half hour) is skipped.
    ['Europe/Berlin', '2026-03-28T12:00Z', ['2026-03-29T00:30 1.5 h', '2026-03-29T23:30 2.5 h']],
    ['America/New_York', '2026-03-07T12:00Z', ['2026-03-08T06:30 1.5 h', '2026-03-09T05:30 2.5 h']],
    ['Australia/Lord_Howe', '2026-10-03T12:00Z', ['2026-10-03T15:00 2 h', '2026-10-04T14:30 2.5 h']],
    // Back: it comes twice.
    ['Europe/Berlin', '2026-10-24T12:00Z', ['2026-10-24T23:30 3.5 h', '2026-10-26T00:30 2.5 h']],
    ['Australia/Lord_Howe', '2026-04-04T12:00Z', ['2026-04-04T14:30 3 h', '2026-04-05T15:00 2.5 h']],
  ])('a weekly window in %s follows local time, from %s', (timezone, from, expected) => {
    expect(periods(planned({ days: [], from: '01:30', to: '04:00' }, timezone), from, 2)).toEqual(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-03-28T12:00Z', ['2026-03-29T01:00 1 h', '2026-03-30T00:30 1 h']],
    ['America/New_York', '2026-03-07T12:00Z', ['2026-03-08T07:00 1 h', '2026-03-09T06:30 1 h']],
    ['Australia/Lord_Howe', '2026-10-03T12:00Z', ['2026-10-03T15:30 1 h', '2026-10-04T15:30 1 h']],
    ['Europe/Berlin', '2026-10-24T12:00Z', ['2026-10-25T00:30 1 h', '2026-10-26T01:30 1 h']],
    ['America/New_York', '2026-10-31T12:00Z', ['2026-11-01T07:30 1 h', '2026-11-02T07:30 1 h']],
  ])('a cron window in %s starts once and lasts as long as ever, from %s', (timezone, from, expected) => {
    expect(periods(planned({ cron: ['30 2 * * *'], duration: hour }, timezone), from, 2)).toEqual(expected);
  });

  it('a window that is planned once lasts from one instant to the other', () => {
    const night = { from: '2026-10-25T02:00', to: '2026-10-25T03:00' };
    expect(periods(planned(night, 'Europe/Berlin'), '2026-10-24T12:00Z', 2)).toEqual(['2026-10-25T00:00 2 h']);
  });
});
