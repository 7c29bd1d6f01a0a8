/**
 * The outbox and, once sent, the delivery log: one row per message and channel, unique by subject. Rows outlive their
 * monitor and their channel.
 */
import { payloadToJson, type NotificationPayload } from '../notifications/payload.ts';
import { deliveryLog } from './delivery-log.ts';
import { cancellingOutbox, type CancellableOutbox } from './outbox-cancelling.ts';
import { columnsOf, outboxRowFrom, storedRows, type StoredRow } from './outbox-rows.ts';
import { waitingOutbox } from './outbox-waiting.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { Alert, AlertStatus, NotificationEvent, AlertFilter } from '../../contract/model/alert.ts';
import type { DeliveryAnswer } from '../../contract/delivery-answer.ts';
import type { Severity } from '../../contract/model/monitor.ts';
import type { Page } from '../../contract/model/page.ts';

export interface NewAlert {
  /** The text of a `Subject`; unique with channel and event. */
  readonly subject: string;
  readonly incidentId: number | null;
  readonly channelId: string;
  readonly notBeforeMs: number;
  readonly payload: NotificationPayload;
}

/** What decides the order of delivery. */
export interface PendingRow extends Pick<OutboxRow, 'id' | 'subject' | 'attempts' | 'heldUntil'> {
  /** Empty: about no monitor. */
  readonly monitorId: string;
  readonly event: NotificationEvent;
  /** Null: about a channel. */
  readonly severity: Severity | null;
  readonly nextAttemptAt: number;
}

/** An outbox row as the sender needs it. */
export interface OutboxRow {
  readonly id: number;
  readonly subject: string;
  readonly incidentId: number | null;
  readonly channelId: string;
  readonly payload: NotificationPayload;
  readonly status: AlertStatus;
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAttemptAt: number | null;
  /** Quiet hours defer it, or did, until then; null: never. */
  readonly heldUntil: number | null;
  /** What the service calls the message; null: it was not accepted by itself, or cannot be changed. */
  readonly receipt: string | null;
}

export interface AttemptRecord {
  readonly at: number;
  readonly tookMs: number;
  readonly accepted: boolean;
  readonly answer: DeliveryAnswer;
  /** The first of the alerts that the message covered; absent: it covered only this one. */
  readonly groupId?: number | undefined;
}

/** An outbox row as the delivery log needs it; it is worded from the payload when it is read. */
export interface AlertRecord extends Omit<Alert, 'title' | 'attempts'> {
  readonly payload: NotificationPayload;
  readonly attempts: readonly AttemptRecord[];
}

/** An open, unacknowledged incident that a channel was notified of. */
export interface NotifiedIncident {
  readonly incidentId: number;
  readonly monitorId: string;
  readonly channelId: string;
  /** How many reminders there have been, whatever their outcome. */
  readonly reminders: number;
  /** When the newest message about it was created or last attempted. */
  readonly lastAt: number;
}

export interface OutboxRepository {
  /** An existing row (same subject, channel, event) is left unchanged. @returns the ids of the new rows. */
  add(alerts: readonly NewAlert[], atMs: number): readonly number[];
  /** As `add`, but a cancelled row becomes pending again. @returns how many rows became pending. */
  addAgain(alerts: readonly NewAlert[], atMs: number): number;
  /** Cancels the monitor's pending rows, except recoveries and flapping, which has an end. @returns the ids of the rows. */
  cancelForMute(monitorId: string): readonly number[];
  /**
   * Cancels the incident's rows that are due after `atMs`, except recoveries and rows already attempted.
   * @returns the ids of the rows.
   */
  cancelForAcknowledged(incidentId: number, atMs: number): readonly number[];
  /** Pending rows that are due, oldest first; of one channel if given. */
  due(atMs: number, limit: number, channelId?: string): readonly OutboxRow[];
  /** All pending rows of the channel, due or not, oldest first. */
  pending(channelId: string): readonly PendingRow[];
  /** The row, while it is pending. */
  pendingRow(id: number): OutboxRow | null;
  /** Failed rows of the channel that were attempted at or after `sinceMs`, or whose incident is open, oldest first. */
  failedSince(channelId: string, sinceMs: number): readonly OutboxRow[];
  /** A failed row is due again at `atMs`. */
  requeue(id: number, atMs: number): AlertRecord;
  /** Epoch ms of the earliest pending row, of one channel if given; null: none. */
  nextDueAt(channelId?: string): number | null;
  /** The channel's rows due after `latestMs` become due at `atMs`; of held rows, those held beyond `latestHeldMs`. */
  clampDueTimes(channelId: string, limits: { latestMs: number; latestHeldMs: number }, atMs: number): void;
  /** Defers it for quiet hours. */
  hold(id: number, untilMs: number): AlertRecord;
  /** Pending rows of the channel whose quiet hours have ended at `atMs`, oldest first. */
  released(channelId: string, atMs: number, limit: number): readonly OutboxRow[];
  /** Makes held rows due at `atMs`: the rules, or what they apply to, have changed. */
  review(atMs: number): void;
  /** With `down` sent and no row pending. */
  notifiedIncidents(): readonly NotifiedIncident[];
  /** The row of another event of the same subject and channel: the `down` of a `recovered`. */
  sibling(subject: string, channelId: string, event: NotificationEvent): OutboxRow | null;
  /** Channels with a sent or pending row of this subject and event. */
  channelsOf(subject: string, event: NotificationEvent): readonly string[];
  recordAttempt(
    id: number,
    attempt: AttemptRecord,
    next: { status: AlertStatus; nextAttemptAt: number | null; receipt?: string | undefined },
  ): AlertRecord;
  setStatus(id: number, status: AlertStatus): AlertRecord;
  find(id: number): AlertRecord | null;
  page(options: AlertFilter & { before?: number | undefined; limit: number }): Page<AlertRecord>;
}

