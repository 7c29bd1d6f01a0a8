/**
 * How long a channel has accepted nothing. Measured by monotonic time from its first failed attempt, so that neither a
 * changed clock nor a sleep of the computer makes it look silent.
 */
import type { Clock } from '../../ports.ts';
import type { SendResult } from '../channels/channel.ts';
import { hasDelivered, silentAfterMs } from './channel-health.ts';

export interface Silence {
  readonly after: (result: SendResult) => void;
  readonly end: () => void;
  /** Milliseconds until the channel counts as silent; Infinity: its last attempt was not a failure. */
  readonly leftMs: () => number;
}

/** @param isFailing before a restart it rejected messages, and has accepted none since. */
export function openSilence({ monotonic }: Pick<Clock, 'monotonic'>, isFailing: boolean): Silence {
  let since = isFailing ? monotonic() : null;
  return {
    after(result) {
      since = hasDelivered(result) ? null : (since ?? monotonic());
    },
    end() {
      since = null;
    },
    leftMs: () => (since === null ? Infinity : since + silentAfterMs - monotonic()),
  };
}
