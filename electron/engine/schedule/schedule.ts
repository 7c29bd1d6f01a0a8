/** When something is expected again and again. Pure: epoch ms in and out. */
export interface Schedule {
  /** The moment that follows one at `afterMs`. */
  readonly next: (afterMs: number) => number;
  /** The moment that `beforeMs` follows. */
  readonly previous: (beforeMs: number) => number;
}

/** Counted from whenever it was last: it keeps no clock time of its own. */
export function intervalSchedule(intervalMs: number): Schedule {
  return {
    next: (afterMs) => afterMs + intervalMs,
    previous: (beforeMs) => beforeMs - intervalMs,
  };
}
