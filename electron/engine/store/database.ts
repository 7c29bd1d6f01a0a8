/** Opens the store of a data directory: its lock first, then its database, then one repository per aggregate over it. */
import { existsSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/result.ts';
import { dayOfStamp, stampOf } from './backup-stamp.ts';
import { listBackups, makeBackup, writeBackup } from './backups.ts';
import { lockDirectory, type Unlock } from './lock.ts';
import { openDatabase, type DatabaseOptions, type OpenedDatabase } from './open-database.ts';
import { createPrivateDirectory } from './private-files.ts';
import { repositoriesOf } from './repositories.ts';
import { onDisk, StoreError } from './store-error.ts';
import type { Store } from './store.ts';

/** The directory is made with mode 0700 where it is missing. */
export type StoreOptions = DatabaseOptions;

export interface OpenedStore extends Store {
  /** What happened while it was opened and the user should know. */
  readonly warnings: readonly string[];
  /** Makes the daily backup where there is none of this day (UTC) yet, and removes old ones. */
  readonly backupDaily: (nowMs: number) => Promise<void>;
}

/** `conflict`: the directory is in use, or belongs to a newer program. `unavailable`: the disk refuses. */
export async function openStore(options: StoreOptions): Promise<Result<OpenedStore>> {
  const { directory, logger } = options;
  let unlock: Unlock | null = null;
  try {
    onDisk(() => {
      createPrivateDirectory(directory);
    });
    const lock = lockDirectory(directory);
    if (!lock.ok) return lock;
    unlock = lock.value;
    const opened = await openDatabase(options);
    if (opened.ok) return ok(storeOf(options, opened.value, unlock));
    unlock();
    return opened;
  } catch (error) {
    unlock?.();
    if (!(error instanceof StoreError)) throw error;
    logger.error('the store cannot be opened', { error });
    return fail('unavailable', `${directory}: ${error.message}`);
  }
}

function storeOf(options: StoreOptions, { connection, warnings }: OpenedDatabase, unlock: Unlock): OpenedStore {
  const { directory, logger } = options;
  let isOpen = true;
  return {
    ...repositoriesOf(connection),
    warnings,
    transaction: (body) => connection.transaction(body),
    bytes: () => onDisk(() => bytesOf(connection.file)),
    backup: (file) => writeBackup(connection, file),
    async backupDaily(nowMs) {
      const today = dayOfStamp(stampOf(nowMs));
      const isMade = listBackups(directory).some(({ stamp, reason }) => reason !== null && dayOfStamp(stamp) === today);
      if (!isMade) await makeBackup(connection, { directory, nowMs, logger }, 'daily');
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      try {
        connection.close();
      } finally {
        unlock();
      }
    },
  };
}

function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, part) => sum + (existsSync(part) ? statSync(part).size : 0), 0);
}
