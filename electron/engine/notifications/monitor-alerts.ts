/** The outbox rows for a state change of a monitor: payload, subject and channels to notify. */
import type { Failure } from '../../contract/failure.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { AlertConfig } from './alert-config.ts';
import { reasonsOfFailure, type Reason } from '../../contract/reasons.ts';
import { payloadOf, routeEvent } from './alert-event.ts';
import { subjectText, type Subject } from './subject.ts';
import { degradationOf } from '../incidents/degradation.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import { newestCheck } from '../../contract/model/recent-checks.ts';
import type { NewAlert, OutboxRepository, NotifiedIncident } from '../store/outbox-repository.ts';

function incidentSubject({ id }: Incident): Subject {
  return { about: 'incident', id };
}

export interface Outage {
  readonly incident: Incident;
  readonly reasons: readonly Reason[];
  readonly nowMs: number;
}

export function downAlerts(
  entry: MonitorEntry,
  { incident, reasons, nowMs }: Outage,
  alertConfig: AlertConfig,
): readonly NewAlert[] {
  const { startedAt, detectedAt, confirmedAt } = incident;
  const event = {
    event: 'down' as const,
    subject: incidentSubject(incident),
    startedAt,
    endedAt: null,
    detectedAt,
    confirmedAt,
    reasons,
  };
  // After the clock was set back an incident may start in the future; its alert does not wait until then.
  const aheadMs = Math.max(0, confirmedAt - nowMs);
  return routeEvent(entry, event, alertConfig).map((alert) => ({
    ...alert,
    incidentId: incident.id,
    notBeforeMs: alert.notBeforeMs - aheadMs,
  }));
}

/** Its times are those of the reminder, not of the outage. */
export function reminderAlert(
  entry: MonitorEntry,
  { incident, reasons, nowMs }: Outage,
  { channelId, reminders }: NotifiedIncident,
): NewAlert {
  const subject = incidentSubject(incident);
  const event = {
    event: 'reminder' as const,
    subject,
    startedAt: incident.startedAt,
    endedAt: null,
    detectedAt: nowMs,
    confirmedAt: nowMs,
    reasons,
  };
  return {
    subject: subjectText(subject),
    incidentId: incident.id,
    channelId,
    notBeforeMs: nowMs,
    payload: { ...payloadOf(entry, event), reminder: reminders + 1 },
  };
}

/** For exactly the channels that got the down alert or have it pending. */
export function recoveredAlerts(
  entry: MonitorEntry,
  incident: Incident,
  outbox: Pick<OutboxRepository, 'channelsOf'>,
  nowMs: number,
): readonly NewAlert[] {
  const subject = incidentSubject(incident);
  const { startedAt, endedAt, failure } = incident;
  const event = {
    event: 'recovered' as const,
    subject,
    startedAt,
    endedAt,
    detectedAt: endedAt ?? nowMs,
    confirmedAt: nowMs,
    reasons: [{ code: 'failure' as const, facts: failure }],
  };
  return outbox.channelsOf(subjectText(subject), 'down').map((channelId) => ({
    subject: subjectText(subject),
    incidentId: incident.id,
    channelId,
    notBeforeMs: nowMs,
    payload: payloadOf(entry, event),
  }));
}

interface Degradation {
  /** When it became degraded. */
  readonly since: number;
  /** Milliseconds; null: no longer known. */
  readonly responseTime: number | null;
  /** Why, if not for its response time. */
  readonly failure: Failure | null;
}

export function degradedAlerts(
  entry: MonitorEntry,
  { since, responseTime, failure }: Degradation,
  nowMs: number,
  alertConfig: AlertConfig,
): readonly NewAlert[] {
  const { monitor } = entry;
  const event = {
    event: 'degraded' as const,
    subject: { about: 'degraded' as const, monitorId: monitor.id, since },
    startedAt: since,
    endedAt: null,
    detectedAt: nowMs,
    confirmedAt: nowMs,
    reasons: failure === null ? [degradationOf(monitor, responseTime)] : reasonsOfFailure(failure),
  };
  return routeEvent(entry, event, alertConfig);
}

/**
 * The alerts of a monitor whose mute has ended, with the subject that they would have without the mute, so that no
 * channel is notified twice. Certificates are not included: the next check queues their warnings. None while it is in
 * maintenance or flaps: what is down after it alerts then.
 */
export function deferredAlerts(entry: MonitorEntry, nowMs: number, alertConfig: AlertConfig): readonly NewAlert[] {
  const { incident, tracking, recent } = entry;
  if (tracking.state === 'maintenance' || tracking.flapping.since !== null) return [];
  if (incident !== null) {
    return downAlerts(entry, { incident, reasons: reasonsOfFailure(incident.failure), nowMs }, alertConfig);
  }
  if (tracking.state !== 'degraded') return [];
  const responseTime = newestCheck(recent)?.responseTime ?? null;
  const { since, failure } = tracking;
  return degradedAlerts(entry, { since, responseTime, failure }, nowMs, alertConfig);
}
