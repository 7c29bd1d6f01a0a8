/** Keyset pagination: one row more than requested is read, which shows whether there is another page. */
import type { Page } from '../../contract/model/page.ts';

export const fromTheNewest = Number.MAX_SAFE_INTEGER;

/** @param items newest first, read with `limit + 1`. @param keyOf the key that the next page is `before`. */
export function pageOf<T>(items: readonly T[], limit: number, keyOf: (item: T) => number): Page<T> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: items.length > limit && last !== undefined ? keyOf(last) : null };
}
