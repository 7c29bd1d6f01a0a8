/** The outbox as the delivery log: what became of each message, with every attempt at it. */
import type { AlertGroup } from '../../contract/model/alert.ts';
import { answerToColumn } from './answer-column.ts';
import { pageQuery } from './outbox-pages.ts';
import { alertFrom, attemptFrom, nameIn, storedRows, type AttemptRow, type StoredRow } from './outbox-rows.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { AlertRecord, OutboxRepository } from './outbox-repository.ts';

type DeliveryLog = Pick<OutboxRepository, 'find' | 'page' | 'hold' | 'requeue' | 'recordAttempt' | 'setStatus'>;

export function deliveryLog(connection: Connection): DeliveryLog {
  const reader = alertReader(connection);
  const insertAttempt = connection.prepare<SqlValue[]>(
    `INSERT INTO outbox_attempts (alert, number, at, took, accepted, answer, group_id)
     VALUES (?, (SELECT count(*) + 1 FROM outbox_attempts WHERE alert = ?), ?, ?, ?, ?, ?)`,
  );
  const updateStatus = connection.prepare<[string, number | null, string | null, number]>(
    'UPDATE outbox SET status = ?, next_attempt_at = ?, receipt = ifnull(?, receipt) WHERE id = ?',
  );
  const updateStatusOnly = connection.prepare<[string, string, number]>(
    `UPDATE outbox SET status = ?, next_attempt_at = iif(? = 'pending', next_attempt_at, NULL) WHERE id = ?`,
  );
  const hold = connection.prepare<[number, number, number]>(
    'UPDATE outbox SET next_attempt_at = ?, held_until = ? WHERE id = ?',
  );

  const requeue = connection.prepare<[number, number]>(
    `UPDATE outbox SET status = 'pending', next_attempt_at = ?, held_until = NULL WHERE id = ?`,
  );

  function existing(id: number): AlertRecord {
    const alert = reader.find(id);
    if (alert === null) throw new Error(`there is no alert ${String(id)}`);
    return alert;
  }

  return {
    ...reader,
    hold(id, untilMs) {
      hold.run(untilMs, untilMs, id);
      return existing(id);
    },
    requeue(id, atMs) {
      requeue.run(atMs, id);
      return existing(id);
    },
    recordAttempt: (id, attempt, next) =>
      connection.transaction(() => {
        const { at, tookMs, accepted, answer, groupId = null } = attempt;
        insertAttempt.run(id, id, at, tookMs, Number(accepted), answerToColumn(answer), groupId);
        const { status, nextAttemptAt, receipt = null } = next;
        updateStatus.run(status, status === 'pending' ? nextAttemptAt : null, receipt, id);
        return existing(id);
      }),
    setStatus(id, status) {
      updateStatusOnly.run(status, status, id);
      return existing(id);
    },
  };
}

function alertReader(connection: Connection): Pick<OutboxRepository, 'find' | 'page'> {
  const selectById = connection.prepare<[number], StoredRow>(`${storedRows} WHERE id = ?`);
  const selectAttempts = connection.prepare<[number], AttemptRow>(
    'SELECT at, took, accepted, answer, group_id FROM outbox_attempts WHERE alert = ? ORDER BY number',
  );
  const selectPage = pageQuery(connection);
  const groupOf = groupReader(connection);
  const alertOf = (row: StoredRow): AlertRecord => alertFrom(row, selectAttempts.all(row.id).map(attemptFrom), groupOf);
  return {
    find(id) {
      const row = selectById.get(id);
      return row === undefined ? null : alertOf(row);
    },
    page: ({ before = fromTheNewest, limit, ...filter }) =>
      pageOf(selectPage(filter, before, limit + 1).map(alertOf), limit, ({ id }) => id),
  };
}

/** How many members of a group are named. */
const namesRead = 10;

/** The alerts that one attempt covered. */
function groupReader(connection: Connection): (groupId: number, atMs: number) => AlertGroup {
  const members = 'FROM outbox_attempts INDEXED BY outbox_attempts_by_group WHERE group_id = ? AND at = ?';
  const count = connection.prepare<[number, number], { readonly count: number }>(`SELECT count(*) AS count ${members}`);
  const select = connection.prepare<[number, number, number], Pick<StoredRow, 'payload' | 'subject'>>(
    `SELECT payload, subject FROM outbox WHERE id IN (SELECT alert ${members}) ORDER BY id LIMIT ?`,
  );
  return (groupId, atMs) => ({
    id: groupId,
    size: count.get(groupId, atMs)?.count ?? 0,
    names: select.all(groupId, atMs, namesRead).map(nameIn),
  });
}
