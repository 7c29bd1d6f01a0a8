/** What is to be expected of a channel, by its deliveries so far. */
import type { ChannelHealth } from './model/alert.ts';

/**
 * `untested`: it has never delivered anything. `failed`: its last attempt failed, which may have been a moment's trouble.
 * `broken`: it has a trouble that is reported.
 */
export type ChannelStanding = 'off' | 'untested' | 'working' | 'failed' | 'broken';

interface Subject {
  readonly enabled: boolean;
  readonly health: Pick<ChannelHealth, 'lastSuccessAt' | 'lastErrorAt' | 'trouble'>;
}

export function standingOf({ enabled, health }: Subject): ChannelStanding {
  const { lastSuccessAt, lastErrorAt, trouble } = health;
  if (!enabled) return 'off';
  if (trouble !== null) return 'broken';
  if ((lastErrorAt ?? 0) > (lastSuccessAt ?? 0)) return 'failed';
  return lastSuccessAt === null ? 'untested' : 'working';
}

/** It has delivered before, and nothing speaks against its doing so again. Other channels count as nobody. */
export function isProven(channel: Subject): boolean {
  const standing = standingOf(channel);
  return standing === 'working' || (standing === 'failed' && channel.health.lastSuccessAt !== null);
}
