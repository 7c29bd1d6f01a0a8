/** Opens the store of a data directory: first the lock, then the database, then one repository per aggregate. */
import { existsSync, statSync } from 'node:fs';
import type { Notice } from '../../contract/notices.ts';
import { refused, type Outcome, type StoreTrouble } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { Backup } from '../../contract/model/program.ts';
import type { Logger } from '../ports.ts';
import { dayOfStamp, stampOf, timeOfStamp } from './backup-stamp.ts';
import { listBackups, makeBackup, writeBackup, type Backup as BackupFile } from './backups.ts';
import { noteClosed } from './damage.ts';
import type { Examine } from './examination.ts';
import { lockDirectory, noLock, type DirectoryLock } from './lock.ts';
import { openMemoryStore, type MemoryStore } from './memory-store.ts';
import { fileIn, openDatabase, type DatabaseOptions, type OpenedDatabase } from './open-database.ts';
import { createPrivateDirectory } from './private-files.ts';
import { newestVersion } from './migrate.ts';
import { secureDelete } from './sqlite.ts';
import { migrations } from './migrations.ts';
import { forgetRestore, originalOf, prepareRestore, waitingRestore } from './restore.ts';
import { repositoriesOf } from './repositories.ts';
import { onDisk, StoreError } from './store-error.ts';
import type { Store } from './store.ts';
import { isReadonly, openUnwritable } from './unwritable.ts';

/** A missing directory is created with mode 0700. */
type StoreOptions = DatabaseOptions;

export interface OpenedStore extends Store {
  /**
   * Reads a few rows that the start has not examined, and @returns whether there are more. Throws `damaged`: the next start
   * sets the database aside. Null: the file is known to be intact.
   */
  readonly examine: Examine | null;
  /** Why nothing could be written at the start; null: it could. */
  readonly trouble: StoreTrouble | null;
  /** What happened during opening that the user should know. */
  readonly notices: readonly Notice[];
  /** What takes writes while the disk refuses them. Throws `StoreError` if the disk cannot be read either. */
  readonly openMemoryStore: () => MemoryStore;
  /** Makes the daily backup unless today (UTC) has one, and removes old ones. */
  readonly backupDaily: (nowMs: number) => Promise<void>;
  /** Newest first. */
  readonly backups: () => readonly Backup[];
  /** The backup that replaces the database at the next start; null: none. */
  readonly waitingRestore: () => Backup | null;
  /** @param file one of `backups`; null cancels a waiting restore. */
  readonly restore: (file: string | null) => Promise<Outcome<null>>;
}

/**
 * `conflict`: the directory is in use, or belongs to a newer version. `unavailable`: an error of the disk. A
 * read-only directory is none as long as it has a database, which is read then.
 */
export async function openStore(options: StoreOptions): Promise<Outcome<OpenedStore>> {
  const { directory, logger } = options;
  let lock: DirectoryLock = noLock;
  try {
    onDisk(() => {
      createPrivateDirectory(directory);
    });
    const locked = lockWhereWritable(options);
    if (!locked.ok) return locked;
    lock = locked.value;
    const opened = await openWritableOrNot(options, () => {
      if (lock === noLock) lock = lockLate(options);
    });
    const held = { renew: () => lock.renew(), release: () => lock.release() };
    if (opened.ok) return ok(storeOf(options, opened.value, held));
    lock.release();
    return opened;
  } catch (error) {
    lock.release();
    if (!(error instanceof StoreError)) throw error;
    logger.error('the store cannot be opened', { error });
    return refused('store-at', { directory, trouble: error.kind });
  }
}

function lockWhereWritable({ directory, logger }: StoreOptions): Outcome<DirectoryLock> {
  try {
    return lockDirectory({ directory, database: fileIn(directory), logger });
  } catch (error) {
    if (!isReadonly(error)) throw error;
    logger.warn('the data directory cannot be locked', { error });
    return ok(noLock);
  }
}

/** Throws if another Vigilmon has locked it meanwhile. */
function lockLate({ directory, logger }: StoreOptions): DirectoryLock {
  const locked = lockDirectory({ directory, database: fileIn(directory), logger });
  if (!locked.ok) throw new Error('another Vigilmon uses the data directory');
  return locked.value;
}

async function openWritableOrNot(options: StoreOptions, lock: () => void): Promise<Outcome<OpenedDatabase>> {
  const { directory, logger, steps = migrations } = options;
  try {
    return await openDatabase(options);
  } catch (error) {
    if (!isReadonly(error)) throw error;
    logger.error('nothing can be written, so the database is only read', { error });
    const opened = openUnwritable({ file: fileIn(directory), newest: newestVersion(steps), lock });
    if (opened === null) throw error;
    return ok(opened);
  }
}

function storeOf(
  options: StoreOptions,
  { connection, reserve, trouble, notices, examine, cleanUp }: OpenedDatabase,
  lock: DirectoryLock,
): OpenedStore {
  const { directory, logger } = options;
  const repositories = repositoriesOf(connection, options.forms);
  reserve.refill();
  let isOpen = true;
  return {
    ...repositories,
    trouble,
    notices,
    examine,
    transaction: (body) => connection.transaction(body),
    erasing(body) {
      connection.pragma('secure_delete = ON');
      try {
        connection.transaction(body);
        connection.pragma('wal_checkpoint(TRUNCATE)');
      } finally {
        connection.pragma(secureDelete);
      }
    },
    reading: (body) => connection.reading(body),
    maintain(stream, nowMs) {
      repositories.maintain(stream, nowMs);
      reserve.refill();
      lock.renew();
    },
    openMemoryStore: () => openMemoryStore(connection),
    bytes: () => onDisk(() => bytesOf(connection.file)),
    backup: (file) => writeBackup(connection, file),
    async backupDaily(nowMs) {
      const today = dayOfStamp(stampOf(nowMs));
      const isMade = listBackups(directory).some(
        ({ stamp, reason }) => reason !== 'asked' && dayOfStamp(stamp) === today,
      );
      if (!isMade) await makeBackup(connection, { directory, nowMs, logger }, 'daily');
    },
    backups: () => listBackups(directory).flatMap(describe),
    waitingRestore() {
      const waiting = waitingRestore(directory);
      const [described] = waiting === null ? [] : describe(waiting);
      if (waiting === null || described === undefined) return null;
      return { ...described, file: originalOf(directory, waiting) };
    },
    async restore(chosen) {
      if (chosen === null) {
        forgetRestore(directory);
        return ok(null);
      }
      const backup = listBackups(directory).find(({ file }) => file === chosen);
      if (backup === undefined) return refused('no-such-record', { sort: 'backup', id: null });
      return prepareRestore(directory, backup, newestVersion(options.steps ?? migrations));
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      try {
        connection.close();
        noteAsClosed(connection.file, logger);
      } finally {
        cleanUp();
        lock.release();
      }
    },
  };
}

/** Without the note, the next start checks the file. */
function noteAsClosed(file: string, logger: Logger): void {
  try {
    noteClosed(file);
  } catch (error) {
    logger.warn('that the database was closed could not be noted', { error });
  }
}

/** Empty if the file has since been deleted. */
function describe({ file, stamp, reason }: BackupFile): readonly Backup[] {
  const stats = onDisk(() => statSync(file, { throwIfNoEntry: false }));
  return stats === undefined ? [] : [{ file, at: timeOfStamp(stamp), bytes: stats.size, reason }];
}

function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, part) => sum + (existsSync(part) ? statSync(part).size : 0), 0);
}
