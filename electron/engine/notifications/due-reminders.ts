/**
 * Which reminders to send and when: one per unacknowledged open incident and notified channel, by the current rules.
 * There are none while the monitor is not known to be down (after a sleep, offline, recovering), is muted, or is
 * explained by an outage that it depends on, and none for a broken channel.
 */
import { reasonsOfFailure } from '../../contract/reasons.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import type { AlertConfig } from './alert-config.ts';
import { reminderAlert } from './monitor-alerts.ts';
import { nextReminderAt } from './reminders.ts';
import { routeAlert } from './routing.ts';
import type { NewAlert, NotifiedIncident } from '../store/outbox-repository.ts';

export interface ReminderSources {
  readonly store: Pick<JournaledStore, 'outbox' | 'checks'>;
  readonly registry: Pick<MonitorRegistry, 'find'>;
  readonly alertConfig: AlertConfig;
}

export interface Reminder {
  readonly at: number;
  readonly entry: MonitorEntry;
  readonly incident: Incident;
  readonly notified: NotifiedIncident;
}

export function remindersOf(sources: ReminderSources, nowMs: number): readonly Reminder[] {
  const { store, registry, alertConfig } = sources;
  return store.outbox.notifiedIncidents().flatMap((notified) => {
    const { monitorId, channelId, reminders, lastAt } = notified;
    const entry = registry.find(monitorId);
    if (entry === null || entry.muted !== null || entry.tracking.flapping.since !== null) return [];
    const incident = surelyDown(entry, notified);
    const repeatEvery = repeatEveryOf(entry, channelId, alertConfig, nowMs);
    if (incident === null || repeatEvery === null) return [];
    return [{ at: nextReminderAt({ repeatEvery, reminders, lastAt, nowMs }), entry, incident, notified }];
  });
}

export function alertOf({ entry, incident, notified }: Reminder, nowMs: number): NewAlert {
  const reasons = reasonsOfFailure(incident.failure);
  return reminderAlert(entry, { incident, reasons, nowMs }, notified);
}

function surelyDown({ incident, tracking, isFresh }: MonitorEntry, { incidentId }: NotifiedIncident): Incident | null {
  const isDown = tracking.state === 'down' && tracking.passes === 0 && !isFresh;
  return isDown && incident?.id === incidentId && incident.causedBy === null ? incident : null;
}

/** Null: no rule sends reminders to this channel. */
function repeatEveryOf(
  { monitor }: MonitorEntry,
  channelId: string,
  alertConfig: AlertConfig,
  nowMs: number,
): number | null {
  const health = alertConfig.find(channelId)?.health;
  if (health === undefined || health.trouble === 'broken') return null;
  const routing = { rules: alertConfig.rules(), channels: alertConfig.channels(), nowMs };
  const routes = routeAlert({ event: 'down', monitor }, routing);
  return routes.find((route) => route.channelId === channelId)?.repeatEvery ?? null;
}
