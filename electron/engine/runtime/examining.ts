/** Examines the rows that the start had no time for, a few at a time, so that damage is found before it is needed. */
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';

/** With 64 rows each, a few per cent of the processor. */
const pauseMs = 50;

export interface Examining {
  readonly start: () => void;
  readonly stop: () => void;
}

interface ExaminingOptions {
  readonly store: Pick<OpenedStore, 'examine'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onDamage: (error: unknown) => void;
}

export function openExamining({ store, clock, logger, onDamage }: ExaminingOptions): Examining {
  let cancelTimer: Cancel | null = null;

  function step(): void {
    try {
      const hasMore = store.examine?.() ?? false;
      cancelTimer = hasMore ? clock.setTimer(pauseMs, step) : null;
      if (!hasMore) logger.info('every row of the database can be read');
    } catch (error) {
      logger.error('a row of the database cannot be read', { error });
      onDamage(error);
    }
  }

  return {
    start() {
      if (store.examine !== null) cancelTimer = clock.setTimer(pauseMs, step);
    },
    stop() {
      cancelTimer?.();
    },
  };
}
