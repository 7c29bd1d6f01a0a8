/**
 * One Vigilmon per data directory. The lock is a kernel lock on a small SQLite file, held by an open exclusive
 * transaction: it ends with the process, however that ends, so no stale lock can remain. The process id is written to a
 * file next to it, only so that the second program can name the first.
 *
 * Nothing else may open the lock file: on POSIX, closing any descriptor of a file drops the process's locks on it.
 */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { createPrivateFile, privateFileMode } from './private-files.ts';
import { asStoreError, onDisk, StoreError } from './store-error.ts';

/** Releases the directory. */
export type Unlock = () => void;

export function lockDirectory(directory: string): Outcome<Unlock> {
  const lockFile = join(directory, 'vigilmon.lock');
  const pidFile = join(directory, 'vigilmon.pid');
  onDisk(() => {
    createPrivateFile(lockFile);
  });
  const sqlite = tryToLock(lockFile);
  if (sqlite === null) return refused('directory-in-use', { directory, pid: readPid(pidFile) });
  try {
    writePid(pidFile);
  } catch (error) {
    release(sqlite);
    throw error;
  }
  return ok(() => {
    // Before the lock is released: afterwards the file may belong to the next process.
    try {
      onDisk(() => {
        rmSync(pidFile, { force: true });
      });
    } finally {
      release(sqlite);
    }
  });
}

/** Ends the transaction explicitly: it is the lock, and closing may leave it to the garbage collector. */
function release(sqlite: Sqlite.Database): void {
  sqlite.exec('ROLLBACK');
  sqlite.close();
}

/** @returns the connection that holds the lock; null: another process holds it. */
function tryToLock(lockFile: string): Sqlite.Database | null {
  const sqlite = onDisk(() => new Sqlite(lockFile, { timeout: 0 }));
  try {
    // Nothing is ever written. A journal file would need disk space just to take the lock.
    sqlite.pragma('journal_mode = MEMORY');
    sqlite.exec('BEGIN EXCLUSIVE');
    return sqlite;
  } catch (error) {
    sqlite.close();
    const reason = asStoreError(error);
    if (reason instanceof StoreError && reason.kind === 'busy') return null;
    throw reason;
  }
}

function writePid(pidFile: string): void {
  onDisk(() => {
    writeFileSync(pidFile, `${String(process.pid)}\n`, { mode: privateFileMode });
    chmodSync(pidFile, privateFileMode);
  });
}

function readPid(pidFile: string): string | null {
  if (!existsSync(pidFile)) return null;
  const text = readFileSync(pidFile, 'utf8').trim();
  return /^\d+$/u.test(text) ? text : null;
}
