/** The messages about a monitor that flaps: one when it starts, and one when it has settled. */
import { definitionOf } from '../../contract/channels/registry.ts';
import { reasonsOfFailure } from '../../contract/reasons.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Flapping } from '../state/flapping.ts';
import type { AlertConfig } from './alert-config.ts';
import { payloadOf, routeEvent } from './alert-event.ts';
import { downAlerts } from './monitor-alerts.ts';
import { subjectText, type Subject } from './subject.ts';
import type { NewAlert, OutboxRepository } from '../store/outbox-repository.ts';

interface FlappingSources {
  readonly alertConfig: AlertConfig;
  readonly outbox: Pick<OutboxRepository, 'channelsOf'>;
  readonly nowMs: number;
}

export function flappingAlerts(
  entry: MonitorEntry,
  { changes, since }: Flapping,
  { alertConfig, nowMs }: FlappingSources,
): readonly NewAlert[] {
  const event = {
    event: 'flapping' as const,
    subject: subjectOf(entry, since ?? nowMs),
    startedAt: changes[0] ?? nowMs,
    endedAt: null,
    detectedAt: nowMs,
    confirmedAt: nowMs,
    reasons: [{ code: 'flapped' as const, facts: { changes: changes.length } }],
  };
  return routeEvent(entry, event, alertConfig);
}

/**
 * To exactly the channels that were notified, with the state that it has kept. If it is down, its outage is reported, also
 * to the other channels of its route; receivers that are programs get the end of the flapping besides.
 */
export function steadyAlerts(
  entry: MonitorEntry,
  { incident, since }: { readonly incident: Incident | null; readonly since: number },
  sources: FlappingSources,
): readonly NewAlert[] {
  const { alertConfig, outbox, nowMs } = sources;
  const subject = subjectOf(entry, since);
  const notified = outbox.channelsOf(subjectText(subject), 'flapping');
  const event = {
    event: 'steady' as const,
    subject,
    startedAt: since,
    endedAt: nowMs,
    detectedAt: nowMs,
    confirmedAt: nowMs,
    reasons: [{ code: 'settled' as const, facts: { isDown: incident !== null } }],
  };
  const common = { subject: subjectText(subject), incidentId: null, notBeforeMs: nowMs };
  const steady = notified.map((channelId) => ({ ...common, channelId, payload: payloadOf(entry, event) }));
  if (incident === null) return steady;
  const downs = downAlerts(entry, { incident, reasons: reasonsOfFailure(incident.failure), nowMs }, alertConfig);
  const routed = new Set(downs.map(({ channelId }) => channelId));
  const isProgram = ({ channelId }: NewAlert): boolean => {
    const channel = alertConfig.find(channelId)?.channel;
    return channel !== undefined && !definitionOf(channel.kind).isGrouped;
  };
  return [...downs, ...steady.filter((alert) => isProgram(alert) || !routed.has(alert.channelId))];
}

function subjectOf({ monitor }: MonitorEntry, since: number): Subject {
  return { about: 'flapping', monitorId: monitor.id, since };
}
