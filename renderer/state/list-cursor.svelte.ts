/**
 * The row of the sidebar's list that keys apply to, and the other end of a Shift selection. It is the row that was
 * reached last in the list, unless a monitor was opened elsewhere since: then it is that monitor's, or the collapsed
 * heading's that stands for it. On a monitor it opens that monitor; on a heading what is open stays open. Of a heading
 * that is gone it is the one in its place, or the last above it.
 */
import { headingBefore, monitorsAt, placeOf, type HeadingRow, type ListRow, type MonitorRow } from './list.ts';
import { monitorOf } from './route.ts';
import type { Session } from './session.svelte.ts';

export interface ListCursor {
  /** Its place among the rows; -1: there is none. */
  readonly at: number;
  readonly placeOf: (key: string) => number;
  /** Where the open monitor is; of several that are selected, only where all are. */
  readonly isSelected: (row: ListRow) => boolean;
  readonly go: (row: ListRow) => void;
  /** Selects all from the other end to this row. */
  readonly extendTo: (row: ListRow) => void;
  readonly toggleSelected: (row: MonitorRow) => void;
  readonly toggleGroup: (row: HeadingRow) => void;
}

/** @param reveal scrolls to the row with that key. */
export function createListCursor(
  { list, router }: Pick<Session, 'list' | 'router'>,
  reveal: (key: string) => void,
): ListCursor {
  /** The keys of both ends, and the monitor that was open then. */
  let reached = $state.raw<{ readonly lead: string; readonly anchor: string; readonly open: string | null } | null>(
    null,
  );
  const current = $derived(monitorOf(router.route));
  const places = $derived(new Map(list.rows.map(({ key }, place) => [key, place])));
  const place = $derived.by(() => {
    const found = places.get(reached?.lead ?? '') ?? -1;
    const row = list.rows[found];
    const opened = row?.type === 'monitor' ? row.monitor.id : reached?.open;
    return row !== undefined && (list.selected.size > 1 || opened === current) ? found : null;
  });
  /** The rows up to the heading that it was; 0: it was none. */
  let upTo = 0;
  const at = $derived.by(() => {
    const found = place ?? placeOf(list.rows, current);
    if (found < 0) return headingBefore(list.rows, upTo);
    upTo = list.rows[found]?.type === 'heading' ? found + 1 : 0;
    return found;
  });

  function put(lead: string, anchor = lead): void {
    reached = { lead, anchor, open: current };
    reveal(lead);
  }

  function open(row: ListRow): void {
    list.select([]);
    if (row.type === 'monitor') router.go({ view: 'monitor', id: row.monitor.id });
  }

  return {
    get at() {
      return at;
    },
    placeOf: (key) => places.get(key) ?? -1,
    isSelected: (row) => {
      const monitors = monitorsAt(row);
      if (list.selected.size < 2) return monitors.some(({ id }) => id === current);
      return monitors.length > 0 && monitors.every(({ id }) => list.selected.has(id));
    },
    go: (row) => {
      open(row);
      put(row.key);
    },
    extendTo: (row) => {
      const to = places.get(row.key) ?? 0;
      const anchor = place === null ? undefined : places.get(reached?.anchor ?? '');
      const from = anchor ?? (at < 0 ? to : at);
      const between = list.rows.slice(Math.min(from, to), Math.max(from, to) + 1);
      const ids = new Set(between.flatMap(monitorsAt).map(({ id }) => id));
      // A selection of one is that monitor, opened.
      if (ids.size === 1) open(row);
      else list.select(ids);
      put(row.key, list.rows[from]?.key);
    },
    toggleSelected: ({ key, monitor: { id } }) => {
      const next = new Set(list.selected.size < 2 && current !== null ? [current] : list.selected);
      if (!next.delete(id)) next.add(id);
      list.select(next);
      put(key);
    },
    toggleGroup: ({ key }) => {
      list.toggleGroup(key);
      put(key);
    },
  };
}
