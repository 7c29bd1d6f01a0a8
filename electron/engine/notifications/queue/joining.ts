/**
 * What joins a group that has left: for a minute, further messages of the same kind about what the group was about (such
 * as one host) wait, and then leave together. Measured by monotonic time.
 */
import type { Clock } from '../../ports.ts';

const everyMs = 60_000;
/** A cause that so many messages of a group have in common. */
const leastInCommon = 3;

export interface Joining {
  /** Milliseconds that a message with these causes still waits; 0: it joins no group. */
  readonly leftMs: (causes: readonly string[]) => number;
  /** A group has left. @param members the causes of each of its messages. */
  readonly noteGroup: (members: readonly (readonly string[])[]) => void;
}

export function openJoining({ monotonic }: Pick<Clock, 'monotonic'>): Joining {
  const until = new Map<string, number>();
  return {
    leftMs: (causes) => Math.max(0, ...causes.map((cause) => (until.get(cause) ?? 0) - monotonic())),
    noteGroup(members) {
      for (const [cause, at] of until) if (at <= monotonic()) until.delete(cause);
      const counts = new Map<string, number>();
      for (const cause of members.flat()) counts.set(cause, (counts.get(cause) ?? 0) + 1);
      for (const [cause, count] of counts) if (count >= leastInCommon) until.set(cause, monotonic() + everyMs);
    },
  };
}
