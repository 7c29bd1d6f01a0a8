/** When something recurs. Pure: epoch ms in and out. The slots of probes are in cadence.ts. */
export interface Schedule {
  /** The next occurrence after `afterMs`. */
  readonly next: (afterMs: number) => number;
  /** The occurrence that precedes `beforeMs`. */
  readonly previous: (beforeMs: number) => number;
}

/** Counted from the last occurrence, without fixed times of day. */
export function intervalSchedule(intervalMs: number): Schedule {
  return {
    next: (afterMs) => afterMs + intervalMs,
    previous: (beforeMs) => beforeMs - intervalMs,
  };
}
