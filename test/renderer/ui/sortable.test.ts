import { expect, test } from 'vitest';
import { dropPlace, rowShift } from '../../../renderer/ui/sortable.ts';

const rows = [0, 40, 80, 140].map((top, index) => ({ top, height: index === 2 ? 60 : 40 }));

test.each([
  [0, 0, 0],
  [0, 39, 0],
  [0, 41, 1],
  [0, 500, 3],
  [3, -49, 3],
  [3, -51, 2],
  [3, -500, 0],
])('row %d dragged by %d stands at %d', (from, distance, to) => {
  expect(dropPlace({ from, rows }, distance)).toBe(to);
});

test('the rows in between move by the height of the dragged one', () => {
  const shifts = (from: number, to: number): readonly number[] =>
    rows.map((_, index) => rowShift({ from, to, startY: 0, distance: 7, rows }, index));
  expect(shifts(0, 2)).toEqual([7, -40, -40, 0]);
  expect(shifts(2, 0)).toEqual([60, 60, 7, 0]);
  expect(shifts(1, 1)).toEqual([0, 7, 0, 0]);
});
