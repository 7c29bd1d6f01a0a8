/** How the sidebar's list is sorted and grouped, and how that is stored. Pure. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { readKeys, writeKeys } from './collapsed.ts';
import { sortOrders, toRows, type SortOrder } from './list.ts';

export interface ListPreferences {
  readonly sort: SortOrder;
  readonly groupByTag: boolean;
  /** The keys of the headings that are collapsed. */
  readonly collapsed: readonly string[];
}

/** `state tag %0Ashop=`: what is missing or not understood is as usual. */
export function readPreferences(stored: string | null): ListPreferences {
  const [sort, group, collapsed = ''] = (stored ?? '').split(' ');
  return {
    sort: sortOrders.find((order) => order === sort) ?? 'state',
    groupByTag: group === 'tag',
    collapsed: readKeys(collapsed),
  };
}

export function writePreferences({ sort, groupByTag, collapsed }: ListPreferences): string {
  return [sort, groupByTag ? 'tag' : '', writeKeys(collapsed)].join(' ');
}

/** Tags that no monitor has any longer are forgotten, unless nothing has loaded yet. */
export function withoutGone(preferences: ListPreferences, all: readonly MonitorSummary[]): ListPreferences {
  if (all.length === 0) return preferences;
  const keys = new Set(toRows(all, true).map(({ key }) => key));
  return { ...preferences, collapsed: preferences.collapsed.filter((key) => keys.has(key)) };
}
