/**
 * The outbox and, once sent, the delivery log: one row for each message to each channel, unique by what it is about.
 * Rows outlive their monitor and their channel.
 */
import type { Alert, AlertAttempt, AlertEvent, AlertStatus } from '../../contract/model.ts';
import { alertTitle } from '../alert/message.ts';
import { fromJson } from './json-column.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { Connection, SqlValue, Statement } from './sqlite.ts';
import type { AlertPayload, OutboxRepository, OutboxRow } from './store.ts';

interface StoredRow {
  readonly id: number;
  readonly subject: string;
  readonly channel_id: string;
  readonly event: AlertEvent;
  readonly incident: number | null;
  readonly payload: string;
  readonly status: AlertStatus;
  readonly created_at: number;
  readonly next_attempt_at: number | null;
  readonly attempts: number;
}

interface AttemptRow {
  readonly at: number;
  readonly took: number;
  readonly accepted: 0 | 1;
  readonly answer: string;
}

export interface PrunableOutbox extends OutboxRepository {
  /** Drops messages made before `beforeMs` that are not waiting. */
  prune(beforeMs: number): void;
}

const prunedAtOnce = 200;
const rows = `SELECT outbox.*, (SELECT count(*) FROM outbox_attempts WHERE alert = outbox.id) AS attempts FROM outbox`;

export function outboxRepository(connection: Connection): PrunableOutbox {
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO outbox (subject, channel_id, event, incident, monitor_id, payload, status, created_at, next_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (subject, channel_id, event) DO NOTHING`,
  );
  const selectDue = connection.prepare<[number, number], StoredRow>(
    `${rows} WHERE status = 'pending' AND next_attempt_at <= ? ORDER BY id LIMIT ?`,
  );
  const selectDueOf = connection.prepare<[string, number, number], StoredRow>(
    `${rows} WHERE status = 'pending' AND channel_id = ? AND next_attempt_at <= ? ORDER BY id LIMIT ?`,
  );
  const selectNextDue = connection.prepare<[], { readonly at: number | null }>(
    `SELECT min(next_attempt_at) AS at FROM outbox WHERE status = 'pending'`,
  );
  const selectNextDueOf = connection.prepare<[string], { readonly at: number | null }>(
    `SELECT min(next_attempt_at) AS at FROM outbox WHERE status = 'pending' AND channel_id = ?`,
  );
  const selectSibling = connection.prepare<[string, string, string], StoredRow>(
    `${rows} WHERE subject = ? AND channel_id = ? AND event = ?`,
  );
  const selectChannels = connection.prepare<[string, string], { readonly channel_id: string }>(
    `SELECT channel_id FROM outbox WHERE subject = ? AND event = ? AND status IN ('sent', 'pending') ORDER BY id`,
  );
  const selectById = connection.prepare<[number], StoredRow>(`${rows} WHERE id = ?`);
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
    `DELETE FROM outbox WHERE status <> 'pending' AND created_at < ? AND id IN (SELECT id FROM outbox ORDER BY id LIMIT ?)`,
  );
  const selectPage = pageQuery(connection);

  const alertOf = (row: StoredRow): Alert => alertFrom(row, selectAttempts.all(row.id).map(attemptFrom));

  function existing(id: number): Alert {
    const row = selectById.get(id);
    if (row === undefined) throw new Error(`there is no alert ${String(id)}`);
    return alertOf(row);
  }

  return {
    add: (alerts, atMs) =>
      connection.transaction(() => {
        const ids: number[] = [];
        for (const { subject, incidentId, channelId, notBeforeMs, payload } of alerts) {
          const { event, monitorId } = payload;
          const values = [subject, channelId, event, incidentId, monitorId, JSON.stringify(payload), atMs, notBeforeMs];
          const { changes, id } = insert.run(...values);
          if (changes > 0) ids.push(id);
        }
        return ids;
      }),
    due(atMs, limit, channelId) {
      const due = channelId === undefined ? selectDue.all(atMs, limit) : selectDueOf.all(channelId, atMs, limit);
      return due.map(outboxRowFrom);
    },
    nextDueAt(channelId) {
      const earliest = channelId === undefined ? selectNextDue.get() : selectNextDueOf.get(channelId);
      return earliest?.at ?? null;
    },
    sibling(subject, channelId, event) {
      const row = selectSibling.get(subject, channelId, event);
      return row === undefined ? null : outboxRowFrom(row);
    },
    channelsOf: (subject, event) => selectChannels.all(subject, event).map((row) => row.channel_id),
    recordAttempt: (id, attempt, next) =>
      connection.transaction(() => {
        insertAttempt.run(id, id, attempt.at, attempt.tookMs, Number(attempt.accepted), attempt.answer);
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
    page({ incidentId, channelId, before = fromTheNewest, limit }) {
      const found = selectPage({ incidentId, channelId, before, limit: limit + 1 });
      return pageOf(found.map(alertOf), limit, ({ id }) => id);
    },
    prune(beforeMs) {
      deleteBefore.run(beforeMs, prunedAtOnce);
    },
  };
}

type PageOptions = Parameters<OutboxRepository['page']>[0] & { readonly before: number };

/** A statement for each combination of conditions, so that each one finds its index. */
function pageQuery(connection: Connection): (options: PageOptions) => readonly StoredRow[] {
  const where = (conditions: string): Statement<SqlValue[], StoredRow> =>
    connection.prepare<SqlValue[], StoredRow>(`${rows} WHERE ${conditions} id < ? ORDER BY id DESC LIMIT ?`);
  const all = where('');
  const ofIncident = where('incident = ? AND');
  const ofChannel = where('channel_id = ? AND');
  const ofBoth = where('incident = ? AND channel_id = ? AND');
  return ({ incidentId, channelId, before, limit }) => {
    if (incidentId === undefined) {
      return channelId === undefined ? all.all(before, limit) : ofChannel.all(channelId, before, limit);
    }
    return channelId === undefined
      ? ofIncident.all(incidentId, before, limit)
      : ofBoth.all(incidentId, channelId, before, limit);
  };
}

function outboxRowFrom(row: StoredRow): OutboxRow {
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
  };
}

function attemptFrom({ at, took, accepted, answer }: AttemptRow): AlertAttempt {
  return { at, tookMs: took, accepted: accepted === 1, answer };
}

function alertFrom(row: StoredRow, attempts: readonly AlertAttempt[]): Alert {
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
    attempts,
  };
}
