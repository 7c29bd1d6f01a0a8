import { expect, test } from 'vitest';
import { isRepeated, shownUptime } from '../../electron/contract/shown-uptime.ts';

const dayMs = 86_400_000;

function share(upMs: number, downMs = 0) {
  const known = upMs + downMs;
  return { ratio: known === 0 ? null : upMs / known, coverage: known / dayMs };
}

const known = (days: number, ofDays: number) => ({ from: 0, to: ofDays * dayMs, upMs: days * dayMs, downMs: 0 });

test.each([
  [0, null],
  [400, null],
  [dayMs / 100 - 1, null],
  [dayMs / 100, 1],
  [dayMs, 1],
])('%d ms of a day monitored, all of them up: the percentage is %j', (upMs, ratio) => {
  expect(shownUptime(share(upMs), dayMs).ratio).toBe(ratio);
});

test('downtime shortly after a monitor was added shows no percentage', () => {
  expect(shownUptime(share(0, 30_000), dayMs)).toEqual({ ratio: null, ofMs: null });
  expect(shownUptime({ ratio: null, coverage: null }, 0)).toEqual({ ratio: null, ofMs: null });
});

test('of a range that was not monitored throughout, the percentage is of the monitored time', () => {
  expect(shownUptime(share(dayMs / 4, dayMs / 4), dayMs)).toEqual({ ratio: 0.5, ofMs: dayMs / 2 });
  expect(shownUptime(share(dayMs * 0.997), dayMs)).toEqual({ ratio: 1, ofMs: null });
});

test('a range that goes back beyond the first check repeats the shorter one, unless it was monitored throughout', () => {
  expect(isRepeated(known(3, 30), known(3, 7))).toBe(true);
  expect(isRepeated(known(3, 7), known(1, 1))).toBe(false);
  expect(isRepeated(known(20, 90), known(20, 30))).toBe(true);
  expect(isRepeated(known(60, 90), known(0, 30))).toBe(false);
  expect(isRepeated(known(90, 90), known(90, 90))).toBe(false);
  expect(isRepeated(known(0, 90), known(0, 30))).toBe(false);
});
