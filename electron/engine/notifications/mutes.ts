/**
 * What a mute does. While a monitor is muted its alerts are not queued and pending ones are cancelled; its incidents are
 * recorded as usual, but it does not count towards the overall state. Recoveries are never muted: a channel that was
 * notified of an outage is notified of its end. What outlasts the mute (an open incident, a degraded state) is sent when
 * the mute ends, to the channels that the rules select and that have not been notified yet. A mute applies until it is
 * removed; the same transaction queues the deferred alerts, so that none is lost, even across a restart.
 */
import { isUnhealthy, type UnhealthyMonitor } from '../../contract/mute-choices.ts';
import { covers, type MutableMonitor } from '../../contract/mute-scope.ts';
import type { Mute, MuteScope } from '../../contract/model/alert.ts';

export const longestMuteMs = 31 * 86_400_000;
/** After the clock was set back by more than this, a mute could last indefinitely. */
const toleratedSetBackMs = 3_600_000;

/** The longest of the mutes that cover the monitor; a mute until recovery counts as the longest. */
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

/** @param monitor the target of a mute for one monitor; null: it was deleted, or the mute covers several. */
export function hasExpired(
  { scope, until, createdAt }: Mute,
  monitor: UnhealthyMonitor | null,
  nowMs: number,
): boolean {
  if (scope.kind === 'monitor' && monitor === null) return true;
  if (nowMs < createdAt - toleratedSetBackMs) return true;
  return until === null ? monitor !== null && !isUnhealthy(monitor) : until <= nowMs;
}
