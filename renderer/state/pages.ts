/** Paginated lists, newest first, to which new items are added at the top. */
import type { Page } from '../../electron/contract/model/page.ts';

/**
 * Puts fresh items, from the first on, in front of what was read earlier. If the two do not meet, items are missing in
 * between, and what was read earlier is dropped. Fresh items win, since open incidents and pending alerts change.
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
