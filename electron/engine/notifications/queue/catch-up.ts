/**
 * What a mended channel is still sent of the messages that failed while it did not work: alerts of what is not resolved,
 * and the recoveries of outages that it was notified of. An outage that came and went meanwhile is not sent at all.
 * delivery.ts decides, as for every row, whether a message is still true when its turn comes.
 */
import { isMonitorNotification } from '../payload.ts';
import type { DeliverySources } from './delivery.ts';
import type { HealthSources } from './health-change.ts';
import type { AlertRecord, OutboxRow } from '../../store/outbox-repository.ts';

/** Covers a clock that was set back while the channel did not work. */
const toleratedSetBackMs = 86_400_000;
/** Older ones have been overtaken by events. */
const oldDigestMs = 86_400_000;

interface MendedChannel {
  readonly channelId: string;
  /** When it started failing. */
  readonly since: number;
  readonly nowMs: number;
}

/** @returns the rows that are pending again, and those that a mute covers. */
export function catchUp({ channelId, since, nowMs }: MendedChannel, sources: HealthSources): readonly AlertRecord[] {
  const { outbox } = sources.store;
  const failed = outbox.failedSince(channelId, since - toleratedSetBackMs);
  return failed.flatMap((row) => {
    if (!isWanted(row, nowMs, sources)) return [];
    // The end of the mute queues cancelled alerts that are still true.
    return [isMuted(row, sources) ? outbox.setStatus(row.id, 'cancelled') : outbox.requeue(row.id, nowMs)];
  });
}

function isWanted(row: OutboxRow, nowMs: number, { store }: HealthSources): boolean {
  switch (row.payload.event) {
    case 'down':
      return isUnattended(row, store.incidents);
    case 'recovered':
      return store.outbox.sibling(row.subject, row.channelId, 'down')?.status === 'sent';
    case 'reminder':
      return false;
    case 'digest':
      return nowMs - row.createdAt < oldDigestMs;
    default:
      return true;
  }
}

/** An open incident that nobody has acknowledged. */
function isUnattended({ incidentId }: OutboxRow, incidents: DeliverySources['store']['incidents']): boolean {
  const incident = incidentId === null ? null : incidents.find(incidentId);
  return incident !== null && incident.endedAt === null && incident.acknowledgedAt === null;
}

function isMuted({ payload }: OutboxRow, { findMonitor }: HealthSources): boolean {
  if (!isMonitorNotification(payload) || payload.event === 'recovered') return false;
  return (findMonitor(payload.monitorId)?.muted ?? null) !== null;
}
