import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { inEarlierOrder, sortMonitors, sortOrders, toRows, type ListRow, type SortOrder } from './list.ts';
import { matchesSearch, parseSearch, toggleFilter, type Filter } from './search.ts';
import type { OverviewStore } from './overview.svelte.ts';

const storageKey = 'vigilmon.list';

/** The sidebar's list: search, order and selection. */
export interface MonitorList {
  search: string;
  sort: SortOrder;
  groupByTag: boolean;
  readonly rows: readonly ListRow[];
  /** All, in the list's order and before the search applies. */
  readonly all: readonly MonitorSummary[];
  /** Those that match the search. */
  readonly shown: readonly MonitorSummary[];
  /** Of more than one, the main pane offers actions on all of them. None while another monitor is open. */
  readonly selected: ReadonlySet<string>;
  readonly select: (ids: Iterable<string>) => void;
  readonly toggle: (filter: Filter) => void;
  /**
   * What a menu or a key at that monitor applies to: the whole selection, if the monitor is part of it; null: no row.
   */
  readonly targets: (id: string | null) => readonly MonitorSummary[];
}

interface Preferences {
  readonly sort: SortOrder;
  readonly groupByTag: boolean;
}

function readPreferences(storage: Storage): Preferences {
  const [sort, group] = (storage.getItem(storageKey) ?? '').split(' ');
  return { sort: sortOrders.find((order) => order === sort) ?? 'state', groupByTag: group === 'tag' };
}

export interface MonitorListOptions {
  readonly storage: Storage;
  /** The open monitor; null: none. */
  readonly current: () => string | null;
  readonly onsearch: (search: string) => void;
}

export function createMonitorList(
  overview: OverviewStore,
  { storage, current, onsearch }: MonitorListOptions,
): MonitorList {
  const preferences = readPreferences(storage);
  let search = $state('');
  let sort = $state<SortOrder>(preferences.sort);
  let groupByTag = $state(preferences.groupByTag);
  let chosen = $state.raw<{ readonly ids: ReadonlySet<string>; readonly at: string | null }>({
    ids: new Set(),
    at: null,
  });

  const wanted = $derived(parseSearch(search));
  let earlier: readonly MonitorSummary[] = [];
  const all = $derived.by(() => (earlier = sortMonitors(inEarlierOrder(earlier, overview.monitors), sort)));
  const shown = $derived(all.filter((monitor) => matchesSearch(monitor, wanted)));
  const rows = $derived(toRows(shown, groupByTag));
  // Deleted or filtered rows are deselected.
  const isElsewhere = $derived(current() !== null && current() !== chosen.at);
  const selected = $derived(
    new Set(isElsewhere ? [] : shown.filter(({ id }) => chosen.ids.has(id)).map(({ id }) => id)),
  );
  const find = (text: string): void => {
    search = text;
    onsearch(text);
  };
  const remember = (): void => storage.setItem(storageKey, `${sort} ${groupByTag ? 'tag' : ''}`);

  return {
    get search() {
      return search;
    },
    set search(text) {
      find(text);
    },
    get sort() {
      return sort;
    },
    set sort(order) {
      sort = order;
      remember();
    },
    get groupByTag() {
      return groupByTag;
    },
    set groupByTag(isGrouped) {
      groupByTag = isGrouped;
      remember();
    },
    get rows() {
      return rows;
    },
    get all() {
      return all;
    },
    get shown() {
      return shown;
    },
    get selected() {
      return selected;
    },
    select: (ids) => {
      chosen = { ids: new Set(ids), at: current() };
    },
    toggle: (filter) => {
      find(toggleFilter(search, filter));
    },
    targets: (id) => {
      const several = selected.size > 1 && (id === null || selected.has(id));
      return several ? shown.filter((monitor) => selected.has(monitor.id)) : all.filter((one) => one.id === id);
    },
  };
}
