/**
 * Backups are whole databases in `backups/`, made by SQLite's online backup while the program runs. One is made daily
 * and one before every migration; of these the newest seven are kept. Those that a person asked for are never removed.
 */
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '../ports.ts';
import { stampOf } from './backup-stamp.ts';
import { assertSound, removeDatabase } from './damage.ts';
import { schemaVersion } from './migrate.ts';
import { createPrivateDirectory, createPrivateFile } from './private-files.ts';
import { openConnection, type Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

export interface Backup {
  readonly file: string;
  readonly stamp: string;
  /** Null: a person asked for it. */
  readonly reason: BackupReason | null;
}

const backupReasons = ['daily', 'migration'] as const;
export type BackupReason = (typeof backupReasons)[number];

const kept = 7;
const draftEnding = '.partial';
const namePattern = /^vigilmon-(?:(daily|migration)-)?(\d{4}-\d{2}-\d{2}T[\d-]+Z)\.db$/u;

/** Newest first. */
export function listBackups(directory: string): readonly Backup[] {
  const folder = join(directory, 'backups');
  const names = onDisk(() => (existsSync(folder) ? readdirSync(folder) : []));
  return names.flatMap((name) => backupOf(folder, name)).sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
}

function backupOf(folder: string, name: string): readonly Backup[] {
  const match = namePattern.exec(name);
  const stamp = match?.[2];
  if (stamp === undefined) return [];
  const reason = backupReasons.find((known) => known === match?.[1]) ?? null;
  return [{ file: join(folder, name), stamp, reason }];
}

export interface BackupOptions {
  readonly directory: string;
  readonly nowMs: number;
  readonly logger: Logger;
}

export async function makeBackup(connection: Connection, options: BackupOptions, reason: BackupReason): Promise<void> {
  const { directory, nowMs, logger } = options;
  const file = join(directory, 'backups', `vigilmon-${reason}-${stampOf(nowMs)}.db`);
  await writeBackup(connection, file);
  removeOldBackups(directory);
  logger.info('a backup was made', { file, reason });
}

/** There is no backup or a whole one: it gets its name only when it is complete and found good. */
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
      // SQLite may have put a file of its own in the place of ours.
      createPrivateFile(draft);
      makeSelfContained(draft);
      renameSync(draft, file);
    });
  } catch (error) {
    removeDatabase(draft);
    throw error;
  }
}

/** Without a write-ahead log, one file is all of it. */
function makeSelfContained(file: string): void {
  const backup = openConnection(file);
  try {
    assertSound(backup);
    backup.pragma('journal_mode = DELETE');
  } finally {
    backup.close();
  }
}

/** What a crash has left of a backup in the making. To be called while none is. */
export function removeUnfinished(directory: string): void {
  const folder = join(directory, 'backups');
  onDisk(() => {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    for (const name of names.filter((each) => each.includes(draftEnding))) rmSync(join(folder, name), { force: true });
  });
}

function removeOldBackups(directory: string): void {
  const old = listBackups(directory)
    .filter(({ reason }) => reason !== null)
    .slice(kept);
  onDisk(() => {
    for (const { file } of old) rmSync(file, { force: true });
  });
}

/**
 * Puts the newest good backup in the place of `file`, which must not be there.
 * @param newest the newest schema that can be used.
 * @returns the backup; null: there is none, or none is good.
 */
export function restoreNewest(directory: string, file: string, newest: number): Backup | null {
  return listBackups(directory).find((backup) => restore(backup.file, file, newest)) ?? null;
}

function restore(backup: string, file: string, newest: number): boolean {
  onDisk(() => {
    createPrivateFile(file);
    copyFileSync(backup, file);
  });
  try {
    const connection = openConnection(file);
    try {
      assertSound(connection);
      const version = schemaVersion(connection);
      if (version > 0 && version <= newest) return true;
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'damaged') throw error;
  }
  removeDatabase(file);
  return false;
}
