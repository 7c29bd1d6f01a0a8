import { expect, test } from 'vitest';
import { onceFor } from '../../../renderer/format/once.ts';

test('what is derived from something is computed once for each, even if it is null', () => {
  const seen: (readonly number[])[] = [];
  const firstOf = onceFor((numbers: readonly number[]) => {
    seen.push(numbers);
    return numbers[0] ?? null;
  });
  const [some, none] = [[7, 8], []];
  expect([some, none, some, none].map(firstOf)).toEqual([7, null, 7, null]);
  expect(firstOf([7, 8])).toBe(7);
  expect(seen).toEqual([some, none, [7, 8]]);
});
