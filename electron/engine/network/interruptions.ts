/**
 * How monitors get over the interruptions of a laptop. After a sleep, the time in between is unknown, heartbeats
 * are notified of it (kinds/heartbeat/away.ts), and overdue checks wait for the network (15 s at most) and are then spread out. When the internet
 * comes back, monitors with inconclusive checks are checked again. Notices to the user are in connection-notices.ts.
 */
import type { Connection } from '../../contract/model/state.ts';
import { isProbed } from '../../contract/monitors/registry.ts';
import { probedRoom } from '../kinds/registry.ts';
import type { Connectivity } from './connectivity.ts';
import { networkWaitMs, openConnectionNotices } from './connection-notices.ts';
import { scopeOf } from './scope.ts';
import type { Clock, Logger, NativeNotifier } from '../ports.ts';
import { startOffset } from '../schedule/cadence.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Gap } from './gap-detector.ts';
import type { Heartbeats } from '../kinds/heartbeat/heartbeats.ts';
import type { Checks } from '../runtime/checks.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { Wording } from '../wording/wording.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';

/** Overdue checks and rechecks are spread over this long. */
const spreadMs = 10_000;

export interface Interruptions {
  /** The computer is about to sleep. */
  readonly onSleep: () => void;
  readonly onGap: (gap: Gap) => void;
  readonly onShift: (byMs: number) => void;
  readonly onConnection: (connection: Connection) => void;
  readonly stop: () => void;
}

interface InterruptionsOptions {
  readonly registry: MonitorRegistry;
  readonly scheduler: Scheduler;
  readonly checks: Checks;
  readonly heartbeats: Heartbeats;
  readonly connectivity: Connectivity;
  readonly notifier: NativeNotifier;
  readonly wording: Wording;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function openInterruptions(options: InterruptionsOptions): Interruptions {
  const { registry, scheduler, clock, logger } = options;
  const notices = openConnectionNotices(options);

  function onGap({ from, to }: Gap): void {
    logger.info('Vigilmon did not run for a while', { from, to });
    notices.expectLoss();
    for (const entry of registry.all()) missChecks(entry, from);
    options.heartbeats.away({ from, to });
    const overdue = registry.all().filter(({ monitor }) => (scheduler.dueAt(monitor.id) ?? Infinity) <= clock.now());
    const [far, near] = partition(overdue, isFar);
    spread(near, 0);
    spread(far, networkWaitMs);
    if (far.length === 0) return;
    void options.connectivity.assess().then((connection) => {
      if (connection === 'online') spread(far, 0);
    });
  }

  function missChecks(entry: MonitorEntry, from: number): void {
    const { monitor } = entry;
    if (!monitor.enabled || !isProbed(monitor)) return;
    entry.isFresh = true;
    options.checks.miss(entry, monitor, from);
  }

  function spread(all: readonly MonitorEntry[], delayMs: number): void {
    const nowMs = clock.now();
    for (const { monitor } of all) {
      const dueAt = nowMs + delayMs + startOffset(monitor.id, spreadMs);
      if (isProbed(monitor) && monitor.enabled) scheduler.set(monitor.id, dueAt);
    }
  }

  function onShift(byMs: number): void {
    logger.info('the clock was set', { byMs });
    options.heartbeats.shift(byMs);
  }

  function onConnection(connection: Connection): void {
    if (connection !== 'online') {
      notices.onLost(connection);
      return;
    }
    if (!notices.isLost()) return;
    const unsettled = registry.all().filter(({ tracking }) => tracking.inconclusiveSince !== null);
    spread(unsettled, 0);
    notices.onBack(unsettled);
  }

  return { onSleep: notices.expectLoss, onGap, onShift, onConnection, stop: notices.stop };
}

function isFar({ monitor }: MonitorEntry): boolean {
  return isProbed(monitor) && scopeOf(probedRoom(monitor).hostname(monitor), null) === 'internet';
}

function partition<T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(fits), all.filter((one) => !fits(one))];
}
