/**
 * The Clock port under the test's hand: nothing moves but by `advance` and `set`. Timers run by monotonic time, as
 * the real ones do, so that a jump of the wall clock neither fires nor delays them.
 */
import type { Cancel, Clock } from '../../electron/engine/ports.ts';

export interface ManualClock extends Clock {
  /** Moves both times on by `ms` and runs the timers that come due on the way, in order; promises settle after each. */
  readonly advance: (ms: number) => Promise<void>;
  /** The wall clock jumps to `nowMs`; no time passes and no timer runs. */
  readonly set: (nowMs: number) => void;
  /** Timers that are armed. */
  readonly pending: () => number;
}

interface Timer {
  readonly dueAt: number;
  readonly task: () => void;
}

/** Node fires a longer timer at once; what relies on one is broken, and should break here. */
const longestDelay = 2 ** 31 - 1;

const defaultStart = Date.UTC(2026, 0, 5, 12);

export function manualClock(startMs = defaultStart): ManualClock {
  let wallOffset = startMs;
  let elapsed = 0;
  /** In the order in which they run; equal times in the order in which they were armed. */
  const timers: Timer[] = [];

  function setTimer(delayMs: number, task: () => void): Cancel {
    if (!(delayMs <= longestDelay)) throw new RangeError(`no timer can wait for ${String(delayMs)} ms`);
    const timer: Timer = { dueAt: elapsed + Math.max(0, delayMs), task };
    timers.splice(placeAfter(timers, timer.dueAt), 0, timer);
    return () => {
      const at = timers.indexOf(timer);
      if (at !== -1) timers.splice(at, 1);
    };
  }

  async function advance(ms: number): Promise<void> {
    const target = elapsed + ms;
    await settle();
    for (let timer = timers[0]; timer !== undefined && timer.dueAt <= target; timer = timers[0]) {
      timers.shift();
      elapsed = Math.max(elapsed, timer.dueAt);
      timer.task();
      await settle();
    }
    elapsed = target;
  }

  return {
    now: () => wallOffset + elapsed,
    monotonic: () => elapsed,
    setTimer,
    advance,
    set: (nowMs) => {
      wallOffset = nowMs - elapsed;
    },
    pending: () => timers.length,
  };
}

function placeAfter(timers: readonly Timer[], dueAt: number): number {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const timer = timers[middle];
    if (timer !== undefined && timer.dueAt <= dueAt) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All promises that can go on without time or the outside world have gone on when a new turn of the event loop begins. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
