/** Why checks failed: one row per failed check, kept exactly as long as the raw check. */
import type { Failure } from '../../contract/failure.ts';
import { failureFrom, failureToColumn } from './failure-column.ts';
import type { Connection } from './sqlite.ts';

export interface CheckFailure {
  readonly at: number;
  readonly failure: Failure;
}

export interface CheckFailures {
  save(stream: number, atMs: number, failure: Failure): void;
  /** In [from, to], ends included. */
  between(stream: number, fromMs: number, toMs: number): readonly CheckFailure[];
  /** Before `beforeMs`, newest first. */
  newest(stream: number, count: number, beforeMs: number): readonly CheckFailure[];
  /** Drops failures without a raw check. */
  prune(stream: number): void;
}

interface FailureRow {
  readonly at: number;
  readonly failure: string;
}

export function checkFailures(connection: Connection): CheckFailures {
  const save = connection.prepare<[number, string, number]>(
    `INSERT OR REPLACE INTO check_failures (stream, at, failure) SELECT key, ?, ? FROM streams WHERE key = ?`,
  );
  const selectBetween = connection.prepare<[number, number, number], FailureRow>(
    'SELECT at, failure FROM check_failures WHERE stream = ? AND at BETWEEN ? AND ?',
  );
  const selectNewest = connection.prepare<[number, number, number], FailureRow>(
    'SELECT at, failure FROM check_failures WHERE stream = ? AND at < ? ORDER BY at DESC LIMIT ?',
  );
  const deleteOrphans = connection.prepare<[number, number]>(
    'DELETE FROM check_failures WHERE stream = ? AND at < (SELECT min(at) FROM check_runs WHERE stream = ?)',
  );
  return {
    save(stream, atMs, failure) {
      save.run(atMs, failureToColumn(failure), stream);
    },
    between: (stream, fromMs, toMs) => selectBetween.all(stream, fromMs, toMs).map(checkFailureFrom),
    newest: (stream, count, beforeMs) => selectNewest.all(stream, beforeMs, count).map(checkFailureFrom),
    prune(stream) {
      deleteOrphans.run(stream, stream);
    },
  };
}

function checkFailureFrom({ at, failure }: FailureRow): CheckFailure {
  return { at, failure: failureFrom(failure) };
}
