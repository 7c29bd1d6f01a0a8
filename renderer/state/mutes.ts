/** Mutes as the window sets and ends them: for everything, for a tag, or for individual monitors. Pure. */
import { isUnhealthy } from '../../electron/contract/mute-choices.ts';
import { covers } from '../../electron/contract/mute-scope.ts';
import type { Mute, MuteScope } from '../../electron/contract/model/alert.ts';
import type { ScopeDraft } from './scope-draft.ts';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';

type MutedMonitor = Pick<MonitorSummary, 'id' | 'name' | 'tags' | 'state' | 'openIncidentId'>;

export type MuteTarget =
  | { readonly kind: 'all' }
  | { readonly kind: 'tags'; readonly tags: readonly string[] }
  | { readonly kind: 'monitors'; readonly monitors: readonly MutedMonitor[] };

/** Monitors that are gone are left out. */
export function muteTargetOf(
  { kind, tags, monitors }: ScopeDraft,
  known: ReadonlyMap<string, MutedMonitor>,
): MuteTarget {
  if (kind === 'all') return { kind };
  if (kind === 'tags') return { kind, tags };
  return { kind, monitors: monitors.flatMap((id) => known.get(id) ?? []) };
}

/** One mute each. */
export function scopesOf(target: MuteTarget): readonly MuteScope[] {
  if (target.kind === 'all') return [target];
  if (target.kind === 'tags') return target.tags.map((tag) => ({ kind: 'tag', tag }));
  return target.monitors.map(({ id }) => ({ kind: 'monitor', monitorId: id }));
}

/** Only unhealthy monitors can be muted until they recover. */
export function canWaitForRecovery(target: MuteTarget): boolean {
  if (target.kind !== 'monitors' || target.monitors.length === 0) return false;
  return target.monitors.every(({ state, openIncidentId }) =>
    isUnhealthy({ state, hasIncident: openIncidentId !== null }),
  );
}

interface StandingMutes {
  /** Mutes of exactly these monitors: ended together. */
  readonly own: readonly Mute[];
  /** Mutes of everything or of a tag, which cover other monitors too: ended one by one. */
  readonly wider: readonly Mute[];
}

export function standingMutes(target: MuteTarget, mutes: readonly Mute[]): StandingMutes {
  if (target.kind === 'all') return { own: mutes.filter(({ scope }) => scope.kind === 'all'), wider: [] };
  if (target.kind === 'tags') {
    const own = mutes.filter(({ scope }) => scope.kind === 'tag' && target.tags.includes(scope.tag));
    return { own, wider: mutes.filter(({ scope }) => scope.kind === 'all') };
  }
  const standing = mutes.filter(({ scope }) => target.monitors.some((monitor) => covers(scope, monitor)));
  return {
    own: standing.filter(({ scope }) => scope.kind === 'monitor'),
    wider: standing.filter(({ scope }) => scope.kind !== 'monitor'),
  };
}

/** All of the target is muted now. */
export function isWhollyMuted(target: MuteTarget, mutes: readonly Mute[]): boolean {
  if (target.kind === 'monitors') {
    return target.monitors.every((monitor) => mutes.some(({ scope }) => covers(scope, monitor)));
  }
  const { own, wider } = standingMutes(target, mutes);
  return own.length >= scopesOf(target).length || wider.length > 0;
}

/** How many of the monitors a mute covers. */
export function countCovered({ scope }: Mute, monitors: Iterable<MutedMonitor>): number {
  let count = 0;
  for (const monitor of monitors) if (covers(scope, monitor)) count += 1;
  return count;
}

/** The end of a mute from a `datetime-local` field; null: none, or it is not ahead. */
export function mutedUntilTyped(typed: string, now: number): number | null {
  const until = new Date(typed).getTime();
  return until > now ? until : null;
}
