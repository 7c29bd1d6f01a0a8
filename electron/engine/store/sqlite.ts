/**
 * The only module that touches the SQLite library. A connection is opened with Vigilmon's pragmas, prepares typed
 * statements, and throws `StoreError` for errors of the disk.
 */
import Sqlite from 'better-sqlite3';
import { asStoreError, onDisk, StoreError } from './store-error.ts';

export type SqlValue = string | number | Uint8Array | null;

export interface Statement<P extends SqlValue[], R> {
  /** `id`: the rowid of the last inserted row; meaningless if nothing was inserted. */
  run(...values: P): { readonly changes: number; readonly id: number };
  get(...values: P): R | undefined;
  all(...values: P): readonly R[];
}

export interface Connection {
  readonly file: string;
  /** `R` is the shape of a row. It must match what the SQL selects: it is not checked. */
  prepare<P extends SqlValue[] = [], R = never>(sql: string): Statement<P, R>;
  exec(sql: string): void;
  /** The first value that the pragma returns. */
  pragma(source: string): unknown;
  /** All of `body` or nothing. A nested one is part of the outer one: its error must propagate through both. */
  transaction<T>(body: () => T): T;
  /** SQLite's online backup: a few pages at a time, while the program keeps writing. */
  backup(file: string): Promise<void>;
  close(): void;
}

/**
 * A second Vigilmon is locked out (lock.ts), so only tools that inspect or back up the database ever hold it. Waiting
 * blocks the main thread: long enough for a tool's short read, too short to freeze the window.
 */
const busyTimeoutMs = 500;

/**
 * - WAL with `synchronous = NORMAL`: a commit reaches the operating system, so it survives the end of this process,
 *   `kill -9` included; only checkpoints wait for the disk. A power cut can lose the last moments, never more: the next
 *   check finds the state again, and the alert goes out then. FULL would wait for the disk at every check.
 * - `auto_vacuum` must be set before the first table is created; it lets upkeep free pages a few at a time.
 */
const pragmas = [
  'auto_vacuum = INCREMENTAL',
  'journal_mode = WAL',
  'synchronous = NORMAL',
  'foreign_keys = ON',
  'temp_store = MEMORY',
  'journal_size_limit = 8388608',
] as const;

/** @param onDamage is called for every sign that the file is damaged, before the error is thrown. */
export function openConnection(file: string, onDamage?: () => void): Connection {
  return onDisk(() => {
    const sqlite = new Sqlite(file, { timeout: busyTimeoutMs });
    try {
      for (const pragma of pragmas) sqlite.pragma(pragma);
      return connectionOf(sqlite, file, onDamage);
    } catch (error) {
      sqlite.close();
      throw error;
    }
  });
}

/** For reads that must not change the file: no pragma is set, and closing it leaves the file as it was. */
export function openReadonly(file: string): Connection {
  return onDisk(() =>
    connectionOf(new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }), file),
  );
}

function connectionOf(sqlite: Sqlite.Database, file: string, onDamage?: () => void): Connection {
  const reasonOf = (error: unknown): unknown => {
    const reason = asStoreError(error);
    if (reason instanceof StoreError && reason.kind === 'damaged') onDamage?.();
    return reason;
  };
  const guarded = <T>(body: () => T): T => {
    try {
      return body();
    } catch (error) {
      throw reasonOf(error);
    }
  };
  return {
    file,
    prepare<P extends SqlValue[], R>(sql: string): Statement<P, R> {
      const statement = guarded(() => sqlite.prepare<SqlValue[], R>(sql));
      return {
        run: (...values) =>
          guarded(() => {
            const { changes, lastInsertRowid } = statement.run(...values);
            return { changes, id: Number(lastInsertRowid) };
          }),
        get: (...values) => guarded(() => statement.get(...values)),
        all: (...values) => guarded(() => statement.all(...values)),
      };
    },
    exec(sql) {
      guarded(() => sqlite.exec(sql));
    },
    pragma: (source) => guarded(() => sqlite.pragma(source, { simple: true })),
    transaction: (body) => (sqlite.inTransaction ? body() : guarded(() => sqlite.transaction(body).immediate())),
    async backup(to) {
      try {
        await sqlite.backup(to);
      } catch (error) {
        throw reasonOf(error);
      }
    },
    close() {
      guarded(() => sqlite.close());
    },
  };
}
