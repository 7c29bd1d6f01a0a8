/** When something recurs. Pure: epoch ms in and out. The slots of probes are in cadence.ts. */
import { offsetAt } from '../calendar/wall-clock.ts';

export interface Schedule {
  /** Equal for equal schedules. */
  readonly key: string;
  /** The next occurrence after `afterMs`. */
  readonly next: (afterMs: number) => number;
  /** When the next success is due after one at `atMs`, which may have come a little early. */
  readonly following: (atMs: number) => number;
}

const dayMs = 86_400_000;

/**
 * Counted from the last occurrence, without fixed times of day. Whole days follow the local clock, so that a daily job
 * keeps its time of day when the clock changes.
 * @param timezone an IANA name; null: this computer's.
 */
export function intervalSchedule(intervalMs: number, timezone: string | null = null): Schedule {
  const isWholeDays = intervalMs % dayMs === 0;
  const next = (afterMs: number): number => {
    const plain = afterMs + intervalMs;
    return isWholeDays ? plain + offsetAt(afterMs, timezone) - offsetAt(plain, timezone) : plain;
  };
  return { key: `every:${String(intervalMs)}`, next, following: next };
}
