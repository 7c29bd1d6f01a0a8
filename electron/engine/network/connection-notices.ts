/**
 * What the user is shown of the connection: once when it is lost, and once, with a summary, when it is back and all
 * monitors are known again. Neither is shown where it was lost with a sleep and is back soon after.
 */
import type { Connection } from '../../contract/model/state.ts';
import type { Cancel, Clock, Logger, NativeNotification, NativeNotifier } from '../ports.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Wording } from '../wording/wording.ts';
import type { Connectivity } from './connectivity.ts';
import { offlineNotice, onlineNotice } from './notices.ts';

/** A network may need this long after a sleep. */
export const networkWaitMs = 15_000;
const lookMs = 1_000;
/** After this long the summary is given, whatever is still open. */
const summaryAfterMs = 60_000;

type Lost = Exclude<Connection, 'online'>;

export interface ConnectionNotices {
  /** The computer is about to sleep, or has just woken up: for a while a lost connection is no news. */
  readonly expectLoss: () => void;
  readonly onLost: (connection: Lost) => void;
  readonly isLost: () => boolean;
  /** @param open the monitors whose state the loss left unknown. */
  readonly onBack: (open: readonly MonitorEntry[]) => void;
  readonly stop: () => void;
}

export interface ConnectionNoticesOptions {
  readonly registry: Pick<MonitorRegistry, 'all'>;
  readonly connectivity: Pick<Connectivity, 'judgeNow'>;
  readonly notifier: NativeNotifier;
  readonly wording: Wording;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function openConnectionNotices(options: ConnectionNoticesOptions): ConnectionNotices {
  const { registry, clock, logger } = options;
  const { notices } = options.wording;
  let lostSince: number | null = null;
  let isShown = false;
  /** Steady time. Until then a lost connection is no news. */
  let expectedUntil = -Infinity;
  let cancelNotice: Cancel = () => undefined;
  let cancelSummary: Cancel = () => undefined;

  function onLost(connection: Lost): void {
    cancelNotice();
    cancelSummary();
    lostSince ??= clock.now();
    if (!isShown) showLoss(connection);
  }

  function showLoss(connection: Lost): void {
    const waitMs = expectedUntil - clock.monotonic();
    if (waitMs > 0) {
      cancelNotice = clock.setTimer(waitMs, lookOnceMore);
      return;
    }
    isShown = true;
    show(offlineNotice(connection, notices));
  }

  function lookOnceMore(): void {
    void options.connectivity.judgeNow().then((connection) => {
      if (connection !== 'online' && !isShown) showLoss(connection);
    });
  }

  function onBack(open: readonly MonitorEntry[]): void {
    cancelNotice();
    if (isShown) awaitSummary(open, clock.now());
    else lostSince = null;
  }

  /** Until each of them has had a check that counts. */
  function awaitSummary(open: readonly MonitorEntry[], backAt: number): void {
    cancelSummary = clock.setTimer(lookMs, () => {
      const isPatient = clock.now() - backAt < summaryAfterMs;
      if (isPatient && open.some(isOpen)) awaitSummary(open, backAt);
      else showSummary(backAt);
    });
  }

  function showSummary(backAt: number): void {
    const states = registry.all().map(({ tracking }) => tracking.state);
    show(onlineNotice({ states, offlineMs: backAt - (lostSince ?? backAt) }, notices));
    lostSince = null;
    isShown = false;
  }

  function show(notification: NativeNotification): void {
    options.notifier.show(notification).catch((error: unknown) => {
      logger.warn('a notice could not be shown', { error });
    });
  }

  return {
    expectLoss() {
      expectedUntil = clock.monotonic() + networkWaitMs;
    },
    onLost,
    isLost: () => lostSince !== null,
    onBack,
    stop() {
      cancelNotice();
      cancelSummary();
    },
  };
}

function isOpen({ tracking, monitor }: MonitorEntry): boolean {
  return monitor.enabled && tracking.inconclusiveSince !== null;
}
