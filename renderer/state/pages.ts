/** Lists that are read page by page, newest first, while new items come in at the top. */
import type { Page } from '../../electron/contract/model/page.ts';

/**
 * Puts a fresh first page before what was read earlier. Where the two do not meet, there is a gap between them, and
 * what was read earlier is dropped. Items of the fresh page win, since an open incident or a waiting alert changes.
 */
export function mergeNewest<T>(earlier: Page<T>, fresh: Page<T>, keyOf: (item: T) => number): Page<T> {
  const keys = new Set(fresh.items.map(keyOf));
  const rest = earlier.items.filter((item) => !keys.has(keyOf(item)));
  const meets = rest.length < earlier.items.length;
  if (!meets || rest.length === 0 || fresh.next === null) return fresh;
  return { items: [...fresh.items, ...rest], next: earlier.next };
}

export function appendOlder<T>(earlier: Page<T>, older: Page<T>, keyOf: (item: T) => number): Page<T> {
  const keys = new Set(earlier.items.map(keyOf));
  return { items: [...earlier.items, ...older.items.filter((item) => !keys.has(keyOf(item)))], next: older.next };
}
