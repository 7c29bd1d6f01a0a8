import { expect, test } from 'vitest';
import { appendOlder, mergeNewest } from '../../../renderer/state/pages.ts';

interface Item {
  readonly id: number;
  readonly word: string;
}

const keyOf = ({ id }: Item): number => id;
const items = (...ids: readonly number[]): readonly Item[] => ids.map((id) => ({ id, word: `old ${id}` }));
const ids = ({ items: all }: { readonly items: readonly Item[] }): readonly number[] => all.map(keyOf);

test('older items follow, without duplicates', () => {
  const whole = appendOlder({ items: items(9, 8), next: 8 }, { items: items(8, 7), next: 7 }, keyOf);
  expect(ids(whole)).toEqual([9, 8, 7]);
  expect(whole.next).toBe(7);
});

test('a fresh first page precedes what was read earlier, and its items win', () => {
  const fresh = {
    items: [
      { id: 10, word: 'new' },
      { id: 9, word: 'changed' },
    ],
    next: 9,
  };
  const whole = mergeNewest({ items: items(9, 8, 7), next: 7 }, fresh, keyOf);
  expect(ids(whole)).toEqual([10, 9, 8, 7]);
  expect(whole.items[1]?.word).toBe('changed');
  expect(whole.next).toBe(7);
});

test('if the two do not meet, what was read earlier is dropped', () => {
  const fresh = { items: items(20, 19), next: 19 };
  expect(mergeNewest({ items: items(9, 8), next: 8 }, fresh, keyOf)).toBe(fresh);
});

test('a fresh page with everything replaces the list', () => {
  const fresh = { items: items(9), next: null };
  expect(mergeNewest({ items: items(9, 8), next: null }, fresh, keyOf)).toBe(fresh);
});
