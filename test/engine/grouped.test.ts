import { beforeEach, describe, expect, test } from 'vitest';
import { grouped, type Asked, type Grouped } from '../../electron/engine/grouped.ts';

let nowMs: number;
let groups: number[][];
let doubling: Grouped<number, number>;

const clock = { monotonic: () => nowMs };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  nowMs = 0;
  groups = [];
  const process = (asked: readonly Asked<number, number>[]): void => {
    groups.push(asked.map(({ item }) => item));
    for (const { item, answer } of asked) answer(2 * item);
  };
  doubling = grouped(process, clock);
});

test('what is asked for in one turn is processed together, in order, and each gets its own result', async () => {
  const { ask } = doubling;
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([2, 4, 6]);
  expect(await ask(4)).toBe(8);
  expect(groups).toEqual([[1, 2, 3], [4]]);
});

test('what waits can be processed at once, and is not processed again', async () => {
  const { ask, flush } = doubling;
  const [first, second] = [ask(1), ask(2)];
  flush();
  expect(groups).toEqual([[1, 2]]);
  const third = ask(3);
  expect(await Promise.all([first, second, third])).toEqual([2, 4, 6]);
  flush();
  expect(groups).toEqual([[1, 2], [3]]);
});

test('an error in the processing reaches those that have no result yet, and the next group is another matter', async () => {
  const { ask } = grouped<string, string>((asked) => {
    for (const { item, answer } of asked) {
      if (item === 'broken') throw new Error('a bug');
      answer(item);
    }
  }, clock);
  const settled = await Promise.allSettled([ask('a'), ask('broken'), ask('b')]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await ask('c')).toBe('c');
});

describe('one in each turn', () => {
  async function askInTurns(count: number, eachMs: number): Promise<void> {
    const asked: Promise<number>[] = [];
    for (let item = 1; item <= count; item += 1) {
      asked.push(doubling.ask(item));
      await turn();
      nowMs += eachMs;
    }
    await Promise.all(asked);
  }

  test('is processed by itself where there was nothing before', async () => {
    const asked = doubling.ask(1);
    await turn();
    expect(groups).toEqual([[1]]);
    await asked;
  });

  test('is one group for as long as each turn brings more', async () => {
    await askInTurns(5, 0);
    expect(groups).toEqual([[1], [2, 3, 4, 5]]);
  });

  test('waits for others a few milliseconds at most', async () => {
    await askInTurns(9, 2);
    expect(groups).toEqual([[1], [2, 3, 4], [5, 6, 7], [8, 9]]);
  });

  test('waits for nothing after a pause', async () => {
    await askInTurns(3, 5);
    expect(groups).toEqual([[1], [2], [3]]);
  });
});
