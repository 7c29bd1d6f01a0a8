/**
 * One change of the mutes: store and outbox change in one transaction (mute-effects.ts), then memory follows and the
 * change is announced.
 */
import type { Mute } from '../../contract/model/alert.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { Clock } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import type { Store } from '../store/store.ts';
import type { AlertConfig } from './alert-config.ts';
import { applyMuteChange, type MuteChange, type MuteEffect } from './mute-effects.ts';
import type { MuteList } from './mute-list.ts';
import { muteOf } from './mutes.ts';

export interface MuteChangesOptions {
  /** For mutes that the user changes: throws if a change cannot be stored. */
  readonly durable: Store;
  readonly mutes: MuteList;
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly announce: (entry: MonitorEntry) => void;
  readonly announceOverview: () => void;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
}

export interface MuteChanges {
  /** @param write changes the mutes of the store and returns the new list. Throws if the store rejects the change. */
  readonly commit: (store: JournaledStore, write: () => readonly Mute[]) => void;
  /** The part of an edit that concerns mutes, inside its transaction; the returned function runs after the commit. */
  readonly edit: (entry: MonitorEntry, next: Monitor) => () => void;
}

export function openMuteChanges(options: MuteChangesOptions): MuteChanges {
  const { durable, mutes, registry, alertConfig, clock, emit } = options;

  function changesTo(next: readonly Mute[]): readonly MuteChange[] {
    return registry.all().flatMap((entry) => {
      const muted = muteOf(entry.monitor, next);
      return muted?.id === entry.muted?.id ? [] : [{ entry, muted }];
    });
  }

  function apply(store: JournaledStore, change: MuteChange): MuteEffect {
    return applyMuteChange(change, store, { alertConfig, nowMs: clock.now() });
  }

  function announceEffects(effects: readonly MuteEffect[]): void {
    for (const alert of effects.flatMap(({ cancelled }) => cancelled)) emit({ type: 'alert', alert });
    if (effects.some(({ queued }) => queued > 0)) options.onAlerts();
  }

  return {
    commit(store, write) {
      const { next, changes, effects } = store.transaction(() => {
        const written = write();
        const changed = changesTo(written);
        return { next: written, changes: changed, effects: changed.map((each) => apply(store, each)) };
      });
      mutes.put(next);
      for (const { entry, muted } of changes) {
        entry.muted = muted;
        options.announce(entry);
      }
      emit({ type: 'mutes' });
      options.announceOverview();
      announceEffects(effects);
    },
    edit(entry, next) {
      const effect = apply(durable, { entry: { ...entry, monitor: next }, muted: mutes.of(next) });
      return () => announceEffects([effect]);
    },
  };
}
