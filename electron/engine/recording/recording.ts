/**
 * The one place that knows whether anything can be recorded. While the store on disk refuses writes (full, locked,
 * read-only), what is observed goes on in memory (journaled-store.ts) and is journaled; the journal is written, in order,
 * as soon as the store takes writes again, which is tried again and again with back-off. Changes by the user are not
 * taken into memory: they wait for the journal, or are refused.
 */
import type { StoreTrouble } from '../../contract/refusal.ts';
import type { Clock, Logger } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { StoreError } from '../store/store-error.ts';
import { openJournal, type Dropped, type Journal } from './journal.ts';
import { journaledStore, type JournaledStore } from './journaled-store.ts';
import { overlaid } from './overlaid-reads.ts';
import { isRefusal } from './refusal.ts';
import { replayOldest } from './replay.ts';
import { openRetryTimer } from './retry-timer.ts';
import { openSettling } from './settling.ts';
import { openTransactions } from './transactions.ts';

export interface Recording {
  /** For observations and notifications: its writes never fail for want of a disk. */
  readonly journaled: JournaledStore;
  /** For changes by the user: throws `StoreError` when they cannot be kept. Reads include what is in memory. */
  readonly durable: OpenedStore;
  /** Whether everything so far is on disk; if it is not, resolves when it is, or with false after two seconds. */
  readonly settled: () => true | Promise<boolean>;
  readonly isRefused: () => boolean;
  /** Tries once more to write what is in memory. */
  readonly stop: () => void;
}

interface RecordingOptions {
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

export function openRecording(options: RecordingOptions): Recording {
  const { store: disk, clock, logger, journal = openJournal() } = options;
  let refusal: Refusal | null = null;
  const retries = openRetryTimer(clock, retry);
  const settling = openSettling(clock);
  const memory = (): MemoryStore | null => refusal?.memory ?? null;
  const transactions = openTransactions({ disk, memory, journal, refuse });
  const replay = (): boolean => replayOldest({ store: disk, journal, clock, logger });

  function refuse(error: StoreError): void {
    if (refusal?.trouble === error.kind) return;
    if (refusal === null) {
      refusal = { memory: disk.openMemoryStore(), trouble: error.kind };
      retries.begin();
      retries.later();
    } else {
      refusal.trouble = error.kind;
    }
    logger.error('the store refuses writes; recording goes on in memory', { error });
    options.onRefused(error.kind);
  }

  function retry(): void {
    try {
      if (replay()) recover();
      else retries.soon();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refuse(error);
      retries.later();
    }
  }

  function recover(): void {
    refusal?.memory.close();
    refusal = null;
    retries.end();
    const dropped = journal.takeDropped();
    logger.info('the store takes writes again; what was in memory has been written', { dropped });
    settling.settle();
    options.onRecovered(dropped);
  }

  /** Throws if the store refuses. */
  function catchUp(): void {
    while (refusal !== null) if (replay()) recover();
  }

  function durably<T>(body: () => T): T {
    try {
      catchUp();
      return disk.transaction(body);
    } catch (error) {
      if (isRefusal(error) && !transactions.isOpen()) refuse(error);
      throw error;
    }
  }

  const reads = overlaid(disk, memory);
  return {
    journaled: journaledStore({ disk, memory, transaction: transactions.run, journal: transactions.note }),
    durable: {
      ...disk,
      incidents: { ...disk.incidents, ...reads.incidents },
      outbox: reads.outbox,
      pings: reads.pings,
      transaction: durably,
    },
    settled: () => (refusal === null ? true : settling.wait()),
    isRefused: () => refusal !== null,
    stop() {
      retries.cancel();
      try {
        catchUp();
      } catch (error) {
        logger.error('what was in memory could not be written before the end', { error });
      }
    },
  };
}
