import { afterEach, expect, test } from 'vitest';
import { localDay, minute, second } from '../../../electron/engine/wording/en/quantities.ts';

const before = process.env['TZ'];

afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

test.each([
  ['UTC', '2026-07-01 22:30 UTC'],
  ['Europe/Berlin', '2026-07-02 00:30 UTC+02:00'],
  ['America/St_Johns', '2026-07-01 20:00 UTC-02:30'],
])('a moment is told by the clock of this computer, with its offset: in %s', (zone, expected) => {
  process.env['TZ'] = zone;
  expect(minute(Date.UTC(2026, 6, 1, 22, 30))).toBe(expected);
  expect(localDay(Date.UTC(2026, 6, 1, 22, 30))).toBe(expected.slice(0, 10));
  expect(second(Date.UTC(2026, 6, 1, 22, 30, 5))).toBe(expected.replace(/(:\d\d) /u, '$1:05 '));
});
