/** How the sidebar's list is sorted and grouped, and how that is stored. Pure. */
import { readKeys, writeKeys } from './collapsed.ts';
import { sortOrders, type SortOrder } from './list.ts';

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
