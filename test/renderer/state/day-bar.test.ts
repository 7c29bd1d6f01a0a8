import { expect, test } from 'vitest';
import { startOfDay } from '../../../renderer/format/days.ts';
import { dayCells, dayPaths, daysPerCell, inBrief, lastDays, levelOf } from '../../../renderer/state/day-bar.ts';

test('the days are the last ninety of the calendar, whatever their length', () => {
  const days = lastDays(Date.UTC(2026, 10, 22, 12));
  expect(days).toHaveLength(90);
  expect(days.at(-1)).toBe(startOfDay(Date.UTC(2026, 10, 22, 12)));
  expect(days.every((day, index) => startOfDay(day) === day && day > (days[index - 1] ?? 0))).toBe(true);
});

test('a day with any downtime looks different, and one below 99 % once more', () => {
  expect([1, 0.9999, 0.99, 0.98, 0, null].map(levelOf)).toEqual(['full', 'short', 'short', 'poor', 'poor', 'none']);
  expect(dayPaths([1, null, 0.5, 1], 1)).toEqual({
    full: 'M0 3.5h.6v7h-.6zM3 3.5h.6v7h-.6z',
    short: '',
    poor: 'M2 0.5h.6v13h-.6z',
    none: 'M1 6h.6v2h-.6z',
  });
});

test('where there is no room for each day, a cell is as bad as the worst of its days', () => {
  expect([81, 134, 135, 269, 270].map(daysPerCell)).toEqual([3, 3, 2, 2, 1]);
  expect(dayPaths([1, 0.5, 1, null, null, 1, null, null, null, 1], 3)).toEqual({
    full: 'M1 3.5h.6v7h-.6zM3 3.5h.6v7h-.6z',
    short: '',
    poor: 'M0 0.5h.6v13h-.6z',
    none: 'M2 6h.6v2h-.6z',
  });
});

test('today has a cell of its own, and no day is left out', () => {
  for (const [count, perCell] of [
    [90, 3],
    [90, 2],
    [90, 1],
    [1, 3],
  ] as const) {
    const cells = dayCells(count, perCell);
    expect(cells.at(-1)).toEqual({ from: count - 1, to: count });
    expect(cells.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, day) => from + day))).toEqual(
      Array.from({ length: count }, (_, day) => day),
    );
  }
});

test('days of which nothing is known do not count', () => {
  expect(inBrief([null, 1, 0.5])).toEqual({ mean: 0.75, known: 2, withDowntime: 1 });
  expect(inBrief([null])).toEqual({ mean: null, known: 0, withDowntime: 0 });
});
