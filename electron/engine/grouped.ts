/**
 * Processes together what is asked for in one turn of the event loop, in its order. Right after a group the next one goes
 * on for as long as each turn brings more, but a few milliseconds at most: a listener accepts one connection in a turn,
 * however many wait.
 */
import type { Clock } from './ports.ts';

export interface Grouped<T, R> {
  /** Rejects if the processing throws. */
  readonly ask: (item: T) => Promise<R>;
  /** Processes at once what waits. */
  readonly flush: () => void;
}

export interface Asked<T, R> {
  readonly item: T;
  readonly answer: (result: R | Promise<R>) => void;
}

/** After the last group. */
const longestMs = 5;

export function grouped<T, R>(
  process: (asked: readonly Asked<T, R>[]) => void,
  { monotonic }: Pick<Clock, 'monotonic'>,
): Grouped<T, R> {
  let waiting: (Asked<T, R> & { readonly reject: (error: unknown) => void })[] = [];
  /** How many waited at the end of the last turn. */
  let counted = 0;
  let processedAt = -Infinity;

  function endTurn(): void {
    const isMore = waiting.length > counted;
    counted = waiting.length;
    if (isMore && monotonic() < processedAt + longestMs) setImmediate(endTurn);
    else flush();
  }

  function flush(): void {
    const asked = waiting;
    waiting = [];
    counted = 0;
    if (asked.length === 0) return;
    try {
      process(asked);
    } catch (error) {
      // Of those that have their answer already, nothing changes.
      for (const { reject } of asked) reject(error);
    }
    processedAt = monotonic();
  }

  return {
    ask: (item) =>
      new Promise((answer, reject) => {
        if (waiting.length === 0) setImmediate(endTurn);
        waiting.push({ item, answer, reject });
      }),
    flush,
  };
}
