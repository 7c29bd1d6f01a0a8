/** Rows of the outbox as the sender, and as the window, see them. */
import type { Alert, AlertAttempt, AlertStatus, NotificationEvent } from '../../contract/model/alert.ts';
import { alertTitle } from '../notifications/message.ts';
import { fromJson } from './json-column.ts';
import type { AlertPayload, OutboxRow } from './store.ts';

export interface StoredRow {
  readonly id: number;
  readonly subject: string;
  readonly channel_id: string;
  readonly event: NotificationEvent;
  readonly incident: number | null;
  readonly payload: string;
  readonly status: AlertStatus;
  readonly created_at: number;
  readonly next_attempt_at: number | null;
  readonly held_until: number | null;
  readonly attempts: number;
}

/** To be followed by what is asked of them. */
export const storedRows = `SELECT outbox.*, (SELECT count(*) FROM outbox_attempts WHERE alert = outbox.id) AS attempts FROM outbox`;

export interface AttemptRow {
  readonly at: number;
  readonly took: number;
  readonly accepted: 0 | 1;
  readonly answer: string;
}

export function outboxRowFrom(row: StoredRow): OutboxRow {
  return {
    id: row.id,
    subject: row.subject,
    incidentId: row.incident,
    channelId: row.channel_id,
    payload: fromJson<AlertPayload>(row.payload),
    status: row.status,
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    heldUntil: row.held_until,
  };
}

export function attemptFrom({ at, took, accepted, answer }: AttemptRow): AlertAttempt {
  return { at, tookMs: took, accepted: accepted === 1, answer };
}

export function alertFrom(row: StoredRow, attempts: readonly AlertAttempt[]): Alert {
  const payload = fromJson<AlertPayload>(row.payload);
  const accepted = attempts.find((attempt) => attempt.accepted);
  return {
    id: row.id,
    event: row.event,
    monitorId: payload.monitorId,
    monitorName: payload.monitorName,
    incidentId: row.incident,
    channelId: row.channel_id,
    title: alertTitle(row.subject, payload),
    status: row.status,
    detectedAt: payload.detectedAt,
    confirmedAt: payload.confirmedAt,
    sentAt: accepted?.at ?? null,
    acceptedAt: accepted === undefined ? null : Math.round(accepted.at + accepted.tookMs),
    nextAttemptAt: row.next_attempt_at,
    heldUntil: row.held_until,
    attempts,
  };
}
