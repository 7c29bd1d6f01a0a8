import { expect, test } from 'vitest';
import type { Page } from '../../../electron/contract/model/page.ts';
import { fail, ok, type Result } from '../../../electron/contract/result.ts';
import { createPages } from '../../../renderer/state/query.svelte.ts';

type Answer = (items: readonly number[], next?: number | null) => Promise<void>;

/** Pages whose requests are answered by hand, in any order. */
function rig() {
  const asked: {
    readonly before: number | undefined;
    readonly limit: number;
    readonly answer: Answer;
    readonly refuse: () => Promise<void>;
  }[] = [];
  const pages = createPages<number>({
    pageSize: 2,
    load: ({ before, limit }) =>
      new Promise<Result<Page<number>>>((resolve) => {
        const settle = async (result: Result<Page<number>>): Promise<void> => {
          resolve(result);
          await new Promise(setImmediate);
        };
        const answer: Answer = (items, next = null) => settle(ok({ items, next }));
        asked.push({ before, limit, answer, refuse: () => settle(fail('unavailable', '')) });
      }),
    keyOf: (item) => item,
  });
  const answer = async (place: number, ...page: Parameters<Answer>): Promise<void> => asked.at(place)?.answer(...page);
  return { pages, asked, answer };
}

async function withTwoPages() {
  const made = rig();
  void made.pages.begin();
  await made.answer(0, [9, 8], 8);
  void made.pages.loadOlder();
  await made.answer(1, [7, 6], 6);
  return made;
}

test('older pages stay when the first one is read again', async () => {
  const { pages, answer } = await withTwoPages();
  void pages.reload();
  await answer(-1, [10, 9, 8], 8);
  expect(pages.data).toEqual({ items: [10, 9, 8, 7, 6], next: 6 });
});

test('older items that are on their way follow a list that was read again meanwhile', async () => {
  const { pages, answer } = rig();
  void pages.begin();
  await answer(0, [9, 8], 8);
  void pages.loadOlder();
  void pages.reload();
  await answer(-1, [10, 9], 9);
  await answer(1, [7, 6], 6);
  expect(pages.data).toEqual({ items: [10, 9, 8, 7, 6], next: 6 });
});

test('older items that are on their way are dropped if too much is new for them to follow', async () => {
  const { pages, answer } = await withTwoPages();
  void pages.loadOlder();
  void pages.reload();
  await answer(-1, [20, 19, 18, 17], 17);
  await answer(-2, [5, 4], 4);
  expect(pages.data).toEqual({ items: [20, 19, 18, 17], next: 17 });
});

test('all that is shown is read again, as far as one call gives it', async () => {
  const { pages, asked, answer } = await withTwoPages();
  void pages.reload();
  await answer(-1, [9, 8, 7, 6], 6);
  void pages.loadOlder();
  await answer(
    -1,
    Array.from({ length: 600 }, (_, place) => -place),
    -600,
  );
  void pages.reload();
  void pages.begin();
  expect(asked.map(({ limit }) => limit)).toEqual([2, 2, 4, 2, 500, 2]);
});

test('a list that an event refreshes while another one is requested has nothing of the one before', async () => {
  const { pages, answer } = await withTwoPages();
  void pages.begin();
  void pages.reload();
  await answer(-1, [8, 5], 5);
  await answer(-2, [8, 5], 5);
  expect(pages.data).toEqual({ items: [8, 5], next: 5 });
});

test('older items of a list that is about to be replaced are those of the one that replaces it', async () => {
  const { pages, asked, answer } = await withTwoPages();
  void pages.begin();
  void pages.loadOlder();
  expect(asked.map(({ before }) => before)).toEqual([undefined, 8, undefined]);
  await answer(-1, [8, 5], 5);
  await answer(-1, [4, 3]);
  expect(asked.map(({ before }) => before)).toEqual([undefined, 8, undefined, 5]);
  expect(pages.data).toEqual({ items: [8, 5, 4, 3], next: null });
});

test('older items are not requested of a list that could not be replaced', async () => {
  const { pages, asked } = await withTwoPages();
  void pages.begin();
  const older = pages.loadOlder();
  await asked.at(-1)?.refuse();
  await older;
  expect(asked.map(({ before }) => before)).toEqual([undefined, 8, undefined]);
});

test('older items of the list before are dropped', async () => {
  const { pages, answer } = await withTwoPages();
  void pages.loadOlder();
  void pages.begin();
  await answer(-1, [8, 5], 5);
  await answer(-2, [4, 3]);
  expect(pages.data).toEqual({ items: [8, 5], next: 5 });
});

test('what was read stays when it cannot be read again, but does not stand for what was asked since', async () => {
  const { pages, asked, answer } = rig();
  void pages.begin();
  await answer(0, [9, 8], 8);
  void pages.reload();
  await asked.at(-1)?.refuse();
  expect(pages.data?.items).toEqual([9, 8]);
  void pages.begin();
  await asked.at(-1)?.refuse();
  expect(pages.data).toBeNull();
  expect(pages.error?.code).toBe('unavailable');
  void pages.reload();
  await answer(-1, [5]);
  expect(pages.data?.items).toEqual([5]);
  expect(pages.error).toBeNull();
});

test('an answer is shown while the same is asked again, but not after the later answer', async () => {
  const { pages, answer } = rig();
  void pages.begin();
  void pages.reload();
  void pages.reload();
  await answer(0, [1]);
  expect(pages.data?.items).toEqual([1]);
  expect(pages.isLoading).toBe(true);
  await answer(2, [3]);
  await answer(1, [2]);
  expect(pages.data?.items).toEqual([3]);
  expect(pages.isLoading).toBe(false);
});
