/**
 * A start in a read-only directory: what is stored can be read, monitors are checked and alerts are sent, and writes
 * throw. The database is copied to a temporary directory, since SQLite cannot read a write-ahead log without writing
 * next to it. Each write first tries to open the database itself, which takes the place of the copy once it is writable.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { identify } from './identity.ts';
import type { OpenedDatabase } from './open-database.ts';
import type { Reserve } from './reserve.ts';
import { openConnection, type Connection, type SqlValue, type Statement } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

const noReserve: Reserve = { release: () => false, refill: () => undefined };

interface UnwritableOptions {
  readonly file: string;
  /** The newest schema version of this program: an older database cannot be migrated now. */
  readonly newest: number;
  /** Locks the directory before the database is written. Throws if that is not possible. */
  readonly lock: () => void;
}

/** @returns null: there is no database, or none that can be used without writing. */
export function openUnwritable({ file, newest, lock }: UnwritableOptions): OpenedDatabase | null {
  if (!existsSync(file)) return null;
  const opened = openCopy(file, lock);
  try {
    const identity = identify(opened.connection, newest);
    if (identity.is === 'ours' && identity.version === newest) return opened;
  } catch (error) {
    close(opened);
    throw error;
  }
  close(opened);
  return null;
}

function close({ connection, cleanUp }: OpenedDatabase): void {
  connection.close();
  cleanUp();
}

function openCopy(file: string, lock: () => void): OpenedDatabase {
  const directory = onDisk(() => mkdtempSync(join(tmpdir(), 'vigilmon-')));
  const cleanUp = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const copy = join(directory, basename(file));
    const stampAtCopying = onDisk(() => {
      for (const part of partsOf(file)) copyFileSync(part, join(directory, basename(part)));
      return stampOf(file);
    });
    const reader = openConnection(copy);
    reader.pragma('query_only = ON');
    const connection = resumable(reader, () => openOriginal(file, { stampAtCopying, lock }));
    return { connection, cleanUp, reserve: noReserve, trouble: 'readonly', notices: [], examine: null };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** Whatever is wrong, the copy stays in use. */
function openOriginal(
  file: string,
  { stampAtCopying, lock }: Pick<UnwritableOptions, 'lock'> & { readonly stampAtCopying: string },
): Connection {
  try {
    // What is in memory belongs to the database as it was then.
    if (onDisk(() => stampOf(file)) !== stampAtCopying) throw new Error('another program has changed the database');
    lock();
    const connection = openConnection(file);
    try {
      connection.transaction(() => undefined);
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  } catch (error) {
    throw new StoreError('readonly', error);
  }
}

/** Reads from the copy until the first write for which the original can be opened. */
function resumable(copy: Connection, openOriginalOf: () => Connection): Connection {
  let current = copy;

  function writable(): Connection {
    if (current !== copy) return current;
    current = openOriginalOf();
    copy.close();
    return current;
  }

  return {
    get file() {
      return current.file;
    },
    prepare<P extends SqlValue[], R>(sql: string): Statement<P, R> {
      let prepared = { on: current, statement: current.prepare<P, R>(sql) };
      const statementOn = (on: Connection): Statement<P, R> => {
        if (prepared.on !== on) prepared = { on, statement: on.prepare<P, R>(sql) };
        return prepared.statement;
      };
      return {
        run: (...values) => statementOn(writable()).run(...values),
        get: (...values) => statementOn(current).get(...values),
        all: (...values) => statementOn(current).all(...values),
      };
    },
    exec: (sql) => current.exec(sql),
    pragma: (source) => current.pragma(source),
    transaction: (body) => writable().transaction(body),
    reading: (body) => current.reading(body),
    backup: (to) => current.backup(to),
    close: () => current.close(),
  };
}

function partsOf(file: string): readonly string[] {
  return [file, `${file}-wal`].filter((part) => existsSync(part));
}

/** Differs once another program has written. */
function stampOf(file: string): string {
  const stamps = partsOf(file).map((part) => {
    const { ino, size, mtimeNs } = statSync(part, { bigint: true });
    return [ino, size, mtimeNs].join(':');
  });
  return stamps.join(' ');
}

export function isReadonly(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind === 'readonly';
}
