import { expect, test } from 'vitest';
import { perTurn, type Asked } from '../../electron/engine/per-turn.ts';

function doubling(): {
  readonly groups: number[][];
  readonly process: (asked: readonly Asked<number, number>[]) => void;
} {
  const groups: number[][] = [];
  return {
    groups,
    process(asked) {
      groups.push(asked.map(({ item }) => item));
      for (const { item, answer } of asked) answer(2 * item);
    },
  };
}

test('what is asked for in one turn is processed together, in order, and each gets its own result', async () => {
  const { groups, process } = doubling();
  const { ask } = perTurn(process);
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([2, 4, 6]);
  expect(await ask(4)).toBe(8);
  expect(groups).toEqual([[1, 2, 3], [4]]);
});

test('what waits can be processed at once, and is not processed again', async () => {
  const { groups, process } = doubling();
  const { ask, flush } = perTurn(process);
  const [first, second] = [ask(1), ask(2)];
  flush();
  expect(groups).toEqual([[1, 2]]);
  const third = ask(3);
  expect(await Promise.all([first, second, third])).toEqual([2, 4, 6]);
  flush();
  expect(groups).toEqual([[1, 2], [3]]);
});

test('an error in the processing reaches those that have no result yet, and the next turn is another matter', async () => {
  const { ask } = perTurn<string, string>((asked) => {
    for (const { item, answer } of asked) {
      if (item === 'broken') throw new Error('a bug');
      answer(item);
    }
  });
  const settled = await Promise.allSettled([ask('a'), ask('broken'), ask('b')]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await ask('c')).toBe('c');
});
