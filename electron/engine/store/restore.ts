/**
 * Restoring a backup that a person has chosen. It is copied beside the database and examined at once; it takes the
 * database's place when the store is opened next, while nothing else uses it. What is there then becomes a backup first.
 * Until that is done nothing is removed, and a crash in between is followed by another try.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Notice, ReplacedDatabase } from '../../contract/notices.ts';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { timeOfStamp } from './backup-stamp.ts';
import { backupOf, makeBackup, type Backup, type BackupOptions } from './backups.ts';
import { assertSound, removeDatabase, setAside } from './damage.ts';
import { schemaVersion } from './migrate.ts';
import { createPrivateFile } from './private-files.ts';
import { openConnection, type Connection } from './sqlite.ts';
import { asStoreError, onDisk, refusedBy, StoreError } from './store-error.ts';

const prefix = 'restoring-';
const draftEnding = '.partial';

/** The one that is waiting for the next start, dated as the backup that it is a copy of; null: none is. */
export function waitingRestore(directory: string): Backup | null {
  const names = onDisk(() => (existsSync(directory) ? readdirSync(directory) : []));
  const waiting = names.filter((name) => name.startsWith(prefix)).flatMap((name) => backupOf(directory, name, prefix));
  return waiting[0] ?? null;
}

/** Where the backup is of which `waiting` is the copy. */
export function originalOf(directory: string, { file }: Backup): string {
  return join(directory, 'backups', basename(file).slice(prefix.length));
}

/** Nothing is restored at the next start. */
export function forgetRestore(directory: string): void {
  onDisk(() => {
    for (const name of readdirSync(directory)) {
      if (name.startsWith(prefix)) rmSync(join(directory, name), { force: true });
    }
  });
}

/**
 * Makes `backup` the one that waits.
 * @param newest the newest schema that can be used.
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
  const connection = openConnection(draft);
  try {
    assertSound(connection);
    const version = schemaVersion(connection);
    if (version === 0) return refused('backup-empty');
    if (version > newest) return refused('backup-newer');
    cancelWaitingAlerts(connection);
    connection.pragma('journal_mode = DELETE');
    return null;
  } finally {
    connection.close();
  }
}

/** What was about to be told when the backup was made is no news any more. */
function cancelWaitingAlerts(connection: Connection): void {
  connection.exec(`UPDATE outbox SET status = 'cancelled', next_attempt_at = NULL WHERE status = 'pending'`);
}

/**
 * To be called while nobody has the database open.
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
