/** The overview's table: its columns, which of them fit, their order and what is remembered of them. Pure. */
import { responseTimes, type RecentChecks } from '../../electron/contract/model/recent-checks.ts';
import type { MonitorUptime, UptimeShare } from '../../electron/contract/model/history.ts';
import { shownUptime } from '../../electron/contract/shown-uptime.ts';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { monitorDefinition } from '../definitions.ts';
import { onceFor } from '../format/once.ts';
import { text } from '../text/text.ts';
import { readKeys, writeKeys } from './collapsed.ts';
import { inBrief, type DayRatio } from './day-bar.ts';
import { sortMonitors } from './list.ts';
import { lengthOf } from './range.ts';

export const columns = [
  'state',
  'name',
  'kind',
  'day',
  'month',
  'days',
  'latest',
  'p95',
  'checks',
  'certificate',
  'registration',
  'tags',
  'locations',
] as const;
export type Column = (typeof columns)[number];

/** Those that the user can hide. */
export const optionalColumns = columns.filter((column) => column !== 'state' && column !== 'name');

/** The least that each needs, in pixels. */
const leastWidths: Readonly<Record<Column, number>> = {
  state: 114,
  name: 166,
  // The longest one.
  kind: 134,
  day: 76,
  month: 84,
  days: 81,
  latest: 98,
  // `59 min 59 s`.
  p95: 92,
  checks: 124,
  certificate: 92,
  registration: 92,
  // Two of usual length.
  tags: 175,
  locations: 110,
};
/** What they need for all that they can show, which goes before any other use of the width that is left. */
const usualWidths = { days: 100, month: 116 } as const;
/** Their parts of what is left then; the name has the rest. */
const growth: Partial<Record<Column, number>> = {
  days: 0.1,
  tags: 0.42,
  locations: 0.15,
};
/** What says least goes first where there is no room for all. */
const leastFirst: readonly Column[] = [
  'checks',
  'kind',
  'registration',
  'locations',
  'p95',
  'tags',
  'month',
  'certificate',
  'latest',
  'days',
  'day',
];

export interface FittedColumn {
  readonly column: Column;
  /** In pixels. */
  readonly width: number;
}

/** Narrower than this there is no room beside states and names. */
const narrow = 300;

/** Those of the chosen columns that fit, in their order. That by which the table is sorted stays, and the name gives way. */
export function fitColumns(
  { hidden, sort }: { readonly hidden: readonly string[]; readonly sort: Column },
  width: number,
): readonly FittedColumn[] {
  const shown = new Set(columns.filter((column) => !hidden.includes(column)));
  const spare = (): number => [...shown].reduce((rest, column) => rest - leastWidths[column], width);
  for (const column of leastFirst) if (spare() < 0 && (column !== sort || width < narrow)) shown.delete(column);
  const widths = { ...leastWidths };
  let rest = spare();
  for (const column of ['days', 'month'] as const) {
    const more = usualWidths[column] - leastWidths[column];
    if (!shown.has(column) || more > rest) continue;
    widths[column] += more;
    rest -= more;
  }
  const parts = [...shown].reduce((sum, column) => sum + (growth[column] ?? 0), 0);
  return [...shown].map((column) => {
    const part = column === 'name' ? 1 - parts : (growth[column] ?? 0);
    return { column, width: widths[column] + Math.floor(rest * part) };
  });
}

export interface TableView {
  readonly sort: Column;
  readonly isReversed: boolean;
  readonly hidden: readonly Column[];
  readonly isDense: boolean;
  readonly isGrouped: boolean;
  /** The keys of the headings that are collapsed. */
  readonly collapsed: readonly string[];
}

export const usualView: TableView = {
  sort: 'state',
  isReversed: false,
  // The sidebar has the last checks; few monitors watch a registration, or are checked from elsewhere.
  hidden: ['checks', 'registration', 'locations'],
  isDense: false,
  isGrouped: false,
  collapsed: [],
};

