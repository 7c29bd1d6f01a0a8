/** At most 6 messages a minute per channel, so that no one is flooded. Measured by monotonic time. */
import type { Clock } from '../../ports.ts';

const most = 6;
const withinMs = 60_000;

interface MessageCap {
  /** Milliseconds until the next message is allowed; 0: now. */
  readonly leftMs: () => number;
  readonly spend: () => void;
}

export function openMessageCap({ monotonic }: Pick<Clock, 'monotonic'>): MessageCap {
  /** When the latest messages were sent, oldest first. */
  let sent: readonly number[] = [];
  return {
    leftMs() {
      const [oldest = 0] = sent;
      return sent.length < most ? 0 : Math.max(0, oldest + withinMs - monotonic());
    },
    spend() {
      sent = [...sent, monotonic()].slice(-most);
    },
  };
}
