/**
 * A Clock controlled by the test: only `advance` and `set` move it. Timers run by monotonic time, as real ones do, so a
 * jump of the wall clock neither fires nor delays them. Like real clocks, monotonic time can have fractions while the
 * wall clock is whole.
 */
import type { Cancel, Clock } from '../../electron/engine/ports.ts';

export interface ManualClock extends Clock {
  /** Advances both times by `ms`, fractions included, and runs the timers that come due, in order; promises settle after each. */
  readonly advance: (ms: number) => Promise<void>;
  /** The wall clock jumps to `nowMs`, which must be whole; no time passes and no timer runs. */
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
  let elapsed = 0;
  let wall = { at: whole(startMs), setAt: elapsed };
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
    now: () => wall.at + Math.floor(elapsed - wall.setAt),
    monotonic: () => elapsed,
    setTimer,
    advance,
    set: (nowMs) => {
      wall = { at: whole(nowMs), setAt: elapsed };
    },
    pending: () => timers.length,
  };
}

function whole(nowMs: number): number {
  if (!Number.isSafeInteger(nowMs)) throw new RangeError(`the wall clock has whole milliseconds, not ${String(nowMs)}`);
  return nowMs;
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
