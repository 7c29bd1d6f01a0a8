/** Acknowledges an incident and cancels its pending notifications. */
import type { Incident } from '../../contract/model/history.ts';
import type { Clock } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import type { Store } from '../store/store.ts';

export interface AcknowledgeContext {
  readonly store: Pick<Store, 'incidents' | 'outbox' | 'transaction'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly emit: Emit;
}

/** @param note null: as it was. @returns null if there is no such incident. Throws if the store refuses. */
export function acknowledgeIncident(
  id: number,
  note: string | null,
  { store, clock, emit }: AcknowledgeContext,
): Incident | null {
  const known = store.incidents.find(id);
  if (known === null) return null;
  const nowMs = clock.now();
  const { incident, cancelled } = store.transaction(() => ({
    incident: store.incidents.acknowledge(id, nowMs, note ?? known.note),
    cancelled: store.outbox.cancelForAcknowledged(id, nowMs).flatMap((alertId) => store.outbox.find(alertId) ?? []),
  }));
  emit({ type: 'incident', incident });
  for (const alert of cancelled) emit({ type: 'alert', alert });
  return incident;
}