export interface PrunableOutbox extends OutboxRepository, CancellableOutbox {
  /**
   * Drops messages created before `beforeMs`, except those that are pending and those of open incidents: their recovery
   * goes to the channels that got them.
   */
  prune(beforeMs: number): void;
}

const prunedAtOnce = 200;
const isSettled = `status <> 'pending' AND (incident IS NULL
  OR incident NOT IN (SELECT id FROM incidents INDEXED BY incidents_open WHERE ended_at IS NULL))`;

export function outboxRepository(connection: Connection): PrunableOutbox {
  const cancelling = cancellingOutbox(connection);
  const add = adding(connection);
  const deleteBefore = connection.prepare<[number, number]>(
    `DELETE FROM outbox WHERE id < (SELECT min(id) FROM outbox WHERE ${isSettled}) + ? AND created_at < ? AND ${isSettled}`,
  );
  return {
    ...waitingOutbox(connection),
    ...deliveryLog(connection),
    ...relatedRows(connection),
    ...cancelling,
    add: (alerts, atMs) => connection.transaction(() => add(alerts, atMs)),
    addAgain: (alerts, atMs) =>
      connection.transaction(() => {
        const revived = alerts.reduce((sum, alert) => sum + cancelling.revive(alert), 0);
        return revived + add(alerts, atMs).length;
      }),
    prune(beforeMs) {
      deleteBefore.run(prunedAtOnce, beforeMs);
    },
  };
}

/** To be called inside a transaction. */
function adding(connection: Connection): OutboxRepository['add'] {
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO outbox
       (subject, channel_id, event, number, incident, monitor_id, payload, status, created_at, next_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (subject, channel_id, event, number) DO NOTHING`,
  );
  const insertOne = ({ subject, incidentId, channelId, notBeforeMs, payload }: NewAlert, atMs: number) => {
    const { event, number, monitorId } = columnsOf(payload);
    const columns = [subject, channelId, event, number, incidentId, monitorId, payloadToJson(payload)];
    return insert.run(...columns, atMs, notBeforeMs);
  };
  return (alerts, atMs) =>
    alerts.flatMap((alert) => {
      const { changes, id } = insertOne(alert, atMs);
      return changes > 0 ? [id] : [];
    });
}

/** Open incidents are few, however large the log. */
const notifiedIncidents = `
  SELECT incidents.id AS incidentId, outbox.monitor_id AS monitorId, outbox.channel_id AS channelId,
    max(outbox.number) AS reminders,
    max(max(outbox.created_at,
      ifnull((SELECT max(at) FROM outbox_attempts WHERE alert = outbox.id), 0))) AS lastAt
  FROM incidents INDEXED BY incidents_open JOIN outbox INDEXED BY outbox_by_incident ON outbox.incident = incidents.id
  WHERE incidents.ended_at IS NULL AND incidents.acknowledged_at IS NULL AND outbox.event IN ('down', 'reminder')
  GROUP BY incidents.id, outbox.channel_id
  HAVING max(outbox.event = 'down' AND outbox.status = 'sent') = 1 AND max(outbox.status = 'pending') = 0`;

type RelatedRows = Pick<OutboxRepository, 'notifiedIncidents' | 'sibling' | 'channelsOf' | 'failedSince'>;

function relatedRows(connection: Connection): RelatedRows {
  const selectNotified = connection.prepare<[], NotifiedIncident>(notifiedIncidents);
  const selectSibling = connection.prepare<[string, string, string], StoredRow>(
    `${storedRows} WHERE subject = ? AND channel_id = ? AND event = ?`,
  );
  const selectChannels = connection.prepare<[string, string], { readonly channel_id: string }>(
    `SELECT channel_id FROM outbox WHERE subject = ? AND event = ? AND status IN ('sent', 'pending') ORDER BY id`,
  );
  const selectFailed = connection.prepare<[string, number], StoredRow>(
    `${storedRows} WHERE channel_id = ? AND status = 'failed' AND (
       EXISTS (SELECT 1 FROM outbox_attempts WHERE alert = outbox.id AND at >= ?)
       OR incident IN (SELECT id FROM incidents INDEXED BY incidents_open WHERE ended_at IS NULL)) ORDER BY id`,
  );
  return {
    notifiedIncidents: () => selectNotified.all(),
    sibling(subject, channelId, event) {
      const row = selectSibling.get(subject, channelId, event);
      return row === undefined ? null : outboxRowFrom(row);
    },
    failedSince: (channelId, sinceMs) => selectFailed.all(channelId, sinceMs).map(outboxRowFrom),
    channelsOf: (subject, event) => selectChannels.all(subject, event).map((row) => row.channel_id),
  };
}
