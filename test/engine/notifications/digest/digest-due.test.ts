import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DigestSchedule } from '../../../../electron/contract/model/alert.ts';
import { dueDigest } from '../../../../electron/engine/notifications/digest/digest-due.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const weekly: DigestSchedule = { days: ['mon'], at: '09:00', timezone: 'UTC', channels: ['ops'] };
const daily: DigestSchedule = { ...weekly, days: [] };
const monday = Date.parse('2026-11-02T09:00Z');

test('a digest is due at its time, about the time since the one before', () => {
  expect(dueDigest(weekly, monday - day, monday - 1).period).toBeNull();
  expect(dueDigest(weekly, monday - day, monday)).toEqual({
    period: { from: monday - 7 * day, to: monday },
    settledAt: monday,
    nextAt: monday + 7 * day,
  });
});

test('it is due once', () => {
  expect(dueDigest(weekly, monday, monday).period).toBeNull();
  expect(dueDigest(weekly, monday, monday + 6 * day).period).toBeNull();
});

test('nothing is due of the time before the schedule was made', () => {
  expect(dueDigest(weekly, null, monday + hour)).toMatchObject({ period: null, settledAt: monday + hour });
  expect(dueDigest(weekly, monday + 1, monday + hour).period).toBeNull();
});

describe('a digest that was missed', () => {
  it('is due as long as it is younger than a day', () => {
    expect(dueDigest(weekly, monday - day, monday + day - 1).period).not.toBeNull();
  });

  it('is skipped after that', () => {
    expect(dueDigest(weekly, monday - day, monday + day)).toMatchObject({ period: null, settledAt: monday });
  });

  it('stands for those before it', () => {
    const { period, settledAt } = dueDigest(daily, monday - 5 * day, monday + hour);
    expect({ period, settledAt }).toEqual({ period: { from: monday - day, to: monday }, settledAt: monday });
  });
});

describe('a clock that is set back', () => {
  it('repeats no digest', () => {
    expect(dueDigest(daily, monday, monday - hour).period).toBeNull();
    expect(dueDigest(daily, monday, monday + minute).period).toBeNull();
  });

  it('that was years ahead does not stop digests', () => {
    const { settledAt, nextAt } = dueDigest(daily, monday + 3 * 365 * day, monday + hour);
    expect(settledAt).toBe(monday + hour);
    expect(dueDigest(daily, settledAt, nextAt).period).toEqual({ from: monday, to: monday + day });
  });
});

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'] as const;
const times = fc.integer({ min: 0, max: 23 * 4 + 3 }).map((quarters) => {
  const [hours, minutes] = [Math.floor(quarters / 4), (quarters % 4) * 15];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
});

it('is due once for each of its days, whatever the zone and whenever it is reviewed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      times,
      fc.array(fc.integer({ min: 1, max: 20 * 60 }), { minLength: 40, maxLength: 60 }),
      fc.constantFrom('2026-03-01T00:00Z', '2026-04-01T00:00Z', '2026-09-25T00:00Z', '2026-10-20T00:00Z'),
      (timezone, at, stepsInMinutes, begin) => {
        const schedule = { ...daily, timezone, at };
        let now = Date.parse(begin);
        let settledAt: number = now;
        const due: number[] = [];
        let nextAt = dueDigest(schedule, settledAt, now).nextAt;
        const expected: number[] = [];
        for (const step of stepsInMinutes) {
          now += step * minute;
          while (nextAt <= now) {
            expected.push(nextAt);
            nextAt = dueDigest(schedule, nextAt, nextAt).nextAt;
          }
          const found = dueDigest(schedule, settledAt, now);
          if (found.period !== null) due.push(found.period.to);
          settledAt = found.settledAt;
        }
        expect(due).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
