/** Writes what explains an open incident, and reports the incident once nothing does. */
import type { Incident } from '../../contract/model/history.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { deferredAlerts } from '../notifications/monitor-alerts.ts';
import type { Clock } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';

interface Causes {
  readonly set: (entry: MonitorEntry, incident: Incident, causeId: number) => void;
  /** Nothing explains it any longer. */
  readonly report: (entry: MonitorEntry, incident: Incident) => void;
  readonly isReported: (incident: Incident) => boolean;
  /** The incident has changed in the store. */
  readonly follow: (entry: MonitorEntry, incident: Incident) => void;
}

export interface CausesOptions {
  readonly store: Pick<JournaledStore, 'incidents' | 'outbox' | 'transaction'>;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly announce: (entry: MonitorEntry) => void;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
}

export function openCauses({ store, alertConfig, clock, ...options }: CausesOptions): Causes {
  function follow(entry: MonitorEntry, incident: Incident): void {
    if (entry.incident?.id === incident.id) entry.incident = incident;
    options.emit({ type: 'incident', incident });
    options.announce(entry);
  }

  return {
    set(entry, { id }, causeId) {
      follow(
        entry,
        store.transaction(() => store.incidents.setCause(id, causeId)),
      );
    },
    report(entry, incident) {
      const nowMs = clock.now();
      const isSilent = entry.muted !== null || store.incidents.find(incident.id)?.acknowledgedAt !== null;
      const { next, queued } = store.transaction(() => ({
        next: store.incidents.setCause(incident.id, null),
        queued: isSilent ? 0 : store.outbox.addAgain(deferredAlerts(entry, nowMs, alertConfig), nowMs),
      }));
      follow(entry, next);
      if (queued > 0) options.onAlerts();
    },
    isReported: ({ id }) => store.outbox.channelsOf(`incident:${String(id)}`, 'down').length > 0,
    follow,
  };
}
