/** What a key does in the sidebar's list, as in a mail program; among headings as in any tree. Pure. */
import { headingBefore, type HeadingRow, type ListRow } from './list.ts';

type ListAction =
  | { readonly type: 'go'; readonly row: ListRow }
  | { readonly type: 'toggle'; readonly row: HeadingRow }
  | { readonly type: 'expandAll' };

interface ListKeys {
  readonly rows: readonly ListRow[];
  /** The place of the row that keys apply to; -1: there is none, and keys start before the first. */
  readonly at: number;
  /** How many rows Page Up and Page Down move by. */
  readonly page: number;
}

/** By how many rows a key moves, among so many; undefined: it does not. */
export function stepOf(key: string, page: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  return steps[key];
}

/** @returns null: nothing. */
export function actionOf(key: string, { rows, at, page }: ListKeys): ListAction | null {
  const go = (place: number): ListAction | null => {
    const row = rows[place];
    return row === undefined ? null : { type: 'go', row };
  };
  const step = stepOf(key, page, rows.length);
  if (step !== undefined) return go(Math.max(0, Math.min(rows.length - 1, at + step)));
  if (key === '*' && rows[0]?.type === 'heading') return { type: 'expandAll' };
  const row = rows[at];
  if (row?.type === 'heading') {
    const toggles = ['Enter', ' ', row.isOpen ? 'ArrowLeft' : 'ArrowRight'].includes(key);
    if (toggles) return { type: 'toggle', row };
    return key === 'ArrowRight' ? go(at + 1) : null;
  }
  if (key === 'Enter') return go(at);
  return key === 'ArrowLeft' ? go(headingBefore(rows, at)) : null;
}
