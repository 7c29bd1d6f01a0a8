/**
 * The outbox and, once sent, the delivery log: one row for each message to each channel, unique by what it is about.
 * Rows outlive their monitor and their channel.
 */
import { answerToColumn } from './answer-column.ts';
import { pageQuery } from './outbox-pages.ts';
import { payloadToJson } from '../notifications/payload.ts';
import {
  alertFrom,
  attemptFrom,
  columnsOf,
  outboxRowFrom,
  storedRows,
  type AttemptRow,
  type StoredRow,
} from './outbox-rows.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { AlertRecord, NewAlert, OutboxRepository, NotifiedIncident } from './store.ts';

/** For those whose end makes a waiting message pointless. */
export interface CancellableOutbox {
  cancelOfMonitor(key: number): void;
  cancelOfChannel(channelId: string): void;
}

export interface PrunableOutbox extends OutboxRepository, CancellableOutbox {
  /** Drops messages made before `beforeMs` that are not waiting. */
  prune(beforeMs: number): void;
}

const prunedAtOnce = 200;
/** The index by name: the planner would rather go through the whole delivery log, or through all of a channel's. */
const byWaiting = 'INDEXED BY outbox_pending';
const isWaiting = `status = 'pending'`;
const cancel = `UPDATE outbox ${byWaiting} SET status = 'cancelled', next_attempt_at = NULL WHERE ${isWaiting}`;
/** The open incidents are few, however many there were. */
const notifiedIncidents = `
  SELECT incidents.id AS incidentId, outbox.monitor_id AS monitorId, outbox.channel_id AS channelId,
    max(outbox.number) AS reminders,
    max(max(outbox.created_at,
      ifnull((SELECT max(at) FROM outbox_attempts WHERE alert = outbox.id), 0))) AS lastAt
  FROM incidents INDEXED BY incidents_open JOIN outbox INDEXED BY outbox_by_incident ON outbox.incident = incidents.id
  WHERE incidents.ended_at IS NULL AND incidents.acknowledged_at IS NULL AND outbox.event IN ('down', 'reminder')
  GROUP BY incidents.id, outbox.channel_id
  HAVING max(outbox.event = 'down' AND outbox.status = 'sent') = 1 AND max(outbox.status = 'pending') = 0`;

