/**
 * Desktop notices about the connection: one when it is lost, and one with a summary when it is back and every monitor
 * has a current state again. Neither is shown when the connection drops with a sleep and returns soon after.
 */
import type { Connection } from '../../contract/model/state.ts';
import type { Cancel, Clock, Logger, NativeNotification, NativeNotifier } from '../ports.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Wording } from '../wording/wording.ts';
import type { Connectivity } from './connectivity.ts';
import { offlineNotice, onlineNotice } from './notices.ts';

/** How long a network may take to come up after a sleep. */
export const networkWaitMs = 15_000;
const pollMs = 1_000;
/** The summary is shown after this long, even if some states are still unknown. */
const summaryAfterMs = 60_000;

type Lost = Exclude<Connection, 'online'>;

interface ConnectionNotices {
  /** The computer is about to sleep, or has just woken up: for a while, losing the connection is expected. */
  readonly expectLoss: () => void;
  readonly onLost: (connection: Lost) => void;
  readonly isLost: () => boolean;
  /** @param unsettled the monitors without a conclusive check since the loss. */
  readonly onBack: (unsettled: readonly MonitorEntry[]) => void;
  readonly stop: () => void;
}

interface ConnectionNoticesOptions {
  readonly registry: Pick<MonitorRegistry, 'all'>;
  readonly connectivity: Pick<Connectivity, 'assess'>;
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
  /** Monotonic. Until then, losing the connection is expected. */
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
      cancelNotice = clock.setTimer(waitMs, assessAgain);
      return;
    }
    isShown = true;
    show(offlineNotice(connection, notices));
  }

  function assessAgain(): void {
    void options.connectivity.assess().then((connection) => {
      if (connection !== 'online' && !isShown) showLoss(connection);
    });
  }

  function onBack(unsettled: readonly MonitorEntry[]): void {
    cancelNotice();
    if (isShown) awaitSummary(unsettled, clock.now());
    else lostSince = null;
  }

  /** Waits until each monitor has had a conclusive check. */
  function awaitSummary(unsettled: readonly MonitorEntry[], backAt: number): void {
    cancelSummary = clock.setTimer(pollMs, () => {
      const isPatient = clock.now() - backAt < summaryAfterMs;
      if (isPatient && unsettled.some(isUnsettled)) awaitSummary(unsettled, backAt);
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

function isUnsettled({ tracking, monitor }: MonitorEntry): boolean {
  return monitor.enabled && tracking.inconclusiveSince !== null;
}
