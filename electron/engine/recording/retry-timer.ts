/** When to try again to write to a store that refuses: soon at first, then less and less often. */
import type { Cancel, Clock } from '../ports.ts';

interface RetryTimer {
  /** Runs the task after a pause, which doubles from call to call. */
  readonly later: () => void;
  /** Runs it in the next turn of the event loop. */
  readonly soon: () => void;
  /** The trouble begins: a pause is short again, unless the last trouble ended only a moment ago. */
  readonly begin: () => void;
  /** The trouble is over. */
  readonly end: () => void;
  readonly cancel: () => void;
}

const firstMs = 50;
const longestMs = 2_000;
/** Trouble that comes back sooner goes on with the back-off where it was. */
const calmMs = 60_000;

export function openRetryTimer(clock: Clock, task: () => void): RetryTimer {
  let pauseMs = firstMs;
  let endedAt = -Infinity;
  let cancel: Cancel = () => undefined;
  return {
    later() {
      cancel = clock.setTimer(pauseMs, task);
      pauseMs = Math.min(2 * pauseMs, longestMs);
    },
    soon() {
      cancel = clock.setTimer(0, task);
    },
    begin() {
      if (clock.monotonic() - endedAt > calmMs) pauseMs = firstMs;
    },
    end() {
      cancel();
      endedAt = clock.monotonic();
    },
    cancel: () => cancel(),
  };
}