/** `state reversed dense grouped kind,tags %0Ashop=`: what is not understood is as usual. */
export function readView(stored: string | null): TableView {
  if (stored === null) return usualView;
  const [sort, order, density, group, hidden = '', collapsed = ''] = stored.split(' ');
  return {
    sort: columns.find((column) => column === sort) ?? usualView.sort,
    isReversed: order === 'reversed',
    isDense: density === 'dense',
    isGrouped: group === 'grouped',
    hidden: optionalColumns.filter((column) => hidden.split(',').includes(column)),
    collapsed: readKeys(collapsed),
  };
}

export function writeView({ sort, isReversed, isDense, isGrouped, hidden, collapsed }: TableView): string {
  const parts = [
    sort,
    isReversed ? 'reversed' : 'forward',
    isDense ? 'dense' : 'comfortable',
    isGrouped ? 'grouped' : 'flat',
  ];
  return [...parts, hidden.join(), writeKeys(collapsed)].join(' ');
}

/** Beside the latest response time, or run; null: the latest is another figure, or there is none since it is paused. */
export function p95Beside({ kind, enabled, recent }: MonitorSummary): number | null {
  return enabled && monitorDefinition(kind).mainFigure === undefined ? p95Of(recent) : null;
}

/** Of the checks in the strip, which are the last forty; null: none had a response. */
export const p95Of = onceFor((recent: RecentChecks): number | null => {
  const times = responseTimes(recent).sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.95) - 1] ?? null;
});

export type Uptimes = ReadonlyMap<string, MonitorUptime>;

/** Of the columns of uptimes. */
export const columnRanges = { day: '24h', month: '30d' } as const;

/**
 * Of these monitors together, as a digest has it: the time that all were up, of the time of which something is known of
 * any. Who was monitored longer counts for more, and who was not, for nothing.
 */
export function uptimeOfAll(
  monitors: readonly MonitorSummary[],
  uptimes: Uptimes,
  column: keyof typeof columnRanges,
): UptimeShare {
  let up = 0;
  let known = 0;
  for (const { id } of monitors) {
    const { ratio, coverage } = uptimes.get(id)?.[column] ?? nothingKnown;
    known += coverage ?? 0;
    up += (coverage ?? 0) * (ratio ?? 0);
  }
  return known === 0 ? nothingKnown : { ratio: up / known, coverage: known / monitors.length };
}

/** Of each day, the mean of those of which something is known. */
export function daysOfAll(monitors: readonly MonitorSummary[], uptimes: Uptimes): readonly DayRatio[] {
  const all = monitors.flatMap(({ id }) => uptimes.get(id) ?? []);
  return (all[0]?.days ?? []).map((_, day) => {
    const known = all.flatMap(({ days }) => days[day] ?? []);
    return known.length === 0 ? null : known.reduce((sum, ratio) => sum + ratio, 0) / known.length;
  });
}

const nothingKnown: UptimeShare = { ratio: null, coverage: null };

/** What needs attention has the smallest value; null comes last, whatever the direction. */
function valueOf(column: Column, monitor: MonitorSummary, uptimes: Uptimes): number | string | null {
  const uptime = uptimes.get(monitor.id);
  switch (column) {
    case 'day':
    case 'month':
      return uptime === undefined ? null : shownUptime(uptime[column], lengthOf(columnRanges[column])).ratio;
    case 'days':
      return uptime === undefined ? null : inBrief(uptime.days).mean;
    case 'latest':
      return monitor.figure?.value ?? (monitor.responseTime === null ? null : -monitor.responseTime);
    case 'p95':
    case 'checks': {
      const slowness = column === 'p95' ? p95Beside(monitor) : p95Of(monitor.recent);
      return slowness === null ? null : -slowness;
    }
    case 'certificate':
    case 'registration':
      return monitor[column]?.endsAt ?? null;
    case 'kind':
      return text.monitorKinds[monitor.kind].toLowerCase();
    case 'tags':
    case 'locations':
      return monitor[column].length === 0 ? null : monitor[column].join().toLowerCase();
    case 'state':
    case 'name':
      return null;
  }
}

