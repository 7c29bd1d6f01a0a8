/**
 * Backups are complete databases in `backups/`, made by SQLite's online backup while the program runs: daily, before
 * every migration and before a restore. The newest seven of these are kept. Backups that a user asked for are never
 * removed.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupReason } from '../../contract/model/program.ts';
import type { Logger } from '../ports.ts';
import { stampOf } from './backup-stamp.ts';
import { assertSound, neededCheck, removeDatabase, suspect } from './damage.ts';
import { createPrivateDirectory, createPrivateFile } from './private-files.ts';
import { openConnection, type Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

export interface Backup {
  readonly file: string;
  readonly stamp: string;
  readonly reason: BackupReason;
}

const namedReasons = ['daily', 'migration', 'restore'] as const;

const kept = 7;
const draftEnding = '.partial';
const namePattern = /^vigilmon-(?:(daily|migration|restore)-)?(\d{4}-\d{2}-\d{2}T[\d-]+Z)\.db$/u;

/** Newest first. */
export function listBackups(directory: string): readonly Backup[] {
  const folder = join(directory, 'backups');
  const names = onDisk(() => (existsSync(folder) ? readdirSync(folder) : []));
  return names.flatMap((name) => backupOf(folder, name)).sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
}

/** Empty unless the name, without the prefix, is that of a backup. */
export function backupOf(folder: string, name: string, prefix = ''): readonly Backup[] {
  const match = namePattern.exec(name.slice(prefix.length));
  const stamp = match?.[2];
  if (stamp === undefined) return [];
  const reason = namedReasons.find((known) => known === match?.[1]) ?? 'asked';
  return [{ file: join(folder, name), stamp, reason }];
}

export interface BackupOptions {
  readonly directory: string;
  readonly nowMs: number;
  readonly logger: Logger;
}

/** @returns its path. */
export async function makeBackup(
  connection: Connection,
  options: BackupOptions,
  reason: Exclude<BackupReason, 'asked'>,
): Promise<string> {
  const { directory, nowMs, logger } = options;
  const file = join(directory, 'backups', `vigilmon-${reason}-${stampOf(nowMs)}.db`);
  await writeBackup(connection, file);
  removeOldBackups(directory);
  logger.info('a backup was made', { file, reason });
  return file;
}

/** All or nothing: the backup gets its name only when it is complete and verified. */
export async function writeBackup(connection: Connection, file: string): Promise<void> {
  const draft = file + draftEnding;
  try {
    onDisk(() => {
      createPrivateDirectory(dirname(file));
      removeDatabase(draft);
      createPrivateFile(draft);
    });
    await connection.backup(draft);
    onDisk(() => {
      // SQLite may have replaced the file.
      createPrivateFile(draft);
      makeSelfContained(draft);
      renameSync(draft, file);
    });
  } catch (error) {
    removeDatabase(draft);
    // The database has the damage of its copy: the next start must check it.
    if (error instanceof StoreError && error.kind === 'damaged') suspect(connection.file);
    throw error;
  }
}

/** Without a write-ahead log, the backup is a single file. */
function makeSelfContained(file: string): void {
  const check = neededCheck(file);
  const backup = openConnection(file);
  try {
    assertSound(backup, check);
    backup.pragma('journal_mode = DELETE');
  } finally {
    backup.close();
  }
}

/** Removes partial backups that a crash left behind. Call it while no backup is being made. */
export function removeUnfinished(directory: string): void {
  const folder = join(directory, 'backups');
  onDisk(() => {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    for (const name of names.filter((each) => each.includes(draftEnding))) rmSync(join(folder, name), { force: true });
  });
}

function removeOldBackups(directory: string): void {
  const old = listBackups(directory)
    .filter(({ reason }) => reason !== 'asked')
    .slice(kept);
  onDisk(() => {
    for (const { file } of old) rmSync(file, { force: true });
  });
}
