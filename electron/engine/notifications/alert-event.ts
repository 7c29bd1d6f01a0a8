/** One thing that happened to a monitor and that alert rules can match, and its outbox rows: one for each channel that it is routed to. */
import type { AlertEventName, NotificationEvent } from '../../contract/model/alert.ts';
import type { AlertConfig } from './alert-config.ts';
import { routeAlert } from './routing.ts';
import { targetOf } from '../monitors/target.ts';
import type { AlertPayload, NewAlert } from '../store/store.ts';
import type { WatchedMonitor } from '../runtime/watched-monitor.ts';

export interface AlertEvent {
  readonly event: NotificationEvent;
  readonly subject: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly reasons: readonly string[];
}

export function routeEvent(
  watched: WatchedMonitor,
  alert: AlertEvent & { readonly event: AlertEventName },
  alertConfig: AlertConfig,
): readonly NewAlert[] {
  const { subject, event, confirmedAt } = alert;
  const payload = payloadOf(watched, alert);
  const routing = { rules: alertConfig.rules(), channels: alertConfig.channels(), nowMs: confirmedAt };
  return routeAlert({ event, monitor: watched.monitor }, routing).map(({ channelId, delay }) => ({
    subject,
    incidentId: null,
    channelId,
    notBeforeMs: confirmedAt + delay,
    payload,
  }));
}

export function payloadOf({ monitor }: WatchedMonitor, alert: AlertEvent): AlertPayload {
  const { subject: _, ...facts } = alert;
  return {
    ...facts,
    monitorId: monitor.id,
    monitorName: monitor.name,
    severity: monitor.severity,
    target: targetOf(monitor),
  };
}
