/** What the overview shows. Kept as the query of its address, which has only what is not as usual. */
import { columns, usualView, type TableView } from './monitor-table.ts';

interface OverviewChoice extends Pick<TableView, 'sort' | 'isReversed' | 'isGrouped'> {
  /** See search.ts. */
  readonly search: string;
}

/** What is not known is as usual. */
export function overviewChoiceOf(query: string): OverviewChoice {
  const given = new URLSearchParams(query);
  return {
    search: given.get('search') ?? '',
    sort: columns.find((column) => column === given.get('sort')) ?? usualView.sort,
    isReversed: given.get('order') === 'reversed',
    isGrouped: given.get('group') === 'tag',
  };
}

/** Empty: all as usual. */
export function overviewQueryOf({ search, sort, isReversed, isGrouped }: OverviewChoice): string {
  const query = new URLSearchParams();
  if (search.trim() !== '') query.set('search', search.trim());
  if (sort !== usualView.sort) query.set('sort', sort);
  if (isReversed) query.set('order', 'reversed');
  if (isGrouped) query.set('group', 'tag');
  return query.toString();
}
