/**
 * Keeps a channel within the limit of its service: a token bucket. A burst of messages may go at once, then one each
 * interval; unused time refills the burst. Measured by monotonic time.
 */
import type { Clock } from '../../ports.ts';
import type { Pace } from '../channels/channel.ts';

export interface Pacer {
  /** Milliseconds until the next message may be sent; 0: now. */
  readonly leftMs: (pace: Pace) => number;
  readonly spend: (pace: Pace) => void;
}

export function openPacer({ monotonic }: Pick<Clock, 'monotonic'>): Pacer {
  /** When the bucket is full again. */
  let fullAt = 0;
  let lastAt = -Infinity;
  return {
    leftMs({ everyMs, burst, leastMs = 0 }) {
      const earliest = Math.max(fullAt - (burst - 1) * everyMs, lastAt + leastMs);
      return Math.max(0, earliest - monotonic());
    },
    spend({ everyMs }) {
      lastAt = monotonic();
      fullAt = Math.max(fullAt, lastAt) + everyMs;
    },
  };
}
