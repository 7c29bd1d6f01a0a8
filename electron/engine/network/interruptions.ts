/**
 * What a laptop does to a monitor. After a sleep: the time in between is unknown, deadlines are postponed by it, and what
 * is overdue waits for the network (15 s at most) and is then spread. When the internet comes back: what could not be
 * judged is looked at again. The user hears of it once when it goes, and once, with a summary, when all is known again;
 * and of neither where it goes with the lid and is back soon after.
 */
import type { Connection } from '../../contract/model/state.ts';
import type { Connectivity } from './connectivity.ts';
import { offlineNotice, onlineNotice } from './notices.ts';
import { scopeOf } from './scope.ts';
import type { Cancel, Clock, Logger, NativeNotification, NativeNotifier } from '../ports.ts';
import { startOffset } from '../schedule/cadence.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Gap } from './gap-detector.ts';
import type { Heartbeats } from '../kinds/heartbeat/heartbeats.ts';
import type { Checks } from '../runtime/checks.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { WatchedMonitor } from '../runtime/watched-monitor.ts';

const networkWaitMs = 15_000;
/** Overdue checks and rechecks are spread over this long. */
const spreadMs = 10_000;
/** After this long the summary is given, whatever is still open. */
const summaryAfterMs = 60_000;

export interface Interruptions {
  /** The computer is about to sleep. */
  readonly onSleep: () => void;
  readonly onGap: (gap: Gap) => void;
  readonly onSetBack: (byMs: number) => void;
  readonly onConnection: (connection: Connection) => void;
  readonly stop: () => void;
}

export interface InterruptionsOptions {
  readonly registry: MonitorRegistry;
  readonly scheduler: Scheduler;
  readonly checks: Checks;
  readonly heartbeats: Heartbeats;
  readonly connectivity: Connectivity;
  readonly notifier: NativeNotifier;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function openInterruptions(options: InterruptionsOptions): Interruptions {
  const { registry, scheduler, clock, logger } = options;
  let offlineSince: number | null = null;
  let cancelSummary: Cancel | null = null;
  let isOfflineTold = false;
  let cancelNotice: Cancel | null = null;
  /** Monotonic. Until then a network that is away is no news: the computer sleeps, or has just woken up. */
  let quietUntil = -Infinity;

  function spread(all: readonly WatchedMonitor[], delayMs: number): void {
    const nowMs = clock.now();
    for (const { monitor } of all) {
      const dueAt = nowMs + delayMs + startOffset(monitor.id, spreadMs);
      if (monitor.kind === 'http' && monitor.enabled) scheduler.set(monitor.id, dueAt);
    }
  }

  function expectQuiet(): void {
    quietUntil = clock.monotonic() + networkWaitMs;
  }

  function onGap({ from, to }: Gap): void {
    logger.info('Vigilmon did not run for a while', { from, to });
    expectQuiet();
    for (const watched of registry.all()) {
      const { monitor } = watched;
      if (!monitor.enabled) continue;
      if (monitor.kind === 'heartbeat') {
        options.heartbeats.postpone(watched, to - from);
        options.heartbeats.schedule(watched, monitor);
      } else {
        watched.isFresh = true;
        options.checks.miss(watched, monitor, from);
      }
    }
    const overdue = registry.all().filter(({ monitor }) => (scheduler.dueAt(monitor.id) ?? Infinity) <= clock.now());
    const [far, near] = partition(overdue, isFar);
    spread(near, 0);
    spread(far, networkWaitMs);
    if (far.length === 0) return;
    void options.connectivity.judgeNow().then((connection) => {
      if (connection === 'online') spread(far, 0);
    });
  }

  /** Deadlines move along with the clock, or nobody would hear of a missed ping until it is back where it was. */
  function onSetBack(byMs: number): void {
    logger.info('the clock was set back', { byMs });
    for (const watched of registry.all()) {
      const { monitor } = watched;
      if (monitor.kind !== 'heartbeat' || !monitor.enabled) continue;
      options.heartbeats.postpone(watched, -byMs);
      options.heartbeats.schedule(watched, monitor);
    }
  }

  function onConnection(connection: Connection): void {
    const nowMs = clock.now();
    cancelNotice?.();
    if (connection !== 'online') {
      cancelSummary?.();
      offlineSince ??= nowMs;
      if (!isOfflineTold) tellOffline(connection);
      return;
    }
    if (offlineSince === null) return;
    const open = registry.all().filter(({ tracking }) => tracking.inconclusiveSince !== null);
    spread(open, 0);
    if (isOfflineTold) awaitSummary(open, nowMs);
    else offlineSince = null;
  }

  function tellOffline(connection: Exclude<Connection, 'online'>): void {
    const waitMs = quietUntil - clock.monotonic();
    if (waitMs > 0) {
      cancelNotice = clock.setTimer(waitMs, lookOnceMore);
      return;
    }
    isOfflineTold = true;
    show(offlineNotice(connection));
  }

  function lookOnceMore(): void {
    void options.connectivity.judgeNow().then((connection) => {
      if (connection !== 'online' && !isOfflineTold) tellOffline(connection);
    });
  }

  /** Until each of them has had a check that counts. */
  function awaitSummary(open: readonly WatchedMonitor[], sinceMs: number): void {
    cancelSummary = clock.setTimer(1_000, () => {
      const isOpen = ({ tracking, monitor }: WatchedMonitor): boolean =>
        monitor.enabled && tracking.inconclusiveSince !== null;
      const nowMs = clock.now();
      if (open.some(isOpen) && nowMs - sinceMs < summaryAfterMs) {
        awaitSummary(open, sinceMs);
        return;
      }
      const states = registry.all().map(({ tracking }) => tracking.state);
      show(onlineNotice({ states, offlineMs: sinceMs - (offlineSince ?? sinceMs) }));
      offlineSince = null;
      isOfflineTold = false;
    });
  }

  function show(notification: NativeNotification): void {
    options.notifier.show(notification).catch((error: unknown) => {
      logger.warn('a notice could not be shown', { error });
    });
  }

  function stop(): void {
    cancelNotice?.();
    cancelSummary?.();
  }

  return { onSleep: expectQuiet, onGap, onSetBack, onConnection, stop };
}

function isFar({ monitor }: WatchedMonitor): boolean {
  return monitor.kind === 'http' && scopeOf(new URL(monitor.url).hostname, null) === 'internet';
}

function partition<T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(fits), all.filter((one) => !fits(one))];
}
