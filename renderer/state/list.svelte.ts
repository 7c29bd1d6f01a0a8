import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { toggleKey } from './collapsed.ts';
import { inEarlierOrder, sortMonitors, toRows, type ListRow, type SortOrder } from './list.ts';
import { readPreferences, withoutGone, writePreferences, type ListPreferences } from './list-preferences.ts';
import { createSelection, type Selection } from './list-selection.svelte.ts';
import { matchesSearch, parseSearch, toggleFilter, type Filter } from './search.ts';
import type { OverviewStore } from './overview.svelte.ts';

const storageKey = 'vigilmon.list';

/** The sidebar's list: search, order, groups and selection. */
export interface MonitorList extends Selection {
  search: string;
  sort: SortOrder;
  groupByTag: boolean;
  readonly rows: readonly ListRow[];
  /** All, in the list's order and before the search applies. */
  readonly all: readonly MonitorSummary[];
  /** Those that match the search, also those in collapsed groups. */
  readonly shown: readonly MonitorSummary[];
  /** Collapses the group of the heading with that key, or expands it. */
  readonly toggleGroup: (key: string) => void;
  readonly collapsed: readonly string[];
  /** Collapses the groups of the headings with these keys, and expands all others. */
  readonly collapse: (keys: readonly string[]) => void;
  readonly toggle: (filter: Filter) => void;
}

interface MonitorListOptions {
  readonly storage: Storage;
  /** The open monitor; null: none. */
  readonly current: () => string | null;
  readonly onsearch: (search: string) => void;
}

export function createMonitorList(
  overview: Pick<OverviewStore, 'monitors'>,
  { storage, current, onsearch }: MonitorListOptions,
): MonitorList {
  let preferences = $state.raw(readPreferences(storage.getItem(storageKey)));
  let search = $state('');
  /** A search expands all groups while it lasts; those that are collapsed meanwhile are collapsed until it changes. */
  let collapsedMeanwhile = $state.raw<readonly string[]>([]);

  const sort = $derived(preferences.sort);
  const wanted = $derived(parseSearch(search));
  let earlier: readonly MonitorSummary[] = [];
  const all = $derived.by(() => (earlier = sortMonitors(inEarlierOrder(earlier, overview.monitors), sort)));
  const shown = $derived(all.filter((monitor) => matchesSearch(monitor, wanted)));
  const isSearching = $derived(search.trim() !== '');
  const collapsed = $derived(isSearching ? collapsedMeanwhile : preferences.collapsed);
  const groupByTag = $derived(preferences.groupByTag);
  const rows = $derived(toRows(shown, groupByTag, collapsed, sort === 'state'));

  const find = (text: string): void => {
    search = text;
    collapsedMeanwhile = [];
    onsearch(text);
  };
  const change = (part: Partial<ListPreferences>): void => {
    preferences = { ...preferences, ...part };
    storage.setItem(storageKey, writePreferences(withoutGone(preferences, all)));
  };
  const collapse = (keys: readonly string[]): void => {
    if (isSearching) collapsedMeanwhile = keys;
    else change({ collapsed: keys });
  };
  const selection = createSelection({ all: () => all, shown: () => shown, current });

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
      change({ sort: order });
    },
    get groupByTag() {
      return groupByTag;
    },
    set groupByTag(isGrouped) {
      change({ groupByTag: isGrouped });
    },
    get rows() {
      return rows;
    },
    get collapsed() {
      return collapsed;
    },
    get all() {
      return all;
    },
    get shown() {
      return shown;
    },
    get selected() {
      return selection.selected;
    },
    get selectedMonitors() {
      return selection.selectedMonitors;
    },
    select: selection.select,
    targets: selection.targets,
    toggleGroup: (key) => collapse(toggleKey(collapsed, key)),
    collapse,
    toggle: (filter) => {
      find(toggleFilter(search, filter));
    },
  };
}
