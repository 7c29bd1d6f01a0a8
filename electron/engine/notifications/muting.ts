/**
 * Carries out what mutes.ts says: whenever the mutes or the monitors that they cover change, the outbox follows
 * (mute-effects.ts) in the one transaction that changes the mutes. Mutes end by time, with the outage, or by hand.
 */
import type { Mute, MuteScope } from '../../contract/model/alert.ts';
import type { UnhealthyMonitor } from '../../contract/mute-choices.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { openAlarm } from '../calendar/alarm.ts';
import type { AlertConfig } from './alert-config.ts';
import { applyMuteChange, type MuteChange, type MuteEffect } from './mute-effects.ts';
import type { MuteList } from './mute-list.ts';
import { isOver, isSameScope, muteOf } from './mutes.ts';
import type { Emit } from '../runtime/events.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';

export interface Muting {
  /** In the place of the one with the same scope. Throws where the store refuses. */
  readonly set: (scope: MuteScope, until: number | null) => Mute;
  /** @returns whether there was one. Throws where the store refuses. */
  readonly clear: (id: number) => boolean;
  /** The part of an edit that concerns mutes, inside its transaction; what it returns follows the commit. */
  readonly edit: (entry: MonitorEntry, next: Monitor) => () => void;
  /** Ends what is over, after a monitor has changed or is gone. */
  readonly review: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface MutingOptions {
  readonly store: Store;
  readonly mutes: MuteList;
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly announce: (entry: MonitorEntry) => void;
  readonly announceOverview: () => void;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
  readonly onStoreError: (error: unknown) => void;
}

export function openMuting(options: MutingOptions): Muting {
  const { store, mutes, registry, clock, emit } = options;
  const alarm = openAlarm(clock, () => {
    review();
    arm();
  });
  let isRunning = false;

  function arm(): void {
    const ends = mutes.all().map(({ until }) => until ?? Infinity);
    if (!isRunning || ends.length === 0) alarm.clear();
    else alarm.set(Math.min(...ends));
  }

  function review(): void {
    const nowMs = clock.now();
    const over = mutes.all().filter((mute) => isOver(mute, monitorOf(mute), nowMs));
    if (over.length === 0) return;
    try {
      change(() => {
        for (const { id } of over) store.mutes.delete(id);
        return mutes.all().filter((mute) => !over.includes(mute));
      });
    } catch (error) {
      options.logger.error('a mute could not be ended; it is tried again', { error });
      options.onStoreError(error);
    }
  }

  function monitorOf({ scope }: Mute): UnhealthyMonitor | null {
    const entry = scope.kind === 'monitor' ? registry.find(scope.monitorId) : null;
    return entry === null ? null : { state: entry.tracking.state, hasIncident: entry.incident !== null };
  }

  /** @param write changes the stored mutes. @returns those that there are then. */
  function change(write: () => readonly Mute[]): void {
    const { next, changes, effects } = store.transaction(() => {
      const written = write();
      const changed = changesTo(written);
      return { next: written, changes: changed, effects: changed.map(apply) };
    });
    mutes.put(next);
    for (const { entry, muted } of changes) {
      entry.muted = muted;
      options.announce(entry);
    }
    emit({ type: 'mutes' });
    options.announceOverview();
    announce(effects);
    arm();
  }

  function changesTo(next: readonly Mute[]): readonly MuteChange[] {
    return registry.all().flatMap((entry) => {
      const muted = muteOf(entry.monitor, next);
      return muted?.id === entry.muted?.id ? [] : [{ entry, muted }];
    });
  }

  function apply(muteChange: MuteChange): MuteEffect {
    return applyMuteChange(muteChange, store, { alertConfig: options.alertConfig, nowMs: clock.now() });
  }

  function announce(effects: readonly MuteEffect[]): void {
    for (const alert of effects.flatMap(({ cancelled }) => cancelled)) emit({ type: 'alert', alert });
    if (effects.some(({ queued }) => queued > 0)) options.onAlerts();
  }

  function set(scope: MuteScope, until: number | null): Mute {
    const draft = { scope, until, createdAt: clock.now(), source: 'hand' as const };
    const others = mutes.all().filter((mute) => !isSameScope(mute.scope, scope));
    let mute: Mute = { ...draft, id: 0 };
    change(() => {
      mute = store.mutes.replace(draft);
      return [...others, mute];
    });
    return mute;
  }

  function clear(id: number): boolean {
    const rest = mutes.all().filter((mute) => mute.id !== id);
    if (rest.length === mutes.all().length) return false;
    change(() => {
      store.mutes.delete(id);
      return rest;
    });
    return true;
  }

  return {
    set,
    clear,
    edit(entry, next) {
      const effect = apply({ entry: { ...entry, monitor: next }, muted: mutes.of(next) });
      return () => announce([effect]);
    },
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
