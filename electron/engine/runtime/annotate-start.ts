/** Remembers that the program has started, and when it last ran before. */
import type { Clock, Logger } from '../ports.ts';
import type { Store } from '../store/store.ts';

interface AnnotateStartOptions {
  readonly store: Pick<Store, 'annotations'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** While the store refuses writes, the start is not remembered. @param stoppedAt null: it has never run. */
export function annotateStart({ store, clock, logger }: AnnotateStartOptions, stoppedAt: number | null): void {
  try {
    store.annotations.add(null, { at: clock.now(), event: { type: 'started', stoppedAt } });
  } catch (error) {
    logger.warn('the start could not be recorded', { error });
  }
}
