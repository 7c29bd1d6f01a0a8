/**
 * One Vigilmon per data directory. The lock is a kernel lock on a small SQLite file, held by an open exclusive
 * transaction: it ends with the process, however that ends, so no stale lock can remain. The process id is written to a
 * file next to it, only so that the second program can name the first.
 *
 * Someone can delete or replace the lock file meanwhile. The file with the process id therefore also has the inode of
 * the lock file. If the lock file is missing or is another one, every open connection has a kernel lock on the database
 * itself, which then decides. And the holder looks regularly whether the file at the path is still its own, and locks
 * that one as well if it is not.
 *
 * Nothing else may open the lock file: on POSIX, closing any descriptor of a file drops the process's locks on it.
 */
import { accessSync, chmodSync, constants, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { Logger } from '../ports.ts';
import { createPrivateFile, privateFileMode } from './private-files.ts';
import { asStoreError, isWriteRefusal, onDisk, StoreError } from './store-error.ts';

export interface DirectoryLock {
  /** Locks the file at the path again if it was deleted or replaced. Cheap when it was not. */
  readonly renew: () => void;
  readonly release: () => void;
}

interface LockOptions {
  readonly directory: string;
  /** The database file; it need not exist. */
  readonly database: string;
  readonly logger: Logger;
}

/** For a read-only directory, which has no room for a lock either. */
export const noLock: DirectoryLock = { renew: () => undefined, release: () => undefined };

export function lockDirectory({ directory, database, logger }: LockOptions): Outcome<DirectoryLock> {
  const lockFile = join(directory, 'vigilmon.lock');
  const pidFile = join(directory, 'vigilmon.pid');
  const owner = readOwner(pidFile);
  const inode = inodeOf(lockFile);
  const isReplaced = inode === null || (owner.inode !== null && owner.inode !== String(inode));
  const first = isReplaced && isHeld(database) ? null : lock(lockFile);
  if (first === null) return refused('directory-in-use', { directory, pid: owner.pid });
  try {
    noteOwner(pidFile, first, logger);
  } catch (error) {
    unlock(first);
    throw error;
  }
  return ok(holdingLock(first, { lockFile, pidFile, logger }));
}

interface HeldLock {
  readonly sqlite: Sqlite.Database;
  /** The file that is locked, which need not be the one at the path any more. */
  readonly inode: bigint;
}

interface HoldingOptions {
  readonly lockFile: string;
  readonly pidFile: string;
  readonly logger: Logger;
}

function holdingLock(first: HeldLock, { lockFile, pidFile, logger }: HoldingOptions): DirectoryLock {
  const locks = [first];
  return {
    renew() {
      const inode = inodeOf(lockFile);
      if (locks.some((held) => held.inode === inode)) return;
      const next = lock(lockFile);
      if (next === null) {
        logger.error('the lock file was replaced, and another Vigilmon uses this data directory', { lockFile });
        return;
      }
      logger.warn('the lock file was deleted or replaced, and was locked again', { lockFile });
      locks.push(next);
      noteOwner(pidFile, next, logger);
    },
    release() {
      // Before the lock is released: afterwards the file may belong to the next process.
      removePid(pidFile, logger);
      locks.forEach(unlock);
    },
  };
}

function inodeOf(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

/** @returns null: another process holds it. */
function lock(lockFile: string): HeldLock | null {
  onDisk(() => {
    createPrivateFile(lockFile);
    // SQLite would take a shared lock on a file that it cannot write.
    accessSync(lockFile, constants.W_OK);
  });
  const sqlite = onDisk(() => new Sqlite(lockFile, { timeout: 0 }));
  try {
    // Nothing is ever written. A journal file would need disk space just to take the lock.
    sqlite.pragma('journal_mode = MEMORY');
    sqlite.exec('BEGIN EXCLUSIVE');
    return { sqlite, inode: inodeOf(lockFile) ?? 0n };
  } catch (error) {
    sqlite.close();
    const reason = asStoreError(error);
    if (reason instanceof StoreError && reason.kind === 'busy') return null;
    throw reason;
  }
}

/** Ends the transaction explicitly: it is the lock, and closing may leave it to the garbage collector. */
function unlock({ sqlite }: HeldLock): void {
  sqlite.exec('ROLLBACK');
  sqlite.close();
}

/** Whether any process has the database open. One that cannot be read is held by nobody who works with it. */
function isHeld(database: string): boolean {
  if (!existsSync(database)) return false;
  const sqlite = onDisk(() => new Sqlite(database, { timeout: 0 }));
  try {
    // With this mode, SQLite wants the file for itself as soon as it reads from it.
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    const reason = asStoreError(error);
    return reason instanceof StoreError && reason.kind === 'busy';
  } finally {
    sqlite.close();
  }
}

/** Without the file the second program cannot name the first, which is no reason not to run. */
function noteOwner(pidFile: string, held: HeldLock, logger: Logger): void {
  try {
    writeOwner(pidFile, held);
  } catch (error) {
    if (!isWriteRefusal(error)) throw error;
    logger.warn('the process id could not be written next to the lock', { error });
  }
}

function writeOwner(pidFile: string, { inode }: HeldLock): void {
  onDisk(() => {
    writeFileSync(pidFile, `${String(process.pid)}\n${String(inode)}\n`, { mode: privateFileMode });
    chmodSync(pidFile, privateFileMode);
  });
}

function removePid(pidFile: string, logger: Logger): void {
  try {
    rmSync(pidFile, { force: true });
  } catch (error) {
    logger.warn('the process id could not be removed', { error });
  }
}

interface Owner {
  readonly pid: string | null;
  /** Of the lock file; null: unknown. */
  readonly inode: string | null;
}

/** Left behind by a program that was killed, or of the one that runs. */
function readOwner(pidFile: string): Owner {
  if (statSync(pidFile, { throwIfNoEntry: false })?.isFile() !== true) return { pid: null, inode: null };
  const [pid, inode] = readFileSync(pidFile, 'utf8').split('\n').map(numberIn);
  return { pid: pid ?? null, inode: inode ?? null };
}

function numberIn(line: string): string | null {
  return /^\d+$/u.exec(line.trim())?.[0] ?? null;
}
