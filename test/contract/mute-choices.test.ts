import { afterEach, describe, expect, test } from 'vitest';
import { isUnhealthy, muteChoicesAt, muteUntil } from '../../electron/contract/mute-choices.ts';

const hourMs = 3_600_000;
const zoneBefore = process.env['TZ'];

function useZone(zone: string): void {
  process.env['TZ'] = zone;
}
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

test('the hours are elapsed hours, across changes of daylight saving time', () => {
  useZone('Europe/Berlin');
  const beforeTheJump = Date.UTC(2026, 2, 29, 0, 30);
  expect(muteUntil('1h', beforeTheJump)).toBe(beforeTheJump + hourMs);
  expect(muteUntil('4h', beforeTheJump)).toBe(beforeTheJump + 4 * hourMs);
});

describe('tomorrow is nine on the next calendar day', () => {
  test.each([
    ['in the evening', 'UTC', '2026-11-22T20:15:00Z', '2026-11-23T09:00:00Z'],
    ['in the night', 'UTC', '2026-11-22T01:00:00Z', '2026-11-23T09:00:00Z'],
    ['at the end of a year', 'UTC', '2026-12-31T23:59:59Z', '2027-01-01T09:00:00Z'],
    ['by local time, where the day is another already', 'Asia/Tokyo', '2026-11-22T20:15:00Z', '2026-11-24T00:00:00Z'],
    ['where the night has an hour less', 'Europe/Berlin', '2026-03-28T20:00:00Z', '2026-03-29T07:00:00Z'],
    ['where the night has an hour more', 'Europe/Berlin', '2026-10-24T20:00:00Z', '2026-10-25T08:00:00Z'],
    ['where midnight itself is left out', 'America/Santiago', '2026-09-06T02:00:00Z', '2026-09-06T12:00:00Z'],
  ])('%s', (_when, zone, now, expected) => {
    useZone(zone);
    expect(new Date(muteUntil('tomorrow', Date.parse(now))).toISOString()).toBe(new Date(expected).toISOString());
  });
});

describe('Monday is nine on the next Monday', () => {
  test.each([
    ['before the weekend', 'UTC', '2026-11-27T17:30:00Z', '2026-11-30T09:00:00Z'],
    ['on Saturday', 'UTC', '2026-11-28T00:00:00Z', '2026-11-30T09:00:00Z'],
    ['by local time, where it is Saturday already', 'Asia/Tokyo', '2026-11-27T20:15:00Z', '2026-11-30T00:00:00Z'],
    ['where the weekend has an hour less', 'Europe/Berlin', '2026-03-27T17:00:00Z', '2026-03-30T07:00:00Z'],
    ['across the end of a year', 'UTC', '2026-12-29T12:00:00Z', '2027-01-04T09:00:00Z'],
  ])('%s', (_when, zone, now, expected) => {
    useZone(zone);
    expect(new Date(muteUntil('monday', Date.parse(now))).toISOString()).toBe(new Date(expected).toISOString());
  });

  test('is offered from Tuesday to Saturday: on Sunday it is tomorrow, on Monday a week away', () => {
    useZone('UTC');
    const days = Array.from({ length: 7 }, (_, index) => Date.UTC(2026, 10, 23 + index, 8));
    expect(days.map((now) => muteChoicesAt(now).includes('monday'))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    for (const now of days) expect(muteChoicesAt(now).slice(0, 3)).toEqual(['1h', '4h', 'tomorrow']);
  });
});

test('every choice that is offered is in the future, within a week', () => {
  useZone('UTC');
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    const now = Date.UTC(2026, 10, 22, hour, 59, 59, 999);
    const untils = muteChoicesAt(now).map((choice) => muteUntil(choice, now));
    for (const until of untils) {
      expect(until).toBeGreaterThan(now);
      expect(until).toBeLessThan(now + 7 * 24 * hourMs);
    }
  }
});

test.each([
  ['up', false, false],
  ['new', false, false],
  ['running', false, false],
  ['paused', false, false],
  ['failing', false, true],
  ['late', false, true],
  ['degraded', false, true],
  ['unknown', false, true],
  ['down', true, true],
  ['running', true, true],
] as const)('a monitor that is %s (incident: %s) has something to recover from: %s', (state, hasIncident, expected) => {
  expect(isUnhealthy({ state, hasIncident })).toBe(expected);
});
