import { expect, test } from 'vitest';
import { inTurn } from '../../../renderer/state/in-turn.ts';

test('results are in the order of the items, and only a few run at once', async () => {
  let underWay = 0;
  let most = 0;
  const answers = await inTurn(
    Array.from({ length: 40 }, (_, index) => index),
    async (value) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < (value % 3) + 1; turn += 1) await Promise.resolve();
      underWay -= 1;
      return value * 2;
    },
  );
  expect(answers).toEqual(Array.from({ length: 40 }, (_, index) => index * 2));
  expect(most).toBe(6);
});

test('an empty list runs nothing', async () => {
  expect(await inTurn([], () => Promise.resolve(1))).toEqual([]);
});
