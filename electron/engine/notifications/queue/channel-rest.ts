/**
 * A channel that fails rests a little longer each time: 5 s more after each failure in a row, a minute at most, or as
 * long as the other side asked for. Measured by steady time: a clock that is set neither ends nor prolongs it.
 */
import type { Clock } from '../../ports.ts';
import type { SendResult } from '../channels/channel.ts';

export interface ChannelRest {
  readonly after: (result: SendResult) => void;
  readonly end: () => void;
  /** Milliseconds that are left of it; 0 or less: it does not rest. */
  readonly leftMs: () => number;
}

const stepMs = 5_000;
const longestMs = 60_000;

export function openChannelRest({ monotonic }: Pick<Clock, 'monotonic'>): ChannelRest {
  let failuresInARow = 0;
  let untilMs = 0;
  return {
    after(result) {
      failuresInARow = result.outcome === 'retry' ? failuresInARow + 1 : 0;
      if (result.outcome !== 'retry') return;
      const ownMs = Math.min(failuresInARow * stepMs, longestMs);
      untilMs = monotonic() + Math.max(ownMs, result.retryAfterMs ?? 0);
    },
    end() {
      failuresInARow = 0;
      untilMs = 0;
    },
    leftMs: () => untilMs - monotonic(),
  };
}
