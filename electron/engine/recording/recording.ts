/**
 * The one place that knows whether anything can be recorded. While the store on disk refuses writes (full, locked,
 * read-only), what is observed goes on in memory (journaled-store.ts) and is journaled; the journal is written, in order,
 * as soon as the store takes writes again, which is tried again and again with back-off. Changes by the user are not
 * taken into memory: they wait for the journal, or are refused.
 */
import type { StoreTrouble } from '../../contract/refusal.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { openJournal, type Dropped, type Journal, type JournalWrite } from './journal.ts';
import { journaledStore } from './journaled-store.ts';
import { overlaid } from './overlaid-reads.ts';

export interface Recording {
  /** For observations and notifications: its writes never fail for want of a disk. */
  readonly journaled: Store;
  /** For changes by the user: throws `StoreError` when they cannot be kept. Reads include what is in memory. */
  readonly durable: OpenedStore;
  /** Whether everything so far is on disk; if it is not, resolves when it is, or with false after two seconds. */
  readonly settled: () => true | Promise<boolean>;
  readonly isRefused: () => boolean;
  /** Tries once more to write what is in memory. */
  readonly stop: () => void;
}

export interface RecordingOptions {
  readonly store: OpenedStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Nothing can be recorded, or now for another reason. */
  readonly onRefused: (trouble: StoreTrouble) => void;
  /** Everything that was in memory is on disk, except for what was dropped. */
  readonly onRecovered: (dropped: Dropped) => void;
  readonly journal?: Journal | undefined;
}

interface Refusal {
  readonly memory: MemoryStore;
  trouble: StoreTrouble;
}

/** How long a caller waits for its write. */
const settleMs = 2_000;
const firstRetryMs = 50;
const longestRetryMs = 2_000;
/** Trouble that comes back sooner goes on with the back-off where it was. */
const calmMs = 60_000;
/** Written in one turn of the event loop. */
const writesPerTurn = 500;
/** What the disk does to writes; the other kinds are about what is in the database. */
const refusals: ReadonlySet<StoreTrouble> = new Set<StoreTrouble>(['full', 'readonly', 'busy', 'disk', 'damaged']);

export function openRecording(options: RecordingOptions): Recording {
  const { store: disk, clock, logger, journal = openJournal() } = options;
  let refusal: Refusal | null = null;
  let uncommitted: JournalWrite[] | null = null;
  let isInTransaction = false;
  let retryMs = firstRetryMs;
  let recoveredAt = -Infinity;
  let cancelRetry: Cancel = () => undefined;
  let waiting: ((isSettled: boolean) => void)[] = [];

  function refuse(error: StoreError): void {
    if (refusal !== null) {
      if (refusal.trouble === error.kind) return;
      refusal.trouble = error.kind;
    } else {
      refusal = { memory: disk.openMemoryStore(), trouble: error.kind };
      if (clock.monotonic() - recoveredAt > calmMs) retryMs = firstRetryMs;
      retryLater();
    }
    logger.error('the store refuses writes; recording goes on in memory', { error });
    options.onRefused(error.kind);
  }

  function transaction<T>(body: () => T): T {
    if (isInTransaction) return body();
    isInTransaction = true;
    try {
      if (refusal === null) {
        try {
          return disk.transaction(body);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refuse(error);
        }
      }
      return inMemory(body);
    } finally {
      isInTransaction = false;
    }
  }

  function inMemory<T>(body: () => T): T {
    if (refusal === null) throw new Error('the store takes writes');
    const writes: JournalWrite[] = [];
    uncommitted = writes;
    try {
      const result = refusal.memory.transaction(body);
      journal.add(writes);
      return result;
    } finally {
      uncommitted = null;
    }
  }

  function retryLater(): void {
    cancelRetry = clock.setTimer(retryMs, retry);
    retryMs = Math.min(2 * retryMs, longestRetryMs);
  }

  function retry(): void {
    try {
      if (writeOldest()) recover();
      else cancelRetry = clock.setTimer(0, retry);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refuse(error);
      retryLater();
    }
  }

  /** @returns whether the journal is empty now. Throws if the store refuses. */
  function writeOldest(count = writesPerTurn): boolean {
    const oldest = journal.oldest(count);
    try {
      disk.transaction(() => {
        for (const { apply } of oldest.flat()) apply(disk);
        disk.settings.setAliveAt(clock.now());
      });
    } catch (error) {
      if (isRefusal(error)) throw error;
      // A transaction that fails by a bug must not block those behind it.
      if (oldest.length > 1) return writeOldest(0);
      logger.error('a transaction that was in memory could not be written, and is lost', { error });
    }
    journal.shift(oldest.length);
    return journal.isEmpty();
  }

  function recover(): void {
    refusal?.memory.close();
    refusal = null;
    recoveredAt = clock.monotonic();
    cancelRetry();
    const dropped = journal.takeDropped();
    logger.info('the store takes writes again; what was in memory has been written', { dropped });
    const resolvers = waiting;
    waiting = [];
    for (const resolve of resolvers) resolve(true);
    options.onRecovered(dropped);
  }

  /** Throws if the store refuses. */
  function catchUp(): void {
    while (refusal !== null) if (writeOldest()) recover();
  }

  function durably<T>(body: () => T): T {
    try {
      catchUp();
      return disk.transaction(body);
    } catch (error) {
      if (isRefusal(error) && !isInTransaction) refuse(error);
      throw error;
    }
  }

  const memory = (): MemoryStore | null => refusal?.memory ?? null;
  const reads = overlaid(disk, memory);
  return {
    journaled: journaledStore({ disk, memory, transaction, journal: (write) => uncommitted?.push(write) }),
    durable: {
      ...disk,
      incidents: { ...disk.incidents, ...reads.incidents },
      outbox: reads.outbox,
      pings: reads.pings,
      transaction: durably,
    },
    settled() {
      if (refusal === null) return true;
      return new Promise((resolve) => {
        const cancel = clock.setTimer(settleMs, () => {
          waiting = waiting.filter((each) => each !== settle);
          resolve(false);
        });
        const settle = (isSettled: boolean): void => {
          cancel();
          resolve(isSettled);
        };
        waiting.push(settle);
      });
    },
    isRefused: () => refusal !== null,
    stop() {
      cancelRetry();
      try {
        catchUp();
      } catch (error) {
        logger.error('what was in memory could not be written before the end', { error });
      }
    },
  };
}

function isRefusal(error: unknown): error is StoreError {
  return error instanceof StoreError && refusals.has(error.kind);
}
