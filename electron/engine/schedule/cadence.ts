/**
 * When to check next. Pure arithmetic: next due = last due + interval, counted from the due time rather than from when
 * the check ran, so that nothing drifts. Missed slots are skipped. Whatever the clock did in between, the next due time
 * is in the future and at most one interval away.
 */

interface Slot {
  /** The due time of the last check. */
  readonly dueAt: number;
  readonly interval: number;
  readonly nowMs: number;
}

export function nextDue({ dueAt, interval, nowMs }: Slot): number {
  // The clock was set back: the old slot may be far in the future.
  if (dueAt > nowMs) return Math.min(dueAt, nowMs + interval);
  const slotsPassed = Math.floor((nowMs - dueAt) / interval);
  return dueAt + (slotsPassed + 1) * interval;
}

const stretchFactor = 4;
const longestStretchMs = 3_600_000;

/** The interval on battery: four times as long, up to an hour; intervals over an hour stay unchanged. */
export function stretched(interval: number): number {
  return Math.max(interval, Math.min(interval * stretchFactor, longestStretchMs));
}

export interface Recheck {
  /** When the check that needs a recheck ended. */
  readonly endedAt: number;
  readonly recheckInterval: number;
  readonly interval: number;
}

/** A recheck is never later than the regular interval. */
export function recheckDue({ endedAt, recheckInterval, interval }: Recheck): number {
  return endedAt + Math.min(recheckInterval, interval);
}

/**
 * Milliseconds to wait after the program starts, so that monitors spread over their interval. Derived from the id alone:
 * a monitor keeps its place across restarts, independent of the others.
 */
export function startOffset(id: string, interval: number): number {
  return Math.floor((hash(id) / 2 ** 32) * interval);
}

/** 32-bit FNV-1a with a final mix: similar ids (`shop-1`, `shop-2`) land far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
