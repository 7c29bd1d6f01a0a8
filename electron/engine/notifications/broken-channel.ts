/**
 * A channel that broke is reported through the other channels of the alert that it refused; where there are none that
 * work, through every other one: somebody should hear that alerts are being lost.
 */
import type { NewAlert, OutboxRow, OutboxRepository } from '../store/store.ts';
import type { AlertConfig } from './alert-config.ts';
import { channelSubject } from './message-words.ts';

export interface Refusal {
  readonly row: OutboxRow;
  /** The other side's own words. */
  readonly answer: string;
  readonly atMs: number;
}

export function brokenNotices(
  refusal: Refusal,
  alertConfig: AlertConfig,
  outbox: OutboxRepository,
): readonly NewAlert[] {
  const { row, answer, atMs } = refusal;
  const isWorking = (id: string): boolean => {
    const entry = alertConfig.find(id);
    return id !== row.channelId && entry?.channel.enabled === true && !entry.health.broken;
  };
  const ofTheAlert = outbox.channelsOf(row.subject, row.payload.event).filter(isWorking);
  const all = alertConfig.channels().map(({ id }) => id);
  const told = ofTheAlert.length > 0 ? ofTheAlert : all.filter(isWorking);
  const name = alertConfig.find(row.channelId)?.channel.name ?? row.channelId;
  const payload = {
    event: 'down' as const,
    monitorId: '',
    monitorName: name,
    severity: 'critical' as const,
    target: '',
    startedAt: atMs,
    endedAt: null,
    detectedAt: atMs,
    confirmedAt: atMs,
    reasons: [answer, 'Nothing is sent through it until it is edited or a test of it succeeds.'],
  };
  const subject = channelSubject(row.channelId, atMs);
  return told.map((channelId) => ({ subject, incidentId: null, channelId, notBeforeMs: atMs, payload }));
}
