/**
 * What muting and unmuting a monitor change in the outbox, in the transaction that changes the mutes: muting cancels the
 * pending alerts of the monitor; unmuting queues the deferred ones for the channels that the rules select and that have
 * not been notified yet.
 */
import type { Mute } from '../../contract/model/alert.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import type { AlertConfig } from './alert-config.ts';
import { deferredAlerts } from './monitor-alerts.ts';
import type { AlertRecord } from '../store/outbox-repository.ts';

export interface MuteChange {
  readonly entry: MonitorEntry;
  /** The mute that covers it from now on; null: none. */
  readonly muted: Mute | null;
}

export interface MuteEffect {
  readonly cancelled: readonly AlertRecord[];
  /** How many rows were queued. */
  readonly queued: number;
}

const noEffect: MuteEffect = { cancelled: [], queued: 0 };

export function applyMuteChange(
  { entry, muted }: MuteChange,
  store: Pick<JournaledStore, 'outbox' | 'incidents'>,
  { alertConfig, nowMs }: { readonly alertConfig: AlertConfig; readonly nowMs: number },
): MuteEffect {
  if (entry.muted === null && muted !== null) {
    const cancelled = store.outbox.cancelForMute(entry.monitor.id).flatMap((id) => store.outbox.find(id) ?? []);
    return { cancelled, queued: 0 };
  }
  if (entry.muted === null || muted !== null) return noEffect;
  const { incident } = entry;
  // Acknowledged: someone is working on it, so no further channel is notified.
  if (incident !== null && isAcknowledged(incident.id, store)) return noEffect;
  const deferred = deferredAlerts(entry, nowMs, alertConfig);
  return { cancelled: [], queued: store.outbox.addAgain(deferred, nowMs) };
}

function isAcknowledged(incidentId: number, { incidents }: Pick<JournaledStore, 'incidents'>): boolean {
  return typeof incidents.find(incidentId)?.acknowledgedAt === 'number';
}
