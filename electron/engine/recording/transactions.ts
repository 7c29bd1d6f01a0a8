/** Transactions that never fail for want of a disk: on disk, or in memory and into the journal once the disk refuses. */
import type { OpenedStore } from '../store/database.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { StoreError } from '../store/store-error.ts';
import type { Journal, JournalWrite } from './journal.ts';
import { isRefusal } from './refusal.ts';

interface TransactionsOptions {
  readonly disk: OpenedStore;
  /** Null: the disk takes writes. */
  readonly memory: () => MemoryStore | null;
  readonly journal: Journal;
  /** The disk refuses; afterwards there is a store in memory. */
  readonly refuse: (error: StoreError) => void;
}

interface Transactions {
  /** Inside another one it is part of that one. */
  readonly run: <T>(body: () => T) => T;
  readonly isOpen: () => boolean;
  /** A write of the open transaction that was made in memory. */
  readonly note: (write: JournalWrite) => void;
}

export function openTransactions({ disk, memory, journal, refuse }: TransactionsOptions): Transactions {
  let isOpen = false;
  let uncommitted: JournalWrite[] = [];

  function inMemory<T>(body: () => T): T {
    const store = memory();
    if (store === null) throw new Error('the store takes writes');
    const writes: JournalWrite[] = [];
    uncommitted = writes;
    try {
      const result = store.transaction(body);
      journal.add(writes);
      return result;
    } finally {
      uncommitted = [];
    }
  }

  function onDiskOrInMemory<T>(body: () => T): T {
    if (memory() !== null) return inMemory(body);
    try {
      return disk.transaction(body);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refuse(error);
    }
    return inMemory(body);
  }

  return {
    run(body) {
      if (isOpen) return body();
      isOpen = true;
      try {
        return onDiskOrInMemory(body);
      } finally {
        isOpen = false;
      }
    },
    isOpen: () => isOpen,
    note: (write) => void uncommitted.push(write),
  };
}
