/**
 * A start in a read-only directory: what is stored can be read, monitors are checked and alerts are sent, and every write
 * throws. The database is copied to a temporary directory, since SQLite cannot read a write-ahead log without writing
 * next to it.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { identify } from './identity.ts';
import type { OpenedDatabase } from './open-database.ts';
import type { Reserve } from './reserve.ts';
import { openConnection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

const noReserve: Reserve = { release: () => false, refill: () => undefined };

/**
 * @param newest the newest schema version of this program: an older database cannot be migrated now.
 * @returns null: there is no database, or none that can be used without writing.
 */
export function openUnwritable(file: string, newest: number): OpenedDatabase | null {
  if (!existsSync(file)) return null;
  const opened = openCopy(file);
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

function openCopy(file: string): OpenedDatabase {
  const directory = onDisk(() => mkdtempSync(join(tmpdir(), 'vigilmon-')));
  const cleanUp = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const copy = join(directory, basename(file));
    onDisk(() => {
      for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
    });
    const connection = openConnection(copy);
    connection.pragma('query_only = ON');
    return { connection, cleanUp, reserve: noReserve, trouble: 'readonly', notices: [], examine: null };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

export function isReadonly(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind === 'readonly';
}
