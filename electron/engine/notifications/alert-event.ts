/** What is said of a monitor at one moment, and the outbox rows of it for those whom the rules name. */
import type { AlertEvent, NotificationEvent } from '../../contract/model/alert.ts';
import type { AlertConfig } from './alert-config.ts';
import { routeAlert } from './routing.ts';
import { targetOf } from '../monitors/target.ts';
import type { AlertPayload, NewAlert } from '../store/store.ts';
import type { WatchedMonitor } from '../runtime/watched-monitor.ts';

export interface AlertEventFacts {
  readonly event: NotificationEvent;
  readonly subject: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly reasons: readonly string[];
}

export function routed(
  watched: WatchedMonitor,
  occasion: AlertEventFacts & { readonly event: AlertEvent },
  alertConfig: AlertConfig,
): readonly NewAlert[] {
  const { subject, event, confirmedAt } = occasion;
  const payload = payloadOf(watched, occasion);
  const routing = { rules: alertConfig.rules(), channels: alertConfig.channels(), nowMs: confirmedAt };
  return routeAlert({ event, monitor: watched.monitor }, routing).map(({ channelId, delay }) => ({
    subject,
    incidentId: null,
    channelId,
    notBeforeMs: confirmedAt + delay,
    payload,
  }));
}

export function payloadOf({ monitor }: WatchedMonitor, occasion: AlertEventFacts): AlertPayload {
  const { event, startedAt, endedAt, detectedAt, confirmedAt, reasons } = occasion;
  return {
    event,
    monitorId: monitor.id,
    monitorName: monitor.name,
    severity: monitor.severity,
    target: targetOf(monitor),
    startedAt,
    endedAt,
    detectedAt,
    confirmedAt,
    reasons,
  };
}
