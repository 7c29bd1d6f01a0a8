/**
 * What a search of this computer has found, which of it is selected, and what became of adding that. Pure.
 *
 * Nothing is selected at first. Much of what a computer runs is not the user's own or ends with the next reboot, each
 * monitor may wake somebody, and a job counts only once its line is changed: what to leave out would take longer to
 * decide than what to add, and "Select all" is one click.
 */
import type { WordedOffer } from '../../electron/contract/model/discovery.ts';

export const findGroups = ['offered', 'added', 'monitored', 'unclear'] as const;

export interface Find {
  readonly offer: WordedOffer;
  readonly group: (typeof findGroups)[number];
  /** Only what is offered can be. */
  readonly isSelected: boolean;
  /** Why it was not added; null: it was, or nobody has tried. */
  readonly problem: string | null;
}

export function findsOf(offers: readonly WordedOffer[]): readonly Find[] {
  return offers.map((offer) => ({
    offer,
    group: offer.monitor !== null ? 'offered' : offer.monitoredBy !== null ? 'monitored' : 'unclear',
    isSelected: false,
    problem: null,
  }));
}

/** What of the finds is selected, and where. */
interface FindRange {
  /** Those that are shown: others stay as they are. */
  readonly shown: readonly Find[];
  /** Places among them, in either order and with both. */
  readonly from: number;
  readonly to: number;
}

/** Selects all that is offered in a range, or no longer. */
export function selectRange(
  finds: readonly Find[],
  isSelected: boolean,
  { shown, from, to }: FindRange,
): readonly Find[] {
  const inside = new Set(shown.slice(Math.min(from, to), Math.max(from, to) + 1));
  return finds.map((find) => (find.group === 'offered' && inside.has(find) ? { ...find, isSelected } : find));
}

/**
 * What was added is no longer selected; what was refused still is.
 *
 * @param problem null: it was added.
 */
export function settleFind(finds: readonly Find[], offer: WordedOffer, problem: string | null): readonly Find[] {
  const settled: Partial<Find> = problem === null ? { group: 'added', isSelected: false, problem } : { problem };
  return finds.map((find) => (find.offer === offer ? { ...find, ...settled } : find));
}
