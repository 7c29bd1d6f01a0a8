/** Which monitors the sidebar shows, in which order and under which headings. Pure, for up to a few thousand rows. */
import { monitorStates, type MonitorState, type MonitorSummary } from '../../electron/contract/model/state.ts';

export const sortOrders = ['state', 'name', 'slowest', 'changed'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** Of a row among its like: the headings, the monitors below one heading, or all monitors. */
interface Place {
  readonly key: string;
  /** From 1. */
  readonly place: number;
  readonly of: number;
}

export interface HeadingRow extends Place {
  readonly type: 'heading';
  /** Null: the monitors without a tag. */
  readonly tag: string | null;
  readonly members: readonly MonitorSummary[];
  readonly isOpen: boolean;
}

export interface MonitorRow extends Place {
  readonly type: 'monitor';
  readonly monitor: MonitorSummary;
}

export type ListRow = HeadingRow | MonitorRow;

/** Problems come first. */
const urgency: Readonly<Record<MonitorState, number>> = {
  down: 0,
  failing: 1,
  late: 2,
  degraded: 3,
  unknown: 4,
  new: 5,
  running: 6,
  up: 6,
  maintenance: 7,
  paused: 8,
};

/** It needs attention. */
export const isUrgent = (state: MonitorState): boolean => urgency[state] < urgency.new;

export const byUrgency: readonly MonitorState[] = [...monitorStates].sort((a, b) => urgency[a] - urgency[b]);

/** Those that need attention: muted ones last, the worst state first, then the longest. */
export function urgentOf(monitors: readonly MonitorSummary[]): readonly MonitorSummary[] {
  return monitors
    .filter(({ state }) => isUrgent(state))
    .sort(
      (a, b) =>
        Number(a.muted !== null) - Number(b.muted !== null) || urgency[a.state] - urgency[b.state] || a.since - b.since,
    );
}

export interface StateCount {
  readonly state: MonitorState;
  readonly count: number;
}

/** How many are in which of the states that occur; the most urgent first. */
export function countStates(monitors: readonly MonitorSummary[]): readonly StateCount[] {
  return byUrgency
    .map((state) => ({ state, count: monitors.filter((monitor) => monitor.state === state).length }))
    .filter(({ count }) => count > 0);
}

/** How many need attention, in which state; the most urgent first. */
export function countUrgent(monitors: readonly MonitorSummary[]): readonly StateCount[] {
  return countStates(monitors).filter(({ state }) => isUrgent(state));
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
type Compare = (a: MonitorSummary, b: MonitorSummary) => number;
const byName: Compare = (a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

const comparisons: Readonly<Record<SortOrder, Compare>> = {
  state: (a, b) => urgency[a.state] - urgency[b.state] || byName(a, b),
  name: byName,
  slowest: (a, b) => (b.responseTime ?? -1) - (a.responseTime ?? -1) || byName(a, b),
  changed: (a, b) => b.since - a.since || byName(a, b),
};

export function sortMonitors(monitors: Iterable<MonitorSummary>, order: SortOrder): MonitorSummary[] {
  return [...monitors].sort(comparisons[order]);
}

/**
 * The monitors in their previous order, new ones last. They are then nearly sorted already, and the engine's merge sort
 * needs one comparison per monitor instead of ten.
 */
export function inEarlierOrder(
  earlier: readonly MonitorSummary[],
  monitors: ReadonlyMap<string, MonitorSummary>,
): readonly MonitorSummary[] {
  const rest = new Map(monitors);
  const kept = earlier.flatMap(({ id }) => {
    const monitor = rest.get(id);
    rest.delete(id);
    return monitor === undefined ? [] : [monitor];
  });
  return [...kept, ...rest.values()];
}

/** All tags in use, most common first. */
export function countTags(
  monitors: Iterable<MonitorSummary>,
): readonly { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const monitor of monitors) for (const tag of monitor.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || collator.compare(a.tag, b.tag));
}

/**
 * A monitor is listed under each of its tags; those without a tag come last.
 *
 * @param collapsed the keys of the headings whose monitors are left out.
 * @param isByState they are sorted by their states, and so are the groups.
 */
export function toRows(
  sorted: readonly MonitorSummary[],
  groupByTag: boolean,
  collapsed: readonly string[] = [],
  isByState = false,
): readonly ListRow[] {
  if (!groupByTag) return toMonitorRows(sorted, '');
  return groupByTags(sorted, isByState).flatMap(({ tag, members }, index, { length: of }): readonly ListRow[] => {
    // A tag cannot contain a line break, so no two rows have the same key.
    const key = `\n${tag ?? ''}`;
    const isOpen = !collapsed.includes(key);
    return [
      { type: 'heading', key, tag, members, isOpen, place: index + 1, of },
      ...(isOpen ? toMonitorRows(members, `${key}\n`) : []),
    ];
  });
}

function toMonitorRows(monitors: readonly MonitorSummary[], prefix: string): readonly MonitorRow[] {
  const { length: of } = monitors;
  return monitors.map((monitor, index) => ({
    type: 'monitor',
    key: `${prefix}${monitor.id}`,
    monitor,
    place: index + 1,
    of,
  }));
}

/**
 * The monitors that a row stands for, whatever applies to rows: being open, selected or between two ends. A collapsed
 * heading stands for all monitors that it hides, so folding never changes what is chosen. Those of an open heading have
 * rows of their own.
 */
export function monitorsAt(row: ListRow): readonly MonitorSummary[] {
  if (row.type === 'monitor') return [row.monitor];
  return row.isOpen ? [] : row.members;
}

/** The place of the row of that monitor, else of the collapsed heading that stands for it; -1: there is neither. */
export function placeOf(rows: readonly ListRow[], id: string | null): number {
  if (id === null) return -1;
  const place = rows.findIndex((row) => row.type === 'monitor' && row.monitor.id === id);
  return place >= 0 ? place : rows.findIndex((row) => monitorsAt(row).some((monitor) => monitor.id === id));
}

/** The place of the last heading among the rows before that place; -1: there is none. */
export function headingBefore(rows: readonly ListRow[], place: number): number {
  return rows.findLastIndex(({ type }, at) => at < place && type === 'heading');
}

interface TagGroup {
  /** Null: the monitors without a tag. */
  readonly tag: string | null;
  readonly members: readonly MonitorSummary[];
}

/** By the name of the tag, or first by the state of the first monitor; each has its monitors in their order. */
function groupByTags(sorted: readonly MonitorSummary[], isByState: boolean): readonly TagGroup[] {
  const groups = new Map<string | null, MonitorSummary[]>();
  for (const monitor of sorted) {
    for (const tag of monitor.tags.length === 0 ? [null] : monitor.tags) {
      const group = groups.get(tag);
      if (group === undefined) groups.set(tag, [monitor]);
      else group.push(monitor);
    }
  }
  const states = isByState ? [...new Set(sorted.map(({ state }) => state))] : [];
  const placeOf = ({ members: [first] }: TagGroup): number => states.findIndex((state) => state === first?.state);
  return [...groups]
    .map(([tag, members]) => ({ tag, members }))
    .sort((a, b) => {
      if (a.tag === null || b.tag === null) return a.tag === null ? 1 : -1;
      return placeOf(a) - placeOf(b) || collator.compare(a.tag, b.tag);
    });
}

export const rowHeight = 46;
export const headingHeight = 28;

/** Of a heading, with the rows of its group. */
export function groupHeight({ isOpen, members }: HeadingRow): number {
  return headingHeight + (isOpen ? members.length * rowHeight : 0);
}

/** The offset of each row, and finally the total height: one more number than rows. */
export function offsetsOf(rows: readonly ListRow[]): readonly number[] {
  const offsets = [0];
  let y = 0;
  for (const row of rows) {
    y += row.type === 'heading' ? headingHeight : rowHeight;
    offsets.push(y);
  }
  return offsets;
}

/** The rows in the viewport that starts at `top`, with some more on both sides, as [first, end). */
export function visibleRange(
  offsets: readonly number[],
  top: number,
  height: number,
): { readonly first: number; readonly end: number } {
  const count = offsets.length - 1;
  const around = 6;
  return {
    first: Math.max(0, lastAtOrBefore(offsets, top) - around),
    end: Math.min(count, lastAtOrBefore(offsets, top + height) + 1 + around),
  };
}

interface PlacedRow {
  readonly row: ListRow;
  readonly top: number;
}

/**
 * The rows in that range, and before them the heading of the group that they begin in: it stays at the top as long as
 * there are rows of its group.
 */
export function rowsInRange(
  rows: readonly ListRow[],
  offsets: readonly number[],
  { first, end }: ReturnType<typeof visibleRange>,
): readonly PlacedRow[] {
  const heading = headingBefore(rows, first);
  return rows.flatMap((row, place) =>
    place === heading || (place >= first && place < end) ? [{ row, top: offsets[place] ?? 0 }] : [],
  );
}

function lastAtOrBefore(offsets: readonly number[], y: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
