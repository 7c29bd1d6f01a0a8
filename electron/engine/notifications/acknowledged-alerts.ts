/** Services that have outages of their own (contract: takesAcknowledgements) learn that one of them is acknowledged. */
import { definitionOf } from '../../contract/channels/registry.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { AlertConfig } from './alert-config.ts';
import { isMonitorNotification } from './payload.ts';
import { subjectText } from './subject.ts';
import type { NewAlert, OutboxRepository } from '../store/outbox-repository.ts';

interface AcknowledgementSources {
  readonly alertConfig: Pick<AlertConfig, 'find'>;
  readonly outbox: Pick<OutboxRepository, 'channelsOf' | 'sibling'>;
  readonly nowMs: number;
}

/** For channels that the down alert was sent to. */
export function acknowledgedAlerts(
  { id, endedAt }: Incident,
  { alertConfig, outbox, nowMs }: AcknowledgementSources,
): readonly NewAlert[] {
  if (endedAt !== null) return [];
  const subject = subjectText({ about: 'incident', id });
  return outbox.channelsOf(subject, 'down').flatMap((channelId) => {
    const channel = alertConfig.find(channelId)?.channel;
    if (channel === undefined || definitionOf(channel.kind).takesAcknowledgements !== true) return [];
    const down = outbox.sibling(subject, channelId, 'down');
    if (down?.status !== 'sent' || !isMonitorNotification(down.payload)) return [];
    const payload = { ...down.payload, event: 'acknowledged' as const, detectedAt: nowMs, confirmedAt: nowMs };
    return [{ subject, incidentId: id, channelId, notBeforeMs: nowMs, payload }];
  });
}
