import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isUnhealthy, muteChoices, muteUntil } from '../../electron/contract/mute-choices.ts';

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

describe('every choice', () => {
  beforeEach(() => useZone('UTC'));
  test.each(muteChoices)('%s is in the future, within two days', (choice) => {
    for (let hour = 0; hour < 48; hour += 1) {
      const now = Date.UTC(2026, 10, 22, hour, 59, 59, 999);
      expect(muteUntil(choice, now)).toBeGreaterThan(now);
      expect(muteUntil(choice, now)).toBeLessThan(now + 48 * hourMs);
    }
  });
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
