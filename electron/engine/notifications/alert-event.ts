/** An event of a monitor that alert rules can match, and its outbox rows: one for each channel that it is routed to. */
import type { AlertEventName } from '../../contract/model/alert.ts';
import type { AlertConfig } from './alert-config.ts';
import type { MonitorNotification } from './payload.ts';
import { subjectText, type Subject } from './subject.ts';
import { routeAlert } from './routing.ts';
import { targetOf } from '../monitors/target.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { NewAlert } from '../store/outbox-repository.ts';

interface AlertEvent extends Omit<MonitorNotification, 'monitorId' | 'monitorName' | 'severity' | 'target'> {
  readonly subject: Subject;
}

export function routeEvent(
  entry: MonitorEntry,
  alert: AlertEvent & { readonly event: AlertEventName },
  alertConfig: AlertConfig,
): readonly NewAlert[] {
  const { event, confirmedAt } = alert;
  const subject = subjectText(alert.subject);
  const payload = payloadOf(entry, alert);
  const routing = { rules: alertConfig.rules(), channels: alertConfig.channels(), nowMs: confirmedAt };
  return routeAlert({ event, monitor: entry.monitor }, routing).map(({ channelId, delay }) => ({
    subject,
    incidentId: null,
    channelId,
    notBeforeMs: confirmedAt + delay,
    payload: delay === 0 ? payload : { ...payload, waitMs: delay },
  }));
}

export function payloadOf({ monitor }: MonitorEntry, alert: AlertEvent): MonitorNotification {
  const { subject: _, ...facts } = alert;
  return {
    ...facts,
    monitorId: monitor.id,
    monitorName: monitor.name,
    severity: monitor.severity,
    target: targetOf(monitor),
  };
}
