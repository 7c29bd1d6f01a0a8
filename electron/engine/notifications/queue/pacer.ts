/**
 * Keeps a channel within the limit of its service: a token bucket. A burst of requests may go at once, then one each
 * interval; unused time refills the burst. A message starts when there is room for all requests that it may take.
 * Measured by monotonic time.
 */
import type { Clock } from '../../ports.ts';
import type { Pace } from '../channels/channel.ts';

export interface Pacer {
  /** Milliseconds until the next message may be sent; 0: now. */
  readonly leftMs: (pace: Pace) => number;
  /**
   * A message starts: its first request counts at once, also in rooms that report none.
   * @returns to be called for each of its requests.
   */
  readonly begin: (pace: Pace) => () => void;
}

export function openPacer({ monotonic }: Pick<Clock, 'monotonic'>): Pacer {
  /** When the bucket is full again. */
  let fullAt = 0;
  let lastAt = -Infinity;

  function spend({ everyMs }: Pace): void {
    lastAt = monotonic();
    fullAt = Math.max(fullAt, lastAt) + everyMs;
  }

  return {
    leftMs({ everyMs, burst, perMessage = 1, leastMs = 0 }) {
      const earliest = Math.max(fullAt - (burst - perMessage) * everyMs, lastAt + leastMs);
      return Math.max(0, earliest - monotonic());
    },
    begin(pace) {
      spend(pace);
      let isCounted = true;
      return () => {
        if (!isCounted) spend(pace);
        isCounted = false;
      };
    },
  };
}
