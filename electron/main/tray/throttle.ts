/** Runs a task a moment after it is first requested, once for all requests of that moment. */
import type { Cancel, Clock } from '../../engine/ports.ts';

interface Throttled {
  readonly request: () => void;
  readonly cancel: Cancel;
}

export function throttle(clock: Clock, pauseMs: number, task: () => void): Throttled {
  let timer: Cancel | null = null;
  return {
    request: () => {
      timer ??= clock.setTimer(pauseMs, () => {
        timer = null;
        task();
      });
    },
    cancel: () => {
      timer?.();
      timer = null;
    },
  };
}
