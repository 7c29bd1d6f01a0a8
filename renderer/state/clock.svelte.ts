/**
 * The current time for texts that tick. A timer runs only while something on screen reads it and the page is visible.
 * Most texts change by the minute and use the clock of ten seconds; countdowns use the fast one, and what has to be
 * fetched for all monitors the slow one.
 */
import { createSubscriber } from 'svelte/reactivity';

export type Clock = () => number;

function createClock(everyMs: number): Clock {
  const subscribe = createSubscriber((update) => {
    const tick = (): void => {
      if (!document.hidden) update();
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  });
  return () => {
    subscribe();
    return Date.now();
  };
}

/** Epoch milliseconds, updated every second, every ten, or every sixty. */
export const everySecond = createClock(1_000);
export const everyTenSeconds = createClock(10_000);
export const everyMinute = createClock(60_000);
