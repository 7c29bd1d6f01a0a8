import { expect, test } from 'vitest';
import type { MaintenanceView } from '../../../electron/contract/model/maintenance.ts';
import { addDays } from '../../../renderer/format/days.ts';
import { dayByKey, daysOfMonth, periodsOn } from '../../../renderer/state/month-grid.ts';

const at = (month: number, day: number, hour = 0): number => new Date(2026, month, day, hour).getTime();

test.each([
  { firstDay: 0, from: at(9, 27 - 30), to: at(9, 31), weeks: 5 },
  { firstDay: 1, from: at(9, 28 - 30), to: at(10, 1), weeks: 5 },
  { firstDay: 6, from: at(9, 26 - 30), to: at(10, 6), weeks: 6 },
])('a month fills whole weeks that begin on day $firstDay', ({ firstDay, from, to, weeks }) => {
  const days = daysOfMonth({ type: 'month', year: 2026, month: 9 }, firstDay);
  expect(days).toHaveLength(weeks * 7);
  expect([days[0], days.at(-1)]).toEqual([from, to]);
  expect(days.every((day, place) => place === 0 || day === addDays(days[place - 1] ?? 0, 1))).toBe(true);
});

test.each([
  { key: 'ArrowLeft', to: at(9, 30) },
  { key: 'ArrowRight', to: at(10, 1) },
  { key: 'ArrowUp', to: at(9, 24) },
  { key: 'ArrowDown', to: at(10, 7) },
  { key: 'Home', to: at(9, 26) },
  { key: 'End', to: at(10, 1) },
  { key: 'PageUp', to: at(8, 30) },
  { key: 'PageDown', to: at(10, 30) },
  { key: 'Enter', to: null },
])('$key leads from a Saturday, the last of its month, to another day', ({ key, to }) => {
  expect(dayByKey({ key, shiftKey: false }, at(9, 31), 1)).toBe(to);
});

test.each([
  { key: 'PageUp', from: new Date(2028, 1, 29), to: new Date(2027, 1, 28) },
  { key: 'PageDown', from: new Date(2026, 9, 31), to: new Date(2027, 9, 31) },
])('Shift and $key lead to the same month of another year', ({ key, from, to }) => {
  expect(dayByKey({ key, shiftKey: true }, from.getTime(), 1)).toBe(to.getTime());
});

const common = {
  timezone: null,
  covers: { all: true, monitors: [], tags: [] },
  source: 'hand',
  activeUntil: null,
  next: null,
  monitors: 1,
} as const;
const windows: readonly MaintenanceView[] = [
  { ...common, id: 'move', name: 'Move', from: '2026-10-03T22:00', to: '2026-10-05T00:00' },
  { ...common, id: 'patch', name: 'Patch', days: [], from: '02:00', to: '03:00' },
];
const move = { id: 'move', name: 'Move', from: at(9, 3, 22), to: at(9, 5) };
const patches = [3, 4, 5].map((day) => ({ id: 'patch', name: 'Patch', from: at(9, day, 2), to: at(9, day, 3) }));

test.each([
  { day: 2, today: 4, found: [] },
  { day: 3, today: 4, found: [move] },
  { day: 4, today: 4, found: [move, patches[1]] },
  { day: 5, today: 4, found: [patches[2]] },
])('on day $day is what touches it, and what recurs from today', ({ day, today, found }) => {
  expect(periodsOn(at(9, day), [move, ...patches], { windows, today: at(9, today) })).toEqual(found);
});
