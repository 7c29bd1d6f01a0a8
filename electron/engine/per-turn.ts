/** Processes together, at the end of a turn of the event loop, what was asked for in the turn. In its order. */
export interface PerTurn<T, R> {
  /** Rejects if the processing throws. */
  readonly ask: (item: T) => Promise<R>;
  /** Processes at once what waits. */
  readonly flush: () => void;
}

export interface Asked<T, R> {
  readonly item: T;
  readonly answer: (result: R | Promise<R>) => void;
}

export function perTurn<T, R>(process: (asked: readonly Asked<T, R>[]) => void): PerTurn<T, R> {
  let waiting: (Asked<T, R> & { readonly reject: (error: unknown) => void })[] = [];

  function flush(): void {
    const asked = waiting;
    waiting = [];
    if (asked.length === 0) return;
    try {
      process(asked);
    } catch (error) {
      // Of those that have their answer already, nothing changes.
      for (const { reject } of asked) reject(error);
    }
  }

  return {
    ask: (item) =>
      new Promise((answer, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ item, answer, reject });
      }),
    flush,
  };
}
