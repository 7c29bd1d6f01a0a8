/** When something recurs. Pure: epoch ms in and out. Due slots of probes, which are anchored and never made up, are in cadence.ts. */
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
