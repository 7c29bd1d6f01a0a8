/** Pending rows of the outbox: which are due, when the next one is, and what moves their due times. */
import { outboxRowFrom, pendingRowFrom, storedRows, type StoredPendingRow, type StoredRow } from './outbox-rows.ts';
import type { Connection } from './sqlite.ts';
import type { OutboxRepository } from './outbox-repository.ts';

type WaitingOutbox = Pick<
  OutboxRepository,
  'due' | 'nextDueAt' | 'pending' | 'pendingRow' | 'clampDueTimes' | 'released' | 'review'
>;

/** The index by name: the planner would rather scan the whole delivery log, or all rows of a channel. */
export const byWaiting = 'INDEXED BY outbox_pending';
export const isWaiting = `status = 'pending'`;

export function waitingOutbox(connection: Connection): WaitingOutbox {
  const reader = dueRows(connection);
  const clampDueTimes = connection.prepare<[number, string, number, number]>(
    `UPDATE outbox ${byWaiting} SET next_attempt_at = ? WHERE ${isWaiting} AND channel_id = ?
       AND next_attempt_at > ? AND (held_until IS NULL OR held_until > ?)`,
  );
  const review = connection.prepare<[number, number]>(
    `UPDATE outbox ${byWaiting} SET next_attempt_at = ? WHERE ${isWaiting} AND held_until >= ?`,
  );
  return {
    ...reader,
    ...pendingRows(connection),
    clampDueTimes(channelId, { latestMs, latestHeldMs }, atMs) {
      clampDueTimes.run(atMs, channelId, latestMs, latestHeldMs);
    },
    review(atMs) {
      review.run(atMs, atMs);
    },
  };
}

function dueRows(connection: Connection): Pick<OutboxRepository, 'due' | 'nextDueAt' | 'released'> {
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
  const selectReleased = connection.prepare<[string, number, number], StoredRow>(
    `${storedRows} ${byWaiting} WHERE ${isWaiting} AND channel_id = ? AND held_until IS NOT NULL
       AND min(held_until, next_attempt_at) <= ? ORDER BY id LIMIT ?`,
  );
  return {
    due(atMs, limit, channelId) {
      const due = channelId === undefined ? selectDue.all(atMs, limit) : selectDueOf.all(channelId, atMs, limit);
      return due.map(outboxRowFrom);
    },
    nextDueAt(channelId) {
      const earliest = channelId === undefined ? selectNextDue.get() : selectNextDueOf.get(channelId);
      return earliest?.at ?? null;
    },
    released: (channelId, atMs, limit) => selectReleased.all(channelId, atMs, limit).map(outboxRowFrom),
  };
}

/** Without the payloads: there may be thousands. */
function pendingRows(connection: Connection): Pick<OutboxRepository, 'pending' | 'pendingRow'> {
  const selectPending = connection.prepare<[string], StoredPendingRow>(
    `SELECT id, subject, event, monitor_id, json_extract(payload, '$.severity') AS severity, next_attempt_at, held_until,
       (SELECT count(*) FROM outbox_attempts WHERE alert = outbox.id) AS attempts
     FROM outbox ${byWaiting} WHERE ${isWaiting} AND channel_id = ? ORDER BY id`,
  );
  const selectPendingRow = connection.prepare<[number], StoredRow>(`${storedRows} WHERE id = ? AND ${isWaiting}`);
  return {
    pending: (channelId) => selectPending.all(channelId).map(pendingRowFrom),
    pendingRow(id) {
      const row = selectPendingRow.get(id);
      return row === undefined ? null : outboxRowFrom(row);
    },
  };
}
