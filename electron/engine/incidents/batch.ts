/**
 * Checks that begin and end nothing wait at most 250 ms to be written with others, or with whatever is committed before.
 * An error here is a bug, since the store never refuses: it is logged.
 */
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { NewCheck } from '../store/check-repository.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';

const batchMs = 250;

interface Batch {
  /** @param change what the check changes besides. */
  readonly add: (check: NewCheck, change?: () => void) => void;
  /**
   * Runs `rest` in one transaction, all or nothing, with the waiting checks before it. Those are written in any case.
   * @returns null if it failed.
   */
  readonly commit: <T>(rest: () => T) => T | null;
  readonly flush: () => void;
}

interface BatchOptions {
  readonly store: JournaledStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function openBatch({ store, clock, logger }: BatchOptions): Batch {
  let checks: NewCheck[] = [];
  let changes: (() => void)[] = [];
  let cancelTimer: Cancel | null = null;

  /** @returns what writes the waiting checks; null: there are none. */
  function take(): (() => void) | null {
    cancelTimer?.();
    cancelTimer = null;
    if (checks.length === 0) return null;
    const taken = { checks, changes };
    checks = [];
    changes = [];
    return () => {
      store.checks.append(taken.checks);
      for (const change of taken.changes) change();
    };
  }

  function attempt<T>(body: () => T): T | null {
    try {
      return store.transaction(body);
    } catch (error) {
      logger.error('an observation could not be recorded', { error });
      return null;
    }
  }

  function flush(): void {
    const writeWaiting = take();
    if (writeWaiting !== null) attempt(writeWaiting);
  }

  return {
    add(check, change) {
      checks.push(check);
      if (change !== undefined) changes.push(change);
      cancelTimer ??= clock.setTimer(batchMs, flush);
    },
    commit(rest) {
      const writeWaiting = take();
      const result = attempt(() => {
        writeWaiting?.();
        return rest();
      });
      if (result === null && writeWaiting !== null) attempt(writeWaiting);
      return result;
    },
    flush,
  };
}
