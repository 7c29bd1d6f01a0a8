/**
 * Queues reminders when due-reminders.ts finds them due. It has no state: the outbox knows what was sent and when. So an
 * acknowledgement, a recovery, a mute or a changed rule ends reminders, and a restart neither loses nor repeats one.
 */
import { openAlarm } from '../calendar/alarm.ts';
import type { Clock, Logger } from '../ports.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import { alertOf, remindersOf, type ReminderSources } from './due-reminders.ts';

/** When a thousand monitors go down together, their reminders are reviewed once. */
const soonMs = 1_000;

export interface Reminding {
  /** A message was sent, or rules or mutes have changed: the next reminder may be due earlier. */
  readonly wake: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

interface RemindingOptions extends ReminderSources {
  readonly store: Pick<JournaledStore, 'outbox' | 'checks' | 'transaction'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
}

export function openReminding(options: RemindingOptions): Reminding {
  const { store, alertConfig, clock } = options;
  const alarm = openAlarm(clock, () => arm(review()));
  let isRunning = false;

  function arm(atMs: number): void {
    const reminds = alertConfig.rules().some(({ repeatEvery }) => repeatEvery !== null);
    if (isRunning && reminds) alarm.bringForward(Math.max(atMs, clock.now() + soonMs));
  }

  /** @returns when the next reminder is due; Infinity: never. */
  function review(): number {
    try {
      const nowMs = clock.now();
      const reminders = remindersOf(options, nowMs);
      const due = reminders.filter(({ at }) => at <= nowMs);
      if (due.length > 0) {
        const alerts = due.map((reminder) => alertOf(reminder, nowMs));
        store.transaction(() => store.outbox.add(alerts, nowMs));
        options.onAlerts();
      }
      return Math.min(...reminders.map(({ at }) => at).filter((at) => at > nowMs));
    } catch (error) {
      options.logger.error('due reminders could not be determined; this is tried again', { error });
      return Infinity;
    }
  }

  return {
    wake: () => arm(clock.now()),
    start() {
      isRunning = true;
      arm(clock.now());
    },
    stop() {
      isRunning = false;
      alarm.clear();
    },
  };
}
