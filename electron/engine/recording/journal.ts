/**
 * Writes that the store has refused, in order, until it takes them. Memory is bounded: beyond the limit the oldest plain
 * checks are dropped first, then evidence of failing checks, then pings. State changes and messages are never dropped;
 * of what is overwritten anyway (the state of a monitor) only the newest is kept.
 */
import type { Store } from '../store/store.ts';

/** In the order in which they are dropped. */
const droppable = ['check', 'evidence', 'ping'] as const;
export type WriteKind = (typeof droppable)[number] | 'state';

export interface JournalWrite {
  readonly kind: WriteKind;
  /** About how much memory it takes. */
  readonly bytes: number;
  /** Replaces an earlier write with the same key. */
  readonly key?: string | undefined;
  /** Uses nothing but its arguments, so that it does the same later. */
  readonly apply: (store: Store) => unknown;
}

/** Committed together. */
type JournalTransaction = readonly JournalWrite[];

export interface Journal {
  readonly add: (transaction: JournalTransaction) => void;
  /** The oldest transactions, with about `count` writes in total, but one at least. Empty: there are none. */
  readonly oldest: (count: number) => readonly JournalTransaction[];
  /** Removes the oldest transactions after they were written. */
  readonly shift: (transactions: number) => void;
  readonly isEmpty: () => boolean;
  /** How many writes of each kind were dropped since the last call. */
  readonly takeDropped: () => Dropped;
}

export type Dropped = Readonly<Record<(typeof droppable)[number], number>>;

const defaultLimitBytes = 64 * 1024 * 1024;
/** Beyond the limit this much is made free at once, so that not each write walks through the journal. */
const slack = 0.1;
const bytesPerWrite = 100;
const none: Dropped = { check: 0, evidence: 0, ping: 0 };

export function openJournal(limitBytes = defaultLimitBytes): Journal {
  let transactions: JournalTransaction[] = [];
  let bytes = 0;
  let newest = new Map<string, JournalWrite>();
  let dropped = none;

  function sizeOf(write: JournalWrite): number {
    return write.bytes + bytesPerWrite;
  }

  function isCurrent(write: JournalWrite): boolean {
    return write.key === undefined || newest.get(write.key) === write;
  }

  /** @param keeps whether a write stays. */
  function filter(keeps: (write: JournalWrite) => boolean): void {
    transactions = transactions.map((each) => each.filter(keeps)).filter(({ length }) => length > 0);
    bytes = transactions.flat().reduce((sum, write) => sum + sizeOf(write), 0);
  }

  function shrink(): void {
    filter(isCurrent);
    const target = limitBytes * (1 - slack);
    for (const kind of droppable) {
      let excess = bytes - target;
      if (excess <= 0) return;
      let count = 0;
      filter((write) => {
        if (write.kind !== kind || excess <= 0) return true;
        excess -= sizeOf(write);
        count += 1;
        return false;
      });
      dropped = { ...dropped, [kind]: dropped[kind] + count };
    }
  }

  return {
    add(transaction) {
      if (transaction.length === 0) return;
      transactions.push(transaction);
      for (const write of transaction) {
        bytes += sizeOf(write);
        if (write.key !== undefined) newest.set(write.key, write);
      }
      if (bytes > limitBytes) shrink();
    },
    oldest(count) {
      const found: JournalTransaction[] = [];
      let writes = 0;
      for (const transaction of transactions) {
        writes += transaction.length;
        if (found.length > 0 && writes > count) break;
        found.push(transaction.filter(isCurrent));
      }
      return found;
    },
    shift(count) {
      bytes -= transactions
        .splice(0, count)
        .flat()
        .reduce((sum, write) => sum + sizeOf(write), 0);
      if (transactions.length === 0) newest = new Map();
    },
    isEmpty: () => transactions.length === 0,
    takeDropped() {
      const taken = dropped;
      dropped = none;
      return taken;
    },
  };
}
