/** Acknowledges an incident, cancels its pending notifications, queues those that report it, and announces the monitor. */
import type { Incident } from '../../contract/model/history.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { acknowledgedAlerts } from '../notifications/acknowledged-alerts.ts';
import type { Outbox } from '../notifications/queue/outbox.ts';
import type { Clock } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { Supervisor } from '../runtime/supervisor.ts';
import type { Store } from '../store/store.ts';

interface AcknowledgeContext {
  readonly store: Pick<Store, 'annotations' | 'incidents' | 'outbox' | 'transaction'>;
  readonly registry: Pick<MonitorRegistry, 'find'>;
  readonly supervisor: Pick<Supervisor, 'announce'>;
  readonly alertConfig: Pick<AlertConfig, 'find'>;
  readonly outbox: Pick<Outbox, 'wake'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly emit: Emit;
}

/** @param note null: as it was. @returns null if there is no such incident. Throws if the store refuses. */
export function acknowledgeIncident(
  id: number,
  note: string | null,
  { store, registry, supervisor, alertConfig, outbox, clock, emit }: AcknowledgeContext,
): Incident | null {
  const known = store.incidents.find(id);
  if (known === null) return null;
  const entry = registry.find(known.monitorId);
  const nowMs = clock.now();
  const { incident, changed } = store.transaction(() => {
    const acknowledged = store.incidents.acknowledge(id, nowMs, note ?? known.note);
    if (known.acknowledgedAt === null && entry !== null) {
      store.annotations.add(entry.key, { at: nowMs, event: { type: 'acknowledged', incidentId: id } });
    }
    const cancelled = store.outbox.cancelForAcknowledged(id, nowMs);
    const reports = acknowledgedAlerts(acknowledged, { alertConfig, outbox: store.outbox, nowMs });
    const added = store.outbox.add(reports, nowMs);
    const all = [...cancelled, ...added].flatMap((alertId) => store.outbox.find(alertId) ?? []);
    return { incident: acknowledged, changed: all };
  });
  emit({ type: 'incident', incident });
  if (entry?.incident?.id === id) {
    entry.incident = incident;
    supervisor.announce(entry);
  }
  for (const alert of changed) emit({ type: 'alert', alert });
  outbox.wake();
  return incident;
}
