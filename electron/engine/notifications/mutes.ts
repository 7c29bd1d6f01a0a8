/**
 * What a mute does. While a monitor is muted nothing of it is put into the outbox and what waits there is cancelled; its
 * incidents are kept as always, and it does not count for the overall state. A recovery is never muted: a channel that was
 * notified of an outage is notified of its end. What outlasts the mute (an open incident, a degraded state) is sent when
 * the mute ends, to the channels that the rules select and that have not been notified yet. A mute counts until it is
 * removed. Removing it queues the deferred alerts in the same transaction, so that none is lost, even over a restart.
 */
import { isUnhealthy, type UnhealthyMonitor } from '../../contract/mute-choices.ts';
import { covers, type MutableMonitor } from '../../contract/mute-scope.ts';
import type { Mute, MuteScope } from '../../contract/model/alert.ts';

export const longestMuteMs = 31 * 86_400_000;
/** A clock that is set back further than this would make a mute last for who knows how long. */
const toleratedSetBackMs = 3_600_000;

/** The mute that lasts longest of those that cover it; one until it recovers lasts longer than any other. */
export function muteOf(monitor: MutableMonitor, mutes: readonly Mute[]): Mute | null {
  let longest: Mute | null = null;
  for (const mute of mutes) {
    if (!covers(mute.scope, monitor)) continue;
    if (longest === null || lastsUntil(mute) > lastsUntil(longest)) longest = mute;
  }
  return longest;
}

function lastsUntil({ until }: Mute): number {
  return until ?? Infinity;
}

export function isSameScope(a: MuteScope, b: MuteScope): boolean {
  if (a.kind === 'tag') return b.kind === 'tag' && a.tag === b.tag;
  if (a.kind === 'monitor') return b.kind === 'monitor' && a.monitorId === b.monitorId;
  return b.kind === 'all';
}

/** @param monitor that of a mute for one monitor; null: it is gone, or the mute is for several. */
export function isOver({ scope, until, createdAt }: Mute, monitor: UnhealthyMonitor | null, nowMs: number): boolean {
  if (scope.kind === 'monitor' && monitor === null) return true;
  if (nowMs < createdAt - toleratedSetBackMs) return true;
  return until === null ? monitor !== null && !isUnhealthy(monitor) : until <= nowMs;
}
