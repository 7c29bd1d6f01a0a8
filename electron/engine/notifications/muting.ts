/**
 * Sets, removes and ends mutes by the rules of mutes.ts: they end at their time, when the monitor recovers, or manually.
 * mute-changes.ts carries out each change.
 */
import type { UnhealthyMonitor } from '../../contract/mute-choices.ts';
import type { Mute, MuteScope } from '../../contract/model/alert.ts';
import { openAlarm } from '../calendar/alarm.ts';
import type { Logger } from '../ports.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
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
  readonly store: JournaledStore;
  readonly logger: Logger;
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

  function commit(on: JournaledStore, write: () => readonly Mute[]): void {
    changes.commit(on, write);
    arm();
  }

  /** @returns false if it failed. */
  function review(): boolean {
    const nowMs = clock.now();
    const expired = mutes.all().filter((mute) => hasExpired(mute, monitorOf(mute, registry), nowMs));
    if (expired.length === 0) return true;
    try {
      commit(store, () => {
        for (const { id, scope, until } of expired) {
          store.mutes.delete(id);
          annotate({ registry, on: store }, scope, { at: Math.min(until ?? nowMs, nowMs), type: 'mute-ended' });
        }
        return mutes.all().filter((mute) => !expired.includes(mute));
      });
      return true;
    } catch (error) {
      options.logger.error('an expired mute could not be removed; this is tried again', { error });
      return false;
    }
  }

  return {
    set(scope, until) {
      const draft = { scope, until, createdAt: clock.now(), source: 'hand' as const };
      const others = mutes.all().filter((mute) => !isSameScope(mute.scope, scope));
      let mute: Mute = { ...draft, id: 0 };
      commit(durable, () => {
        mute = durable.mutes.replace(draft);
        annotate({ registry, on: durable }, scope, { at: draft.createdAt, type: 'muted', until });
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
        annotate({ registry, on: durable }, cleared.scope, { at: clock.now(), type: 'unmuted' });
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

function monitorOf({ scope }: Mute, registry: MutingOptions['registry']): UnhealthyMonitor | null {
  const entry = scope.kind === 'monitor' ? registry.find(scope.monitorId) : null;
  return entry === null ? null : { state: entry.tracking.state, hasIncident: entry.incident !== null };
}

type Change = { readonly at: number } & (
  { readonly type: 'muted'; readonly until: number | null } | { readonly type: 'unmuted' | 'mute-ended' }
);

/** One whose monitor was deleted concerns nobody any more. */
function annotate(
  { registry, on }: { readonly registry: MutingOptions['registry']; readonly on: JournaledStore },
  scope: MuteScope,
  { at, ...change }: Change,
): void {
  const key = scope.kind === 'monitor' ? registry.find(scope.monitorId)?.key : null;
  // The annotation belongs to the monitor.
  const shown = scope.kind === 'monitor' ? ({ kind: 'monitor' } as const) : scope;
  if (key !== undefined) on.annotations.add(key, { at, event: { ...change, scope: shown } });
}
