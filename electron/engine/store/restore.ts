/**
 * Restoring a backup that a user chose. It is copied next to the database and verified at once; it replaces the
 * database when the store is next opened, while nothing else uses it. The replaced database is backed up first. Nothing
 * is removed before that, and after a crash in between the next start tries again.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Notice, ReplacedDatabase } from '../../contract/notices.ts';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { timeOfStamp } from './backup-stamp.ts';
import { backupOf, makeBackup, type Backup, type BackupOptions } from './backups.ts';
import { assertSound, neededCheck, removeDatabase, setAside } from './damage.ts';
import { identify } from './identity.ts';
import { createPrivateFile } from './private-files.ts';
import { openConnection, type Connection } from './sqlite.ts';
import { asStoreError, onDisk, refusedBy, StoreError } from './store-error.ts';

const prefix = 'restoring-';
const draftEnding = '.partial';

/** The backup that will be restored at the next start, with the date of its original; null: none. */
export function waitingRestore(directory: string): Backup | null {
  const names = onDisk(() => (existsSync(directory) ? readdirSync(directory) : []));
  const waiting = names.filter((name) => name.startsWith(prefix)).flatMap((name) => backupOf(directory, name, prefix));
  return waiting[0] ?? null;
}

/** The path of the backup that `waiting` is a copy of. */
export function originalOf(directory: string, { file }: Backup): string {
  return join(directory, 'backups', basename(file).slice(prefix.length));
}

/** Cancels a waiting restore. */
export function forgetRestore(directory: string): void {
  onDisk(() => {
    for (const name of readdirSync(directory)) {
      if (name.startsWith(prefix)) rmSync(join(directory, name), { force: true });
    }
  });
}

/**
 * Schedules `backup` to be restored at the next start.
 * @param newest the newest schema version that this program can use.
 */
export async function prepareRestore(directory: string, backup: Backup, newest: number): Promise<Outcome<null>> {
  const waiting = join(directory, prefix + basename(backup.file));
  const draft = waiting + draftEnding;
  try {
    await copyPrivately(backup.file, draft);
    const refused = examine(draft, newest);
    if (refused !== null) {
      removeDatabase(draft);
      return refused;
    }
    onDisk(() => {
      forgetOthers(directory, draft);
      renameSync(draft, waiting);
    });
    return ok(null);
  } catch (error) {
    removeDatabase(draft);
    if (error instanceof StoreError && error.kind === 'damaged') return refused('backup-damaged');
    throw error;
  }
}

function forgetOthers(directory: string, draft: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(prefix) && name !== basename(draft)) rmSync(join(directory, name), { force: true });
  }
}

async function copyPrivately(from: string, to: string): Promise<void> {
  onDisk(() => {
    removeDatabase(to);
    createPrivateFile(to);
  });
  try {
    await copyFile(from, to);
  } catch (error) {
    throw asStoreError(error);
  }
}

function examine(draft: string, newest: number): Outcome<never> | null {
  const check = neededCheck(draft);
  const connection = openConnection(draft);
  try {
    assertSound(connection, check);
    const identity = identify(connection, newest);
    if (identity.is !== 'ours') return refused('backup-empty');
    if (identity.version > newest) return refused('backup-newer');
    cancelWaitingAlerts(connection);
    connection.pragma('journal_mode = DELETE');
    return null;
  } finally {
    connection.close();
  }
}

/** Messages that were pending when the backup was made are out of date. */
function cancelWaitingAlerts(connection: Connection): void {
  connection.exec(`UPDATE outbox SET status = 'cancelled', next_attempt_at = NULL WHERE status = 'pending'`);
}

/**
 * Call it while the database is not open.
 * @returns what the user should know; null: nothing was waiting.
 */
export async function carryOutRestore(file: string, options: BackupOptions): Promise<Notice | null> {
  const { directory, logger } = options;
  removeDrafts(directory);
  const waiting = waitingRestore(directory);
  if (waiting === null) return null;
  const backupAt = timeOfStamp(waiting.stamp);
  try {
    const replaced = await keepPresent(file, options);
    onDisk(() => {
      // A write-ahead log that is left of another database would be taken for the new one's.
      removeDatabase(file);
      renameSync(waiting.file, file);
    });
    logger.info('a backup was restored', { file: waiting.file, replaced });
    return { code: 'backup-restored', facts: { backupAt, replaced } };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    logger.error('a backup could not be restored', { file: waiting.file, error });
    return { code: 'restore-failed', facts: { backupAt, reason: refusedBy(error).error.reason } };
  }
}

function removeDrafts(directory: string): void {
  onDisk(() => {
    for (const name of existsSync(directory) ? readdirSync(directory) : []) {
      if (name.startsWith(prefix) && name.includes(draftEnding)) rmSync(join(directory, name), { force: true });
    }
  });
}

async function keepPresent(file: string, options: BackupOptions): Promise<ReplacedDatabase> {
  if (!onDisk(() => existsSync(file))) return { is: 'missing' };
  try {
    const connection = openConnection(file);
    try {
      const kept = await makeBackup(connection, options, 'restore');
      return { is: 'kept', file: join('backups', basename(kept)) };
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'damaged') throw error;
    return { is: 'damaged', file: basename(setAside(file, options.nowMs)) };
  }
}
