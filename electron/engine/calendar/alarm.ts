/**
 * Calls at a moment of the wall clock, or earlier: a minute after it was set at the latest. Timers run by steady time,
 * while the clock may be set and the computer may sleep, so that a moment that is far away now may have passed soon, or
 * mean something else. The callback handles what is due, and sets the alarm again for what is not.
 */
import type { Cancel, Clock } from '../ports.ts';

export interface Alarm {
  /** Rings once, at `atMs` or earlier, in the place of any earlier setting; never within this call. */
  readonly set: (atMs: number) => void;
  /** As `set`, but what is set for an earlier moment stays. */
  readonly bringForward: (atMs: number) => void;
  readonly clear: () => void;
}

const longestWaitMs = 60_000;

export function openAlarm(clock: Clock, ring: () => void): Alarm {
  /** Steady time; null: not set. */
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
