/** The Clock port over the machine's own clocks. */
import { performance } from 'node:perf_hooks';
import type { Cancel, Clock } from '../engine/ports.ts';

/** Node fires longer timers immediately, so a longer wait takes several. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer,
};

function setTimer(delayMs: number, task: () => void): Cancel {
  let timer: NodeJS.Timeout;
  const arm = (leftMs: number): void => {
    const isLast = leftMs <= longestTimerMs;
    const next = isLast ? task : () => arm(leftMs - longestTimerMs);
    timer = setTimeout(next, isLast ? Math.max(0, leftMs) : longestTimerMs).unref();
  };
  arm(delayMs);
  return () => {
    clearTimeout(timer);
  };
}
