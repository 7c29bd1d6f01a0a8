/** Which groups are collapsed, by the keys of their headings, and how that is stored: as one word. Pure. */
import type { ListRow } from './list.ts';

export const isOpenGroup = (row: ListRow): boolean => row.type === 'heading' && row.isOpen;

/** With none of all groups, or with all of them. */
export function collapseAll(rows: readonly ListRow[], isCollapsed: boolean): readonly string[] {
  return isCollapsed ? rows.flatMap(({ type, key }) => (type === 'heading' ? [key] : [])) : [];
}

export function toggleKey(collapsed: readonly string[], key: string): readonly string[] {
  const others = collapsed.filter((one) => one !== key);
  return others.length < collapsed.length ? others : [...collapsed, key];
}

/** `%0Ashop=&%0Aweb=`: no key contains what it is separated by. */
export function writeKeys(collapsed: readonly string[]): string {
  return new URLSearchParams(collapsed.map((key) => [key, ''])).toString();
}

export function readKeys(stored: string): readonly string[] {
  return [...new URLSearchParams(stored).keys()];
}
