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
  let timer: NodeJS.Timeout | undefined;
  const arm = (leftMs: number): void => {
    const stepMs = Math.min(Math.max(0, leftMs), longestTimerMs);
    timer = setTimeout(() => {
      if (leftMs > stepMs) arm(leftMs - stepMs);
      else task();
    }, stepMs);
    timer.unref();
  };
  arm(delayMs);
  return () => {
    clearTimeout(timer);
  };
}
