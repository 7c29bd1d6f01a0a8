/**
 * After a failed attempt a channel rests, 5 s longer after each failure in a row, at most a minute, or as long as the
 * receiver asked the whole channel to wait, which it may do as it accepts a message. Measured by monotonic time: setting the clock neither ends nor extends it.
 */
import type { Clock } from '../../ports.ts';
import type { SendResult } from '../channels/channel.ts';
import { hasDelivered } from './channel-health.ts';

export interface ChannelRest {
  readonly after: (result: SendResult) => void;
  readonly end: () => void;
  /** Milliseconds left; 0 or less: it does not rest. */
  readonly leftMs: () => number;
}

const stepMs = 5_000;
const longestMs = 60_000;

export function openChannelRest({ monotonic }: Pick<Clock, 'monotonic'>): ChannelRest {
  let failuresInARow = 0;
  let untilMs = 0;
  return {
    after(result) {
      const isFailing = result.outcome === 'retry' && !hasDelivered(result);
      failuresInARow = isFailing ? failuresInARow + 1 : 0;
      const askedMs = result.outcome === 'refused' ? 0 : (result.restMs ?? 0);
      const ownMs = isFailing ? Math.min(failuresInARow * stepMs, longestMs) : 0;
      untilMs = monotonic() + Math.max(ownMs, askedMs);
    },
    end() {
      failuresInARow = 0;
      untilMs = 0;
    },
    leftMs: () => untilMs - monotonic(),
  };
}
