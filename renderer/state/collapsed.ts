/** Which groups are collapsed, by the keys of their headings, and how that is stored: as one word. Pure. */
import type { ListRow } from './list.ts';

export const isOpenGroup = (row: ListRow): boolean => row.type === 'heading' && row.isOpen;

/** With none of these groups, or with all of them. @param before of which those that a filter hides are kept. */
export function collapseAll(
  rows: readonly ListRow[],
  isCollapsed: boolean,
  before: readonly string[],
): readonly string[] {
  const keys = rows.flatMap(({ type, key }) => (type === 'heading' ? [key] : []));
  return [...before.filter((key) => !keys.includes(key)), ...(isCollapsed ? keys : [])];
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
