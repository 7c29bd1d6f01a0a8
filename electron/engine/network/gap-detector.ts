/**
 * Notices that this program did not run for a while: the computer slept, the process was stopped, or the clock was moved
 * on. Packaged Linux programs may get no sleep events from the desktop, so sleep is detected by the clocks: a tick comes
 * far too late, by either clock. `poll` is called before anything is judged, so that no verdict is made of such a gap.
 */
import type { Cancel, Clock } from '../ports.ts';

export interface Gap {
  /** The last moment that is known to have been lived through, and the first after it; wall clock. */
  readonly from: number;
  readonly to: number;
}

export interface GapDetector {
  readonly start: () => void;
  readonly stop: () => void;
  readonly poll: () => void;
  /** The host knows that the computer is about to sleep: even a short gap is that sleep then, whoever notices it first. */
  readonly suspend: () => void;
  /** The host knows that the computer has woken up: likewise. */
  readonly resume: () => void;
  /**
   * Something begins that takes `longestMs` at most. At its end the answer says whether it was interrupted: by a gap, or
   * by less, since whoever knows how long a thing may take need not wait for a late tick.
   */
  readonly begin: (longestMs: number) => () => boolean;
}

const tickMs = 5_000;
/** A busy or throttled computer is late by less than this. */
const leastGapMs = 30_000;
const leastSleepMs = tickMs + 1_000;
/** Wall and steady clock part by less than this without a jump: slewing, rounding. */
const leastJumpMs = 1_000;

/** `onSetBack`: the wall clock is behind where it would be, by so much; no time is missing. */
export interface GapListener {
  readonly onGap: (gap: Gap) => void;
  readonly onSetBack: (byMs: number) => void;
}

export function openGapDetector(clock: Clock, { onGap, onSetBack }: GapListener): GapDetector {
  let wallSeen = clock.now();
  let steadySeen = clock.monotonic();
  let last: Gap | null = null;
  let cancelTimer: Cancel | null = null;
  let isSleepAnnounced = false;

  function poll(): void {
    const wall = clock.now();
    const steady = clock.monotonic();
    const gap: Gap = { from: wallSeen, to: wall };
    const steadyMs = steady - steadySeen;
    const lostMs = Math.max(wall - wallSeen, steadyMs);
    const setBackMs = wallSeen + steadyMs - wall;
    wallSeen = wall;
    steadySeen = steady;
    if (gap.to < gap.from) last = null;
    if (setBackMs >= leastGapMs) onSetBack(setBackMs);
    if (lostMs < (isSleepAnnounced ? leastSleepMs : leastGapMs) || gap.to <= gap.from) return;
    last = gap;
    onGap(gap);
  }

  function tick(): void {
    poll();
    cancelTimer = clock.setTimer(tickMs, tick);
  }

  return {
    start() {
      wallSeen = clock.now();
      steadySeen = clock.monotonic();
      cancelTimer = clock.setTimer(tickMs, tick);
    },
    stop() {
      cancelTimer?.();
    },
    poll,
    suspend() {
      poll();
      isSleepAnnounced = true;
    },
    resume() {
      isSleepAnnounced = true;
      poll();
      isSleepAnnounced = false;
    },
    begin(longestMs) {
      const wall = clock.now();
      const steady = clock.monotonic();
      return () => {
        poll();
        const tookMs = clock.monotonic() - steady;
        const jumpedMs = Math.abs(clock.now() - wall - tookMs);
        const isTooLate = tookMs > longestMs + tickMs;
        return isTooLate || jumpedMs >= leastJumpMs || (last !== null && wall < last.to);
      };
    },
  };
}
