/**
 * Detects that this program did not run for a while: the computer slept, the process was stopped, or the clock was set
 * forward. Packaged Linux programs may get no sleep events from the desktop, so sleep is detected by the clocks: a tick
 * arrives far too late by either of them. `poll` runs before anything is evaluated, so that a gap never causes a verdict.
 */
import type { Cancel, Clock } from '../ports.ts';

export interface Gap {
  /** The last moment before the gap and the first one after it; wall clock. */
  readonly from: number;
  readonly to: number;
}

export interface GapDetector {
  readonly start: () => void;
  readonly stop: () => void;
  readonly poll: () => void;
  /** The host reports that the computer is about to sleep: even a short gap then counts as that sleep. */
  readonly suspend: () => void;
  /** The host reports that the computer has woken up: likewise. */
  readonly resume: () => void;
  /**
   * Marks the start of an operation that takes `longestMs` at most. The returned function, called at its end, says
   * whether a gap interrupted it. Knowing the duration, it detects shorter gaps than a late tick does. `waitedMs`: how
   * long it waited for this program itself, in addition to `longestMs`.
   */
  readonly begin: (longestMs: number) => (waitedMs?: number) => boolean;
}

const tickMs = 5_000;
/** A busy or throttled computer is late by less than this. */
const leastGapMs = 30_000;
const leastSleepMs = tickMs + 1_000;
/** Slewing and rounding move wall and monotonic clock apart by less than this. */
const leastJumpMs = 1_000;

/**
 * `onShift`: the wall clock has moved by `byMs` (negative: back) against the time that has passed, without a gap. It was
 * set, or the computer slept for a moment.
 */
interface GapListener {
  readonly onGap: (gap: Gap) => void;
  readonly onShift: (byMs: number) => void;
}

export function openGapDetector(clock: Clock, { onGap, onShift }: GapListener): GapDetector {
  let wallSeen = clock.now();
  let monotonicSeen = clock.monotonic();
  let last: Gap | null = null;
  let cancelTimer: Cancel | null = null;
  let isSleepAnnounced = false;

  function poll(): void {
    const wall = clock.now();
    const monotonic = clock.monotonic();
    const gap: Gap = { from: wallSeen, to: wall };
    const elapsedMs = Math.round(monotonic - monotonicSeen);
    const lostMs = Math.max(wall - wallSeen, elapsedMs);
    const shiftMs = wall - wallSeen - elapsedMs;
    wallSeen = wall;
    monotonicSeen = monotonic;
    if (gap.to < gap.from) last = null;
    if (lostMs >= (isSleepAnnounced ? leastSleepMs : leastGapMs) && gap.to > gap.from) {
      last = gap;
      onGap(gap);
    } else if (Math.abs(shiftMs) >= leastJumpMs) {
      onShift(shiftMs);
    }
  }

  function tick(): void {
    poll();
    cancelTimer = clock.setTimer(tickMs, tick);
  }

  return {
    start() {
      wallSeen = clock.now();
      monotonicSeen = clock.monotonic();
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
      const monotonic = clock.monotonic();
      return (waitedMs = 0) => {
        poll();
        const tookMs = clock.monotonic() - monotonic;
        const jumpedMs = Math.abs(clock.now() - wall - tookMs);
        const isTooLate = tookMs > longestMs + waitedMs + tickMs;
        return isTooLate || jumpedMs >= leastJumpMs || (last !== null && wall < last.to);
      };
    },
  };
}
