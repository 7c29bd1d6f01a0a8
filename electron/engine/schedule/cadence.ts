/**
 * When to check next: pure arithmetic. Next due = last due + interval, counted from the due time and not from when the
 * check ran or ended, so that nothing drifts. A slot that was missed is skipped, never made up. Whatever the clock did
 * in between, the next due time lies after now and at most one interval away.
 */

export interface Slot {
  /** When the last check was due. */
  readonly dueAt: number;
  readonly interval: number;
  readonly nowMs: number;
}

export function nextDue({ dueAt, interval, nowMs }: Slot): number {
  // The clock was set back: the old slots lie in a future that may never come.
  if (dueAt > nowMs) return Math.min(dueAt, nowMs + interval);
  const slotsGone = Math.floor((nowMs - dueAt) / interval);
  return dueAt + (slotsGone + 1) * interval;
}

const stretchFactor = 4;
const longestStretchMs = 3_600_000;

/** The interval on battery: four times as long, up to an hour; one that is longer anyway stays as it is. */
export function stretched(interval: number): number {
  return Math.max(interval, Math.min(interval * stretchFactor, longestStretchMs));
}

export interface Recheck {
  /** When the check that calls for a recheck ended. */
  readonly endedAt: number;
  readonly recheckInterval: number;
  readonly interval: number;
}

/** A recheck comes sooner than the cadence would, never later. */
export function recheckDue({ endedAt, recheckInterval, interval }: Recheck): number {
  return endedAt + Math.min(recheckInterval, interval);
}

/**
 * Milliseconds to wait after a start of the program, so that many monitors spread over their interval. From the id
 * alone: a monitor keeps its place from start to start, and needs to know of no other.
 */
export function startOffset(id: string, interval: number): number {
  return Math.floor((hash(id) / 2 ** 32) * interval);
}

/** FNV-1a with a final mix, as 32 bits: similar ids (`shop-1`, `shop-2`) land far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
