/**
 * The current time for texts that tick. A timer runs only while something on screen reads it and the page is visible.
 * Most texts change by the minute and use the slow clock; countdowns use the fast one.
 */
import { createSubscriber } from 'svelte/reactivity';

function createClock(everyMs: number): () => number {
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

/** Epoch milliseconds, updated every second, or every ten. */
export const everySecond = createClock(1_000);
export const everyTenSeconds = createClock(10_000);
