/** Writes what the journal holds to disk, oldest first. */
import type { Clock, Logger } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';
import { isRefusal } from './refusal.ts';
import type { Journal } from './journal.ts';

export interface ReplayOptions {
  readonly store: OpenedStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Written in one turn of the event loop. */
const writesPerTurn = 500;

/** @returns whether the journal is empty now. Throws if the store refuses. */
export function replayOldest(options: ReplayOptions, count = writesPerTurn): boolean {
  const { store, journal, clock, logger } = options;
  const oldest = journal.oldest(count);
  try {
    store.transaction(() => {
      for (const { apply } of oldest.flat()) apply(store);
      store.settings.setAliveAt(clock.now());
    });
  } catch (error) {
    if (isRefusal(error)) throw error;
    // A transaction that fails by a bug must not block those behind it.
    if (oldest.length > 1) return replayOldest(options, 0);
    logger.error('a transaction that was in memory could not be written, and is lost', { error });
  }
  journal.shift(oldest.length);
  return journal.isEmpty();
}
