/** Why checks did not pass: a row beside the raw check, kept exactly as long as it. */
import type { Failure, FailureKind } from '../../contract/model/state.ts';
import type { Connection } from './sqlite.ts';

export interface CheckFailure {
  readonly at: number;
  readonly failure: Failure;
}

export interface CheckFailures {
  save(key: number, atMs: number, failure: Failure): void;
  /** In [from, to], ends included. */
  between(key: number, fromMs: number, toMs: number): readonly CheckFailure[];
  /** Before `beforeMs`, newest first. */
  newest(key: number, count: number, beforeMs: number): readonly CheckFailure[];
  /** Drops those whose raw checks are gone. */
  prune(key: number): void;
}

interface FailureRow {
  readonly at: number;
  readonly kind: FailureKind;
  readonly message: string;
}

export function checkFailures(connection: Connection): CheckFailures {
  const save = connection.prepare<[number, string, string, number]>(
    `INSERT OR REPLACE INTO check_failures (monitor, at, kind, message) SELECT key, ?, ?, ? FROM monitors WHERE key = ?`,
  );
  const selectBetween = connection.prepare<[number, number, number], FailureRow>(
    'SELECT at, kind, message FROM check_failures WHERE monitor = ? AND at BETWEEN ? AND ?',
  );
  const selectNewest = connection.prepare<[number, number, number], FailureRow>(
    'SELECT at, kind, message FROM check_failures WHERE monitor = ? AND at < ? ORDER BY at DESC LIMIT ?',
  );
  const deleteOrphans = connection.prepare<[number, number]>(
    'DELETE FROM check_failures WHERE monitor = ? AND at < (SELECT min(at) FROM check_runs WHERE monitor = ?)',
  );
  return {
    save(key, atMs, { kind, message }) {
      save.run(atMs, kind, message, key);
    },
    between: (key, fromMs, toMs) => selectBetween.all(key, fromMs, toMs).map(failureFrom),
    newest: (key, count, beforeMs) => selectNewest.all(key, beforeMs, count).map(failureFrom),
    prune(key) {
      deleteOrphans.run(key, key);
    },
  };
}

function failureFrom({ at, kind, message }: FailureRow): CheckFailure {
  return { at, failure: { kind, message } };
}
