/**
 * Carries out what alert/mutes.ts says: whenever the mutes or the monitors that they cover change, what waits to be told
 * of the newly muted is held back, and what is owed of those that no longer are is put into the outbox, in the one
 * transaction that changes the mutes. Mutes end by time (looked at once a minute at least, since the clock may jump and
 * the computer sleep), with the outage, or by hand.
 */
import type { Alert, Mute, MuteScope } from '../../contract/model/alert.ts';
import type { Monitor } from '../../contract/model/monitor.ts';
import type { AlertConfig } from './alert-config.ts';
import type { MuteList } from './mute-list.ts';
import { isOver, isSameScope, muteOf } from './mutes.ts';
import type { Emit } from '../runtime/events.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { deferredAlerts } from './monitor-alerts.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { WatchedMonitor } from '../runtime/watched-monitor.ts';

const longestWaitMs = 60_000;

export interface Muting {
  /** In the place of the one with the same scope. Throws where the store refuses. */
  readonly set: (scope: MuteScope, until: number | null) => Mute;
  /** @returns whether there was one. Throws where the store refuses. */
  readonly clear: (id: number) => boolean;
  /** The part of an edit that concerns mutes, inside its transaction; what it returns follows the commit. */
  readonly edit: (watched: WatchedMonitor, next: Monitor) => () => void;
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
  readonly announce: (watched: WatchedMonitor) => void;
  readonly announceOverview: () => void;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
  readonly onStoreError: (error: unknown) => void;
}

interface Move {
  readonly watched: WatchedMonitor;
  readonly muted: Mute | null;
}

/** What a move has changed in the outbox. */
interface Effect {
  readonly held: readonly Alert[];
  readonly owed: number;
}

const noEffect: Effect = { held: [], owed: 0 };

export function openMuting(options: MutingOptions): Muting {
  const { store, mutes, registry, clock, emit } = options;
  let isRunning = false;
  let cancelTimer: Cancel = () => undefined;

  /** Inside a transaction. */
  function carryOut({ watched, muted }: Move): Effect {
    if (watched.muted === null && muted !== null) {
      const held = store.outbox.cancelForMute(watched.monitor.id).flatMap((id) => store.outbox.find(id) ?? []);
      return { held, owed: 0 };
    }
    if (watched.muted === null || muted !== null) return noEffect;
    const { key, incident } = watched;
    if (incident !== null && isAcknowledged(incident.id)) return noEffect;
    const evidence = incident === null ? null : store.checks.find(key, incident.startedAt);
    const owed = deferredAlerts(watched, evidence, clock.now(), options.alertConfig);
    return { held: [], owed: store.outbox.addAgain(owed, clock.now()) };
  }

  /** Somebody is on it: who has not heard of it by now need not. */
  function isAcknowledged(incidentId: number): boolean {
    return typeof store.incidents.find(incidentId)?.acknowledgedAt === 'number';
  }

  function tell(effects: readonly Effect[]): void {
    for (const alert of effects.flatMap(({ held }) => held)) emit({ type: 'alert', alert });
    if (effects.some(({ owed }) => owed > 0)) options.onAlerts();
  }

  /** @param write changes the stored mutes. @returns those that there are then. */
  function change(write: () => readonly Mute[]): void {
    const { next, moves, effects } = store.transaction(() => {
      const written = write();
      const moved = movesTo(written);
      return { next: written, moves: moved, effects: moved.map(carryOut) };
    });
    mutes.put(next);
    for (const { watched, muted } of moves) {
      watched.muted = muted;
      options.announce(watched);
    }
    emit({ type: 'mutes' });
    options.announceOverview();
    tell(effects);
    arm();
  }

  function movesTo(next: readonly Mute[]): readonly Move[] {
    return registry.all().flatMap((watched) => {
      const muted = muteOf(watched.monitor, next);
      return muted?.id === watched.muted?.id ? [] : [{ watched, muted }];
    });
  }

  function review(): void {
    const nowMs = clock.now();
    const over = mutes.all().filter((mute) => isOver(mute, subjectOf(mute), nowMs));
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

  function subjectOf({ scope }: Mute): Parameters<typeof isOver>[1] {
    const watched = scope.kind === 'monitor' ? registry.find(scope.monitorId) : null;
    return watched === null ? null : { state: watched.tracking.state, hasIncident: watched.incident !== null };
  }

  function arm(): void {
    cancelTimer();
    if (!isRunning || mutes.all().length === 0) return;
    const ends = mutes.all().map(({ until }) => until ?? Infinity);
    const waitMs = Math.min(Math.max(Math.min(...ends) - clock.now(), 1), longestWaitMs);
    cancelTimer = clock.setTimer(waitMs, () => {
      review();
      arm();
    });
  }

  return {
    set(scope, until) {
      const draft = { scope, until, createdAt: clock.now(), source: 'hand' as const };
      const others = mutes.all().filter((mute) => !isSameScope(mute.scope, scope));
      let mute: Mute = { ...draft, id: 0 };
      change(() => {
        mute = store.mutes.replace(draft);
        return [...others, mute];
      });
      return mute;
    },
    clear(id) {
      const rest = mutes.all().filter((mute) => mute.id !== id);
      if (rest.length === mutes.all().length) return false;
      change(() => {
        store.mutes.delete(id);
        return rest;
      });
      return true;
    },
    edit(watched, next) {
      const effect = carryOut({ watched: { ...watched, monitor: next }, muted: mutes.of(next) });
      return () => {
        tell([effect]);
      };
    },
    review,
    start() {
      isRunning = true;
      review();
      arm();
    },
    stop() {
      isRunning = false;
      cancelTimer();
    },
  };
}
