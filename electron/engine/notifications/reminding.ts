/**
 * Puts reminders into the outbox when alert/reminders.ts says that one is due: for each open incident that nobody has
 * acknowledged, to each channel that was told of it, by the rules as they are now. Nothing is kept but the outbox itself:
 * it knows what was told and when, so that acknowledging, recovery, a mute or another rule ends reminders without any
 * further ado, and a restart neither loses nor repeats one. What is not known to be down at the moment (after a sleep,
 * offline, on its way up) waits until it is.
 */
import type { AlertConfig } from './alert-config.ts';
import { nextReminderAt } from './reminders.ts';
import { routeAlert } from './routing.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { NewAlert, Store, NotifiedIncident } from '../store/store.ts';
import { reasonsOf, reminderAlert } from './monitor-alerts.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { WatchedMonitor } from '../runtime/watched-monitor.ts';

/** The clock may jump, and the computer sleep. */
const longestWaitMs = 60_000;
/** A thousand monitors that go down at once are looked at once. */
const soonMs = 1_000;

export interface Reminding {
  /** Something was told, or is another now: the next reminder may be sooner than was thought. */
  readonly wake: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface RemindingOptions {
  readonly store: Store;
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
  readonly onStoreError: (error: unknown) => void;
}

interface Reminder {
  readonly watched: WatchedMonitor;
  readonly told: NotifiedIncident;
  readonly at: number;
}

export function openReminding(options: RemindingOptions): Reminding {
  const { store, registry, alertConfig, clock } = options;
  let isRunning = false;
  let cancelTimer: Cancel = () => undefined;
  let wakesAt = Infinity;

  function arm(delayMs: number): void {
    const reminds = alertConfig.rules().some(({ repeatEvery }) => repeatEvery !== null);
    const at = clock.monotonic() + Math.min(delayMs, longestWaitMs);
    if (!isRunning || !reminds || at >= wakesAt) return;
    cancelTimer();
    wakesAt = at;
    cancelTimer = clock.setTimer(at - clock.monotonic(), () => {
      wakesAt = Infinity;
      arm(review());
    });
  }

  /** @returns how long to wait for the next. */
  function review(): number {
    try {
      const nowMs = clock.now();
      const reminders = store.outbox.notifiedIncidents().flatMap((told) => reminderOf(told, nowMs));
      const due = reminders.filter(({ at }) => at <= nowMs);
      if (due.length > 0) {
        store.transaction(() => store.outbox.add(due.map(alertOf), nowMs));
        options.onAlerts();
      }
      const ahead = reminders.filter(({ at }) => at > nowMs).map(({ at }) => at - nowMs);
      return Math.max(soonMs, Math.min(longestWaitMs, ...ahead));
    } catch (error) {
      options.logger.error('what is due to be reminded of could not be found out; it is tried again', { error });
      options.onStoreError(error);
      return longestWaitMs;
    }
  }

  function reminderOf(told: NotifiedIncident, nowMs: number): readonly Reminder[] {
    const watched = registry.find(told.monitorId);
    if (watched === null || watched.muted !== null || !isSurelyDown(watched, told)) return [];
    const { channelId, reminders, lastAt } = told;
    if (alertConfig.find(channelId)?.health.broken !== false) return [];
    const routing = { rules: alertConfig.rules(), channels: alertConfig.channels(), nowMs };
    const route = routeAlert({ event: 'down', monitor: watched.monitor }, routing).find(
      (one) => one.channelId === channelId,
    );
    const repeatEvery = route?.repeatEvery ?? null;
    if (repeatEvery === null) return [];
    return [{ watched, told, at: nextReminderAt({ repeatEvery, reminders, lastAt, nowMs }) }];
  }

  function alertOf({ watched, told }: Reminder): NewAlert {
    const { key, incident } = watched;
    if (incident === null) throw new Error(`there is no incident of ${told.monitorId} to remind of`);
    const reasons = reasonsOf(incident.failure, store.checks.find(key, incident.startedAt));
    return reminderAlert(watched, { incident, reasons, nowMs: clock.now() }, told);
  }

  return {
    wake: () => arm(soonMs),
    start() {
      isRunning = true;
      arm(soonMs);
    },
    stop() {
      isRunning = false;
      wakesAt = Infinity;
      cancelTimer();
    },
  };
}

function isSurelyDown({ incident, tracking, isFresh }: WatchedMonitor, { incidentId }: NotifiedIncident): boolean {
  return incident?.id === incidentId && tracking.state === 'down' && tracking.passes === 0 && !isFresh;
}