const noUptimes: Uptimes = new Map();

/** Those in which no monitor has anything: others have their room. */
export function emptyColumns(monitors: readonly MonitorSummary[]): readonly Column[] {
  return (['certificate', 'registration', 'tags', 'locations'] as const).filter((column) =>
    monitors.every((monitor) => valueOf(column, monitor, noUptimes) === null),
  );
}

/** Where values are alike the name decides, whichever column the same monitors are sorted by next. */
const inOrderOfNames = onceFor((monitors: readonly MonitorSummary[]) => sortMonitors(monitors, 'name'));

export function sortTable(
  monitors: readonly MonitorSummary[],
  { sort, isReversed }: Pick<TableView, 'sort' | 'isReversed'>,
  uptimes: Uptimes,
): readonly MonitorSummary[] {
  if (sort === 'state' || sort === 'name') {
    const sorted = sortMonitors(inOrderOfNames(monitors), sort);
    return isReversed ? sorted.reverse() : sorted;
  }
  const valued = inOrderOfNames(monitors).map((monitor) => ({ monitor, value: valueOf(sort, monitor, uptimes) }));
  const direction = isReversed ? -1 : 1;
  valued.sort(({ value: a }, { value: b }) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a < b ? -direction : a > b ? direction : 0;
  });
  return valued.map(({ monitor }) => monitor);
}

/**
 * The rows that a viewport from `top` to `bottom` touches, with some more on both sides, as [first, end). They change a
 * few at a time, so that most frames of scrolling change none, and away from the ends they are always as many.
 */
export function rowsInSight(
  count: number,
  rowHeightPx: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): { readonly first: number; readonly end: number } {
  const around = 10;
  const atOnce = 4;
  const clamp = (row: number): number => Math.max(0, Math.min(count, row));
  const first = Math.floor((top / rowHeightPx - around) / atOnce) * atOnce;
  const size = Math.ceil(((bottom - top) / rowHeightPx + 2 * around) / atOnce + 1) * atOnce;
  return { first: clamp(first), end: clamp(first + size) };
}

/**
 * The places of the rows that are drawn: those in sight, and the active one wherever it is, since it may have the focus
 * and Tab reaches it. Instead of each `n` rows that are left out it has `-n`.
 *
 * @param activeAt the place of the active row; -1: there is none.
 */
export function drawnPlaces(
  count: number,
  { first, end }: ReturnType<typeof rowsInSight>,
  activeAt: number,
): readonly number[] {
  const places = Array.from({ length: end - first }, (_, index) => first + index);
  if (activeAt >= 0 && activeAt < first) places.unshift(activeAt);
  if (activeAt >= end) places.push(activeAt);
  let next = 0;
  const drawn = places.flatMap((place) => {
    const leftOut = place - next;
    next = place + 1;
    return leftOut > 0 ? [-leftOut, place] : [place];
  });
  return next < count ? [...drawn, next - count] : drawn;
}

/**
 * Which element shows which row: a row keeps its element, and with it the focus, as long as it is drawn; a new one takes
 * over that of a row that is gone, since text in place costs a fraction of new elements.
 *
 * @returns the numbers of the elements, by the keys of the rows.
 */
export function createRecycler(): (keys: readonly string[], focused: string | null) => ReadonlyMap<string, number> {
  let elements: ReadonlyMap<string, number> = new Map();
  let made = 0;
  return (keys, focused) => {
    const staying = new Set(keys);
    // If that with the focus is deleted, its element goes: the focus shall not jump to another row.
    const free = [...elements].flatMap(([key, element]) => (staying.has(key) || key === focused ? [] : [element]));
    elements = new Map(keys.map((key) => [key, elements.get(key) ?? free.shift() ?? made++]));
    return elements;
  };
}
