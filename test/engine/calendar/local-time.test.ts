import { describe, expect, it, test } from 'vitest';
import { lastOccurrence, nextOccurrence, type LocalTime } from '../../../electron/engine/calendar/local-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const daily = (at: string, timezone: string): LocalTime => ({ days: [], at, timezone });

/** All within [from, to), stepping from one to the next. */
function occurrencesBetween(time: LocalTime, from: string, to: string): readonly string[] {
  const found: string[] = [];
  for (let at = nextOccurrence(time, Date.parse(from) - 1); at < Date.parse(to); at = nextOccurrence(time, at)) {
    found.push(new Date(at).toISOString());
  }
  return found;
}

test('a time of the week occurs on its days alone', () => {
  const weekly: LocalTime = { days: ['mon', 'thu'], at: '09:00', timezone: 'Europe/Berlin' };
  expect(occurrencesBetween(weekly, '2026-11-01T00:00Z', '2026-11-13T00:00Z')).toEqual([
    '2026-11-02T08:00:00.000Z',
    '2026-11-05T08:00:00.000Z',
    '2026-11-09T08:00:00.000Z',
    '2026-11-12T08:00:00.000Z',
  ]);
});

test('the last occurrence may be this moment, the next is later', () => {
  const time = daily('09:00', 'UTC');
  const at = Date.parse('2026-11-02T09:00Z');
  expect(lastOccurrence(time, at)).toBe(at);
  expect(nextOccurrence(time, at)).toBe(at + day);
  expect(lastOccurrence(time, at - 1)).toBe(at - day);
});

test('the day is that of the zone, far from UTC as well', () => {
  const auckland: LocalTime = { days: ['mon'], at: '00:30', timezone: 'Pacific/Auckland' };
  expect(occurrencesBetween(auckland, '2026-11-01T00:00Z', '2026-11-09T00:00Z')).toEqual([
    '2026-11-01T11:30:00.000Z',
    '2026-11-08T11:30:00.000Z',
  ]);
});

interface Change {
  readonly zone: string;
  readonly at: string;
  /** Around midnight before and after the change, UTC. */
  readonly from: string;
  readonly to: string;
  readonly expected: readonly string[];
}

/** Local times that the clock skips or shows twice, and one of every usual day. */
const changes: readonly Change[] = [
  {
    zone: 'Europe/Berlin',
    at: '02:30',
    from: '2026-03-27T23:00Z',
    to: '2026-03-30T22:00Z',
    // 02:30 does not exist on the 29th: half an hour after the gap.
    expected: ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
  },
  {
    zone: 'Europe/Berlin',
    at: '02:30',
    from: '2026-10-23T22:00Z',
    to: '2026-10-26T23:00Z',
    expected: ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
  },
  {
    zone: 'America/New_York',
    at: '02:30',
    from: '2026-03-07T05:00Z',
    to: '2026-03-10T04:00Z',
    expected: ['2026-03-07T07:30', '2026-03-08T07:30', '2026-03-09T06:30'],
  },
  {
    zone: 'America/New_York',
    at: '01:30',
    from: '2026-10-31T04:00Z',
    to: '2026-11-03T05:00Z',
    expected: ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30'],
  },
  {
    zone: 'Australia/Lord_Howe',
    at: '02:15',
    from: '2026-10-02T13:30Z',
    to: '2026-10-05T13:00Z',
    // The clock goes from 02:00 to 02:30.
    expected: ['2026-10-02T15:45', '2026-10-03T15:45', '2026-10-04T15:15'],
  },
  {
    zone: 'Australia/Lord_Howe',
    at: '01:45',
    from: '2026-04-03T13:00Z',
    to: '2026-04-06T13:30Z',
    // The clock goes from 02:00 to 01:30.
    expected: ['2026-04-03T14:45', '2026-04-04T14:45', '2026-04-05T15:15'],
  },
];

describe.each(changes)('$at in $zone from $from', ({ zone, at, from, to, expected }) => {
  it('occurs once a day', () => {
    const inUtc = expected.map((text) => new Date(`${text}Z`).toISOString());
    expect(occurrencesBetween(daily(at, zone), from, to)).toEqual(inUtc);
  });

  it('is found from each minute around the change, forwards and backwards', () => {
    const all = expected.map((text) => Date.parse(`${text}Z`));
    const [first = 0, , last = 0] = all;
    for (let now = first; now < last; now += 7 * minute) {
      expect(lastOccurrence(daily(at, zone), now)).toBe(Math.max(...all.filter((one) => one <= now)));
      expect(nextOccurrence(daily(at, zone), now)).toBe(Math.min(...all.filter((one) => one > now)));
    }
  });
});
