/** What is said of a monitor at one moment, and the outbox rows of it for those whom the rules name. */
import type { AlertEvent, MessageEvent } from '../../contract/model/alert.ts';
import type { Directory } from '../alert/directory.ts';
import { routeAlert } from '../alert/routing.ts';
import { targetOf } from '../monitor/target.ts';
import type { AlertPayload, NewAlert } from '../store/store.ts';
import type { Watched } from './watched.ts';

export interface Occasion {
  readonly event: MessageEvent;
  readonly subject: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly reasons: readonly string[];
}

export function routed(
  watched: Watched,
  occasion: Occasion & { readonly event: AlertEvent },
  directory: Directory,
): readonly NewAlert[] {
  const { subject, event, confirmedAt } = occasion;
  const payload = payloadOf(watched, occasion);
  const routing = { rules: directory.rules(), channels: directory.channels(), nowMs: confirmedAt };
  return routeAlert({ event, monitor: watched.monitor }, routing).map(({ channelId, delay }) => ({
    subject,
    incidentId: null,
    channelId,
    notBeforeMs: confirmedAt + delay,
    payload,
  }));
}

export function payloadOf({ monitor }: Watched, occasion: Occasion): AlertPayload {
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
