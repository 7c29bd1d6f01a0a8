/** Which monitors the sidebar shows, in which order and under which headings. Pure, for up to a few thousand rows. */
import { monitorStates, type MonitorState, type MonitorSummary } from '../../electron/contract/model/state.ts';

export const sortOrders = ['state', 'name', 'slowest', 'changed'] as const;
export type SortOrder = (typeof sortOrders)[number];

export type ListRow =
  | {
      readonly type: 'heading';
      readonly key: string;
      readonly tag: string | null;
      readonly members: readonly MonitorSummary[];
    }
  | { readonly type: 'monitor'; readonly key: string; readonly monitor: MonitorSummary };

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
 */
export function toRows(
  sorted: readonly MonitorSummary[],
  groupByTag: boolean,
  collapsed: readonly string[] = [],
): readonly ListRow[] {
  if (!groupByTag) return sorted.map((monitor) => ({ type: 'monitor', key: monitor.id, monitor }));
  return groupByTags(sorted).flatMap(({ tag, members }): ListRow[] => {
    // A tag cannot contain a line break, so no two rows have the same key.
    const heading = `\n${tag ?? ''}`;
    const shown = collapsed.includes(heading) ? [] : members;
    const rows = shown.map((monitor): ListRow => ({ type: 'monitor', key: `${heading}\n${monitor.id}`, monitor }));
    return [{ type: 'heading', key: heading, tag, members }, ...rows];
  });
}

export interface TagGroup {
  /** Null: the monitors without a tag. */
  readonly tag: string | null;
  readonly members: readonly MonitorSummary[];
}

/** By the name of the tag, each with its monitors in their order. */
export function groupByTags(sorted: readonly MonitorSummary[]): readonly TagGroup[] {
  const groups = new Map<string | null, MonitorSummary[]>();
  for (const monitor of sorted) {
    for (const tag of monitor.tags.length === 0 ? [null] : monitor.tags) {
      const group = groups.get(tag);
      if (group === undefined) groups.set(tag, [monitor]);
      else group.push(monitor);
    }
  }
  return [...groups]
    .map(([tag, members]) => ({ tag, members }))
    .sort((a, b) => (a.tag === null ? 1 : b.tag === null ? -1 : collator.compare(a.tag, b.tag)));
}

export const rowHeight = 46;
export const headingHeight = 28;

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
