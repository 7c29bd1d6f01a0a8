/** What the history of a monitor shows. Kept as the query of its address, which has only what was chosen. */
import { parseRange, rangeText } from './period.ts';
import { ranges, type RangeName, type TimeRange } from './range.ts';

export interface HistoryChoice {
  /** See views/monitor/charts.ts; null: as usual. */
  readonly chart: string | null;
  /** Null: as usual. */
  readonly range: RangeName | null;
  /** In place of what ends now. */
  readonly part: TimeRange | null;
  /** With the period before. */
  readonly compares: boolean;
}

/** What is not known is as usual. */
export function historyChoiceOf(query: string): HistoryChoice {
  const given = new URLSearchParams(query);
  return {
    chart: given.get('chart'),
    range: ranges.find(({ name }) => name === given.get('range'))?.name ?? null,
    part: parseRange(given.get('part') ?? ''),
    compares: given.has('compare'),
  };
}

/** Empty: all as usual. */
export function historyQueryOf({ chart, range, part, compares }: HistoryChoice): string {
  const query = new URLSearchParams();
  if (chart !== null) query.set('chart', chart);
  if (range !== null) query.set('range', range);
  if (part !== null) query.set('part', rangeText(part));
  if (compares) query.set('compare', '1');
  return query.toString();
}
