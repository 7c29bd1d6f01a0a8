/** Mapping of outbox rows, for the sender and for the window. */
import { alertStatuses, channelTroubles, notificationEvents, type AlertGroup } from '../../contract/model/alert.ts';
import { severities } from '../../contract/model/monitor.ts';
import {
  isChannelNotification,
  isMonitorNotification,
  isRecordingNotification,
  payloadFromJson,
  type NotificationPayload,
} from '../notifications/payload.ts';
import { answerFrom } from './answer-column.ts';
import { oneOf } from './closed-set.ts';
import type { AlertRecord, AttemptRecord, OutboxRow, PendingRow } from './outbox-repository.ts';

export interface StoredRow {
  readonly id: number;
  readonly subject: string;
  readonly channel_id: string;
  readonly event: string;
  readonly incident: number | null;
  readonly payload: string;
  readonly status: string;
  readonly created_at: number;
  readonly next_attempt_at: number | null;
  readonly held_until: number | null;
  readonly receipt: string | null;
  readonly attempts: number;
}

/** To be followed by conditions. */
export const storedRows = `SELECT outbox.*, (SELECT count(*) FROM outbox_attempts WHERE alert = outbox.id) AS attempts FROM outbox`;

export interface AttemptRow {
  readonly at: number;
  readonly took: number;
  readonly accepted: 0 | 1;
  readonly answer: string;
  readonly group_id: number | null;
}

export function outboxRowFrom(row: StoredRow): OutboxRow {
  return {
    id: row.id,
    subject: row.subject,
    incidentId: row.incident,
    channelId: row.channel_id,
    payload: payloadFromJson(row.payload, row.subject),
    status: oneOf(alertStatuses, row.status, 'outbox.status'),
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    heldUntil: row.held_until,
    receipt: row.receipt,
  };
}

export type StoredPendingRow = Pick<StoredRow, 'id' | 'subject' | 'event' | 'held_until' | 'attempts'> & {
  readonly monitor_id: string;
  readonly severity: string | null;
  readonly next_attempt_at: number;
};

export function pendingRowFrom(row: StoredPendingRow): PendingRow {
  return {
    id: row.id,
    subject: row.subject,
    monitorId: row.monitor_id,
    event: oneOf(notificationEvents, row.event, 'outbox.event'),
    severity: row.severity === null ? null : oneOf(severities, row.severity, 'outbox.payload'),
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    heldUntil: row.held_until,
  };
}

export function attemptFrom({ at, took, accepted, answer, group_id: groupId }: AttemptRow): AttemptRecord {
  const attempt = { at, tookMs: took, accepted: accepted === 1, answer: answerFrom(answer) };
  return groupId === null ? attempt : { ...attempt, groupId };
}

export function alertFrom(
  row: StoredRow,
  attempts: readonly AttemptRecord[],
  groupOf: (groupId: number, atMs: number) => AlertGroup,
): AlertRecord {
  const payload = payloadFromJson(row.payload, row.subject);
  const accepted = attempts.find((attempt) => attempt.accepted);
  const { groupId, at = 0 } = accepted ?? attempts.at(-1) ?? {};
  return {
    id: row.id,
    event: payload.event,
    ...subjectOf(payload),
    incidentId: row.incident,
    channelId: row.channel_id,
    payload,
    status: oneOf(alertStatuses, row.status, 'outbox.status'),
    sentAt: accepted?.at ?? null,
    acceptedAt: accepted === undefined ? null : Math.round(accepted.at + accepted.tookMs),
    nextAttemptAt: row.next_attempt_at,
    heldUntil: row.held_until,
    group: groupId === undefined ? null : groupOf(groupId, at),
    attempts,
  };
}

/** Of the monitor, or of the channel. */
export function nameIn(row: Pick<StoredRow, 'payload' | 'subject'>): string {
  return subjectOf(payloadFromJson(row.payload, row.subject)).name;
}

function subjectOf(
  payload: NotificationPayload,
): Pick<AlertRecord, 'monitorId' | 'name' | 'detectedAt' | 'confirmedAt' | 'waitMs'> {
  if (isChannelNotification(payload)) {
    const { channelName: name, since, confirmedAt } = payload;
    return { monitorId: null, name, detectedAt: since, confirmedAt };
  }
  if (isRecordingNotification(payload)) {
    const { since, until } = payload;
    return { monitorId: null, name: 'Vigilmon', detectedAt: since, confirmedAt: until ?? since };
  }
  if (payload.event === 'digest') {
    return { monitorId: null, name: 'Vigilmon', detectedAt: payload.to, confirmedAt: payload.to };
  }
  const { monitorId, monitorName: name, detectedAt, confirmedAt, waitMs } = payload;
  return { monitorId, name, detectedAt, confirmedAt, waitMs };
}

/** The columns that rows are found by; the payload has everything. */
export function columnsOf(payload: NotificationPayload): {
  readonly event: StoredRow['event'];
  readonly number: number;
  readonly monitorId: string;
} {
  const { event } = payload;
  if (isChannelNotification(payload)) {
    return { event, number: channelTroubles.indexOf(payload.trouble), monitorId: '' };
  }
  if (!isMonitorNotification(payload)) return { event, number: 0, monitorId: '' };
  return { event, number: payload.reminder ?? 0, monitorId: payload.monitorId };
}