export function outboxRepository(connection: Connection): PrunableOutbox {
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO outbox
       (subject, channel_id, event, number, incident, monitor_id, payload, status, created_at, next_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (subject, channel_id, event, number) DO NOTHING`,
  );
  const selectDue = connection.prepare<[number, number], StoredRow>(
    `${storedRows} ${byWaiting} WHERE ${isWaiting} AND next_attempt_at <= ? ORDER BY id LIMIT ?`,
  );
  const selectDueOf = connection.prepare<[string, number, number], StoredRow>(
    `${storedRows} ${byWaiting} WHERE ${isWaiting} AND channel_id = ? AND next_attempt_at <= ? ORDER BY id LIMIT ?`,
  );
  const selectNextDue = connection.prepare<[], { readonly at: number | null }>(
    `SELECT min(next_attempt_at) AS at FROM outbox ${byWaiting} WHERE ${isWaiting}`,
  );
  const selectNextDueOf = connection.prepare<[string], { readonly at: number | null }>(
    `SELECT min(next_attempt_at) AS at FROM outbox ${byWaiting} WHERE ${isWaiting} AND channel_id = ?`,
  );
  const clampDueTimes = connection.prepare<[number, string, number, number]>(
    `UPDATE outbox ${byWaiting} SET next_attempt_at = ? WHERE ${isWaiting} AND channel_id = ?
       AND next_attempt_at > ? AND (held_until IS NULL OR held_until > ?)`,
  );
  const hold = connection.prepare<[number, number, number]>(
    'UPDATE outbox SET next_attempt_at = ?, held_until = ? WHERE id = ?',
  );
  const selectReleased = connection.prepare<[string, number, number], StoredRow>(
    `${storedRows} ${byWaiting} WHERE ${isWaiting} AND channel_id = ? AND held_until IS NOT NULL
       AND min(held_until, next_attempt_at) <= ? ORDER BY id LIMIT ?`,
  );
  const review = connection.prepare<[number, number]>(
    `UPDATE outbox ${byWaiting} SET next_attempt_at = ? WHERE ${isWaiting} AND held_until >= ?`,
  );
  const selectTold = connection.prepare<[], NotifiedIncident>(notifiedIncidents);
  const selectSibling = connection.prepare<[string, string, string], StoredRow>(
    `${storedRows} WHERE subject = ? AND channel_id = ? AND event = ?`,
  );
  const selectChannels = connection.prepare<[string, string], { readonly channel_id: string }>(
    `SELECT channel_id FROM outbox WHERE subject = ? AND event = ? AND status IN ('sent', 'pending') ORDER BY id`,
  );
  const selectById = connection.prepare<[number], StoredRow>(`${storedRows} WHERE id = ?`);
  const selectAttempts = connection.prepare<[number], AttemptRow>(
    'SELECT at, took, accepted, answer FROM outbox_attempts WHERE alert = ? ORDER BY number',
  );
  const insertAttempt = connection.prepare<[number, number, number, number, number, string]>(
    `INSERT INTO outbox_attempts (alert, number, at, took, accepted, answer)
     VALUES (?, (SELECT count(*) + 1 FROM outbox_attempts WHERE alert = ?), ?, ?, ?, ?)`,
  );
  const updateStatus = connection.prepare<[string, number | null, number]>(
    'UPDATE outbox SET status = ?, next_attempt_at = ? WHERE id = ?',
  );
  const deleteBefore = connection.prepare<[number, number]>(
    `DELETE FROM outbox WHERE id < (SELECT min(id) FROM outbox) + ? AND created_at < ? AND status <> 'pending'`,
  );
  const cancelOfMonitor = connection.prepare<[number]>(
    `${cancel} AND monitor_id = (SELECT id FROM monitors WHERE key = ?)`,
  );
  const cancelForMute = connection.prepare<[string], { readonly id: number }>(
    `${cancel} AND monitor_id = ? AND event <> 'recovered' RETURNING id`,
  );
  const cancelForAcknowledged = connection.prepare<[number, number], { readonly id: number }>(
    `${cancel} AND incident = ? AND event <> 'recovered' AND next_attempt_at > ?
       AND NOT EXISTS (SELECT 1 FROM outbox_attempts WHERE alert = outbox.id) RETURNING id`,
  );
  const revive = connection.prepare<[number, string, string, string]>(
    `UPDATE outbox SET status = 'pending', next_attempt_at = ?
     WHERE subject = ? AND channel_id = ? AND event = ? AND status = 'cancelled'`,
  );
  const cancelOfChannel = connection.prepare<[string]>(`${cancel} AND channel_id = ?`);
  const selectPage = pageQuery(connection);

  const alertOf = (row: StoredRow): AlertRecord => alertFrom(row, selectAttempts.all(row.id).map(attemptFrom));

  function existing(id: number): AlertRecord {
    const row = selectById.get(id);
    if (row === undefined) throw new Error(`there is no alert ${String(id)}`);
    return alertOf(row);
  }

  function add(alerts: readonly NewAlert[], atMs: number): readonly number[] {
    const ids: number[] = [];
    for (const { subject, incidentId, channelId, notBeforeMs, payload } of alerts) {
      const { event, number, monitorId } = columnsOf(payload);
      const what = [subject, channelId, event, number, incidentId, monitorId, payloadToJson(payload)];
      const { changes, id } = insert.run(...what, atMs, notBeforeMs);
      if (changes > 0) ids.push(id);
    }
    return ids;
  }

  return {
    add: (alerts, atMs) => connection.transaction(() => add(alerts, atMs)),
    addAgain: (alerts, atMs) =>
      connection.transaction(() => {
        const revived = alerts.map(
          ({ subject, channelId, notBeforeMs, payload }) =>
            revive.run(notBeforeMs, subject, channelId, payload.event).changes,
        );
        return revived.reduce((sum, count) => sum + count, 0) + add(alerts, atMs).length;
      }),
    cancelForMute: (monitorId) => cancelForMute.all(monitorId).map(({ id }) => id),
    cancelForAcknowledged: (incidentId, atMs) => cancelForAcknowledged.all(incidentId, atMs).map(({ id }) => id),
    due(atMs, limit, channelId) {
      const due = channelId === undefined ? selectDue.all(atMs, limit) : selectDueOf.all(channelId, atMs, limit);
      return due.map(outboxRowFrom);
    },
    nextDueAt(channelId) {
      const earliest = channelId === undefined ? selectNextDue.get() : selectNextDueOf.get(channelId);
      return earliest?.at ?? null;
    },
    clampDueTimes(channelId, { latestMs, latestHeldMs }, atMs) {
      clampDueTimes.run(atMs, channelId, latestMs, latestHeldMs);
    },
    hold(id, untilMs) {
      hold.run(untilMs, untilMs, id);
      return existing(id);
    },
    released: (channelId, atMs, limit) => selectReleased.all(channelId, atMs, limit).map(outboxRowFrom),
    review(atMs) {
      review.run(atMs, atMs);
    },
    notifiedIncidents: () => selectTold.all(),
    sibling(subject, channelId, event) {
      const row = selectSibling.get(subject, channelId, event);
      return row === undefined ? null : outboxRowFrom(row);
    },
    channelsOf: (subject, event) => selectChannels.all(subject, event).map((row) => row.channel_id),
    recordAttempt: (id, attempt, next) =>
      connection.transaction(() => {
        const { at, tookMs, accepted, answer } = attempt;
        insertAttempt.run(id, id, at, tookMs, Number(accepted), answerToColumn(answer));
        updateStatus.run(next.status, next.status === 'pending' ? next.nextAttemptAt : null, id);
        return existing(id);
      }),
    setStatus(id, status) {
      updateStatus.run(status, status === 'pending' ? (selectById.get(id)?.next_attempt_at ?? null) : null, id);
      return existing(id);
    },
    find(id) {
      const row = selectById.get(id);
      return row === undefined ? null : alertOf(row);
    },
    page({ before = fromTheNewest, limit, ...filter }) {
      const found = selectPage(filter, before, limit + 1);
      return pageOf(found.map(alertOf), limit, ({ id }) => id);
    },
    cancelOfMonitor(key) {
      cancelOfMonitor.run(key);
    },
    cancelOfChannel(channelId) {
      cancelOfChannel.run(channelId);
    },
    prune(beforeMs) {
      deleteBefore.run(prunedAtOnce, beforeMs);
    },
  };
}
