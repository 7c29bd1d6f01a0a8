import { expect, test } from 'vitest';
import type { Uptime } from '../../../electron/contract/model/history.ts';
import { isPartial, shownRatio } from '../../../renderer/state/uptime.ts';

const dayMs = 86_400_000;

function uptime(upMs: number, downMs = 0): Uptime {
  const known = upMs + downMs;
  const ratio = known === 0 ? null : upMs / known;
  return { from: 0, to: dayMs, upMs, downMs, ratio, coverage: known / dayMs, incidents: 0 };
}

test.each([
  [0, null],
  [400, null],
  [dayMs / 100 - 1, null],
  [dayMs / 100, 1],
  [dayMs, 1],
])('%d ms of a day monitored, all of them up: the percentage is %j', (upMs, ratio) => {
  expect(shownRatio(uptime(upMs))).toBe(ratio);
});

test('downtime shortly after a monitor was added shows no percentage either', () => {
  expect(shownRatio(uptime(0, 30_000))).toBeNull();
  expect(shownRatio(uptime(dayMs / 2, dayMs / 2))).toBe(0.5);
});

test('a range is partial if some of it was monitored, and notably not all', () => {
  expect([uptime(0), uptime(400), uptime(dayMs / 2), uptime(dayMs)].map(isPartial)).toEqual([false, true, true, false]);
});
