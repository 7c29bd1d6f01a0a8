/**
 * The outbox and, once sent, the delivery log: one row per message and channel, unique by subject. Rows outlive their
 * monitor and their channel.
 */
import { payloadToJson } from '../notifications/payload.ts';
import { deliveryLog } from './delivery-log.ts';
import { cancellingOutbox, type CancellableOutbox } from './outbox-cancelling.ts';
import { columnsOf, outboxRowFrom, storedRows, type StoredRow } from './outbox-rows.ts';
import { waitingOutbox } from './outbox-waiting.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { NewAlert, NotifiedIncident, OutboxRepository } from './store.ts';

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
