/**
 * Sets, removes and ends mutes by the rules of mutes.ts: they end at their time, when the monitor recovers, or manually.
 * mute-changes.ts carries out each change.
 */
import type { UnhealthyMonitor } from '../../contract/mute-choices.ts';
import type { AnnotationEvent, AnnotationScope } from '../../contract/model/annotation.ts';
import type { Mute, MuteScope } from '../../contract/model/alert.ts';
import { openAlarm } from '../calendar/alarm.ts';
import type { Logger } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { openMuteChanges, type MuteChanges, type MuteChangesOptions } from './mute-changes.ts';
import { hasExpired, isSameScope } from './mutes.ts';

export interface Muting {
  /** Replaces the mute with the same scope. Throws if the store rejects it. */
  readonly set: (scope: MuteScope, until: number | null) => Mute;
  /** @returns whether it existed. Throws if the store rejects it. */
  readonly clear: (id: number) => boolean;
  readonly edit: MuteChanges['edit'];
  /** Ends expired mutes, after a monitor has changed or was deleted. */
  readonly review: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface MutingOptions extends MuteChangesOptions {
  /** For mutes that expire: it does not fail if the disk rejects writes. */
  readonly store: Store;
  readonly logger: Logger;
}

/** The annotation belongs to the monitor. */
function scopeIn(scope: MuteScope): AnnotationScope {
  return scope.kind === 'monitor' ? { kind: 'monitor' } : scope;
}

const retryMs = 30_000;

export function openMuting(options: MutingOptions): Muting {
  const { store, durable, mutes, registry, clock } = options;
  const changes = openMuteChanges(options);
  const alarm = openAlarm(clock, () => {
    if (review()) arm();
    else alarm.set(clock.now() + retryMs);
  });
  let isRunning = false;

  function arm(): void {
    const ends = mutes.all().map(({ until }) => until ?? Infinity);
    if (!isRunning || ends.length === 0) alarm.clear();
    else alarm.set(Math.min(...ends));
  }

  function commit(on: Store, write: () => readonly Mute[]): void {
    changes.commit(on, write);
    arm();
  }

  /** @returns false if it failed. */
  function review(): boolean {
    const nowMs = clock.now();
    const expired = mutes.all().filter((mute) => hasExpired(mute, monitorOf(mute), nowMs));
    if (expired.length === 0) return true;
    try {
      commit(store, () => {
        for (const { id } of expired) store.mutes.delete(id);
        return mutes.all().filter((mute) => !expired.includes(mute));
      });
      return true;
    } catch (error) {
      options.logger.error('an expired mute could not be removed; this is tried again', { error });
      return false;
    }
  }

  function monitorOf({ scope }: Mute): UnhealthyMonitor | null {
    const entry = scope.kind === 'monitor' ? registry.find(scope.monitorId) : null;
    return entry === null ? null : { state: entry.tracking.state, hasIncident: entry.incident !== null };
  }

  return {
    set(scope, until) {
      const draft = { scope, until, createdAt: clock.now(), source: 'hand' as const };
      const others = mutes.all().filter((mute) => !isSameScope(mute.scope, scope));
      let mute: Mute = { ...draft, id: 0 };
      commit(durable, () => {
        mute = durable.mutes.replace(draft);
        annotate(options, scope, { type: 'muted', scope: scopeIn(scope), until });
        return [...others, mute];
      });
      return mute;
    },
    clear(id) {
      const cleared = mutes.all().find((mute) => mute.id === id);
      if (cleared === undefined) return false;
      const rest = mutes.all().filter((mute) => mute !== cleared);
      commit(durable, () => {
        durable.mutes.delete(id);
        annotate(options, cleared.scope, { type: 'unmuted', scope: scopeIn(cleared.scope) });
        return rest;
      });
      return true;
    },
    edit: changes.edit,
    review,
    start() {
      isRunning = true;
      review();
      arm();
    },
    stop() {
      isRunning = false;
      alarm.clear();
    },
  };
}

/** Of changes by the user alone: a mute names its end. */
function annotate(
  { durable, registry, clock }: Pick<MutingOptions, 'durable' | 'registry' | 'clock'>,
  scope: MuteScope,
  event: AnnotationEvent,
): void {
  const key = scope.kind === 'monitor' ? (registry.find(scope.monitorId)?.key ?? null) : null;
  durable.annotations.add(key, { at: clock.now(), event });
}
