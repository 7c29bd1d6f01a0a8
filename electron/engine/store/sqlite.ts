/**
 * The only module that touches the SQLite library. A connection is opened with Vigilmon's pragmas, prepares typed
 * statements, and throws `StoreError` for errors of the disk.
 */
import Sqlite from 'better-sqlite3';
import { once } from '../../contract/once.ts';
import { asStoreError, onDisk, StoreError } from './store-error.ts';

/** A number is stored whole: instants and durations are milliseconds, and a fraction would be refused by an INTEGER column. */
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
  /**
   * All of `body` or nothing. A nested one is part of the outer one: its error must propagate through both. `body` must
   * change nothing but the database: when the disk is full and room could be made, it runs once more.
   */
  transaction<T>(body: () => T): T;
  /** Reads one state of the database, without the lock that writing takes. */
  reading<T>(body: () => T): T;
  /** SQLite's online backup: a few pages at a time, while the program keeps writing. */
  backup(file: string): Promise<void>;
  close(): void;
}

/**
 * A second Vigilmon is locked out (lock.ts), so only tools that inspect or back up the database ever hold it. Waiting for
 * them blocks the main thread: a write fails as `busy` within 20 ms, and its caller tries again later.
 */
const busyTimeoutMs = 15;
/** Nothing else runs yet. */
const busyTimeoutAtOpeningMs = 500;

/**
 * - WAL with `synchronous = NORMAL`: a commit reaches the operating system, so it survives the end of this process,
 *   `kill -9` included; only checkpoints wait for the disk. A power cut can lose the last moments, never more: the next
 *   check finds the state again, and the alert goes out then. FULL would wait for the disk at every check.
 * - `auto_vacuum` must be set before the first table is created; it lets upkeep free pages a few at a time.
 */
const filePragmas = ['auto_vacuum = INCREMENTAL', 'journal_mode = WAL'] as const;
/** Overwrites deleted content where that costs no further write. */
export const secureDelete = 'secure_delete = FAST';
const connectionPragmas = [
  'synchronous = NORMAL',
  'foreign_keys = ON',
  'temp_store = MEMORY',
  'journal_size_limit = 8388608',
  secureDelete,
] as const;

/** Called before an error is thrown. */
interface DiskListener {
  /** For every sign that the file is damaged. */
  readonly onDamage?: () => void;
  /** The disk is full. @returns whether there is room now; if so, the write is tried once more. */
  readonly onFull?: () => boolean;
}

/**
 * On a full disk there may be no room for the index of the write-ahead log, not even to read. As the only user of the
 * database the connection then keeps the index in memory.
 */
export function openConnection(file: string, listener: DiskListener = {}): Connection {
  return onDisk(() => {
    try {
      return configured(file, listener, [...filePragmas, ...connectionPragmas]);
    } catch (error) {
      const reason = asStoreError(error);
      if (!(reason instanceof StoreError) || reason.kind !== 'full') throw error;
      const first = listener.onFull?.() === true ? filePragmas : ['locking_mode = EXCLUSIVE'];
      return configured(file, listener, [...first, ...connectionPragmas]);
    }
  });
}

function configured(file: string, listener: DiskListener, settings: readonly string[]): Connection {
  const sqlite = new Sqlite(file, { timeout: busyTimeoutAtOpeningMs });
  try {
    for (const setting of settings) sqlite.pragma(setting);
    sqlite.pragma(`busy_timeout = ${String(busyTimeoutMs)}`);
    return connectionOf(sqlite, file, listener);
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** For reads that must not change the file: no pragma is set, and closing it leaves the file as it was. */
export function openReadonly(file: string): Connection {
  return onDisk(() =>
    connectionOf(new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutAtOpeningMs }), file, {}),
  );
}

function connectionOf(sqlite: Sqlite.Database, file: string, listener: DiskListener): Connection {
  const { guarded, reasonOf } = guardOf(listener);
  // Made once: each takes as long as a short transaction.
  const inTransaction = sqlite.transaction((body: () => unknown) => body());
  // Asking SQLite is not enough: it may have rolled back already when a statement fails.
  let isInTransaction = false;

  const isRoomMade = (error: unknown): boolean =>
    !isInTransaction && error instanceof StoreError && error.kind === 'full' && (listener.onFull?.() ?? false);

  function written<T>(body: () => T): T {
    try {
      return guarded(body);
    } catch (error) {
      if (isRoomMade(error)) return guarded(body);
      throw error;
    }
  }

  function transaction<T>(body: () => T): T {
    if (isInTransaction) return body();
    return written(() => {
      isInTransaction = true;
      try {
        return inTransaction.immediate(body) as T;
      } finally {
        isInTransaction = false;
      }
    });
  }

  return {
    file,
    prepare<P extends SqlValue[], R>(sql: string): Statement<P, R> {
      // When it is first used: a start needs a few of a hundred.
      const statement = once(() => sqlite.prepare<SqlValue[], R>(sql));
      return {
        run: (...values) =>
          written(() => {
            const { changes, lastInsertRowid } = statement().run(...values.map(asStored));
            return { changes, id: Number(lastInsertRowid) };
          }),
        get: (...values) => guarded(() => statement().get(...values.map(asStored))),
        all: (...values) => guarded(() => statement().all(...values.map(asStored))),
      };
    },
    exec(sql) {
      guarded(() => sqlite.exec(sql));
    },
    pragma: (source) => guarded(() => sqlite.pragma(source, { simple: true })),
    transaction,
    reading: (body) =>
      isInTransaction ? body() : guarded(() => inTransaction.deferred(body) as ReturnType<typeof body>),
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

interface Guard {
  readonly guarded: <T>(body: () => T) => T;
  /** What to throw instead of `error`. */
  readonly reasonOf: (error: unknown) => unknown;
}

function guardOf({ onDamage }: DiskListener): Guard {
  const reasonOf = (error: unknown): unknown => {
    const reason = asStoreError(error);
    if (reason instanceof StoreError && reason.kind === 'damaged') onDamage?.();
    return reason;
  };
  return {
    reasonOf,
    guarded(body) {
      try {
        return body();
      } catch (error) {
        throw reasonOf(error);
      }
    },
  };
}

function asStored(value: SqlValue): SqlValue {
  return typeof value === 'number' ? Math.round(value) : value;
}
