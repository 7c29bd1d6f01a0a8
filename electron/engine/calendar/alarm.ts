/**
 * Rings at a wall-clock time, or earlier: after a minute at the latest. Timers run by monotonic time, while the wall clock
 * may be set and the computer may sleep, so that the time left has to be recomputed regularly. The callback handles what
 * is due, and sets the alarm again for what is not.
 */
import type { Cancel, Clock } from '../ports.ts';

export interface Alarm {
  /** Rings once, at `atMs` or earlier, and replaces any earlier setting; never rings within this call. */
  readonly set: (atMs: number) => void;
  /** As `set`, unless the alarm is already set for an earlier time. */
  readonly bringForward: (atMs: number) => void;
  readonly clear: () => void;
}

const longestWaitMs = 60_000;

export function openAlarm(clock: Clock, ring: () => void): Alarm {
  /** Monotonic; null: not set. */
  let ringsAt: number | null = null;
  let cancelTimer: Cancel = () => undefined;

  function set(atMs: number): void {
    cancelTimer();
    const delayMs = Math.min(Math.max(atMs - clock.now(), 1), longestWaitMs);
    ringsAt = clock.monotonic() + delayMs;
    cancelTimer = clock.setTimer(delayMs, () => {
      ringsAt = null;
      ring();
    });
  }

  return {
    set,
    bringForward(atMs) {
      const isSooner = ringsAt === null || atMs - clock.now() < ringsAt - clock.monotonic();
      if (isSooner) set(atMs);
    },
    clear() {
      cancelTimer();
      ringsAt = null;
    },
  };
}
