/**
 * Backups are whole databases in `backups/`, made by SQLite's online backup while the program runs. One is made daily
 * and one before every migration; of these the newest seven are kept. Those that a person asked for are never removed.
 */
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPrivateDirectory, createPrivateFile } from './private-files.ts';
import { newestVersion, schemaVersion } from './migrate.ts';
import { openConnection, type Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

export interface Backup {
  readonly file: string;
  /** `2026-11-22T10-15-00-000Z`, as in its name; sorts by time. */
  readonly stamp: string;
  readonly isOurs: boolean;
}

export type BackupReason = 'daily' | 'migration';

const kept = 7;
/** Up to here a check of the whole file is a matter of a blink; it blocks the main thread. */
const quickCheckBytes = 64 * 2 ** 20;

export function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[:.]/gu, '-');
}

export function backupFile(directory: string, atMs: number, reason: BackupReason): string {
  return join(directory, 'backups', `vigilmon-${reason}-${stampOf(atMs)}.db`);
}

/** Newest first. */
export function listBackups(directory: string): readonly Backup[] {
  const folder = join(directory, 'backups');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = /^vigilmon-(?:(daily|migration)-)?(\d{4}-\d{2}-\d{2}T[\d-]+Z)\.db$/u.exec(name);
      const stamp = match?.[2];
      return stamp === undefined ? [] : [{ file: join(folder, name), stamp, isOurs: match?.[1] !== undefined }];
    })
    .sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
}

/** Readers see no backup or a whole one: it gets its name only when it is complete and found good. */
export async function writeBackup(connection: Connection, file: string): Promise<void> {
  const draft = `${file}.partial`;
  try {
    onDisk(() => {
      createPrivateDirectory(dirname(file));
      rmSync(draft, { force: true });
      createPrivateFile(draft);
    });
    await connection.backup(draft);
    onDisk(() => {
      createPrivateFile(draft);
      makeSelfContained(draft);
      renameSync(draft, file);
    });
  } catch (error) {
    rmSync(draft, { force: true });
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

export function removeOldBackups(directory: string): void {
  onDisk(() => {
    for (const { file } of listBackups(directory)
      .filter(({ isOurs }) => isOurs)
      .slice(kept))
      rmSync(file, { force: true });
  });
}

/** Throws `damaged` where SQLite finds the file wanting. Larger files are only looked at where they are used. */
export function assertSound(connection: Connection): void {
  if (statSync(connection.file).size > quickCheckBytes) return;
  const verdict = connection.pragma('quick_check(1)');
  if (verdict !== 'ok') throw new StoreError('damaged', new Error(String(verdict)));
}

/**
 * Puts the newest good backup in the place of `file`, which must not be there.
 * @returns the backup; null: there is none, or none is good.
 */
export function restoreNewest(directory: string, file: string): Backup | null {
  return listBackups(directory).find((backup) => restore(backup.file, file)) ?? null;
}

function restore(backup: string, file: string): boolean {
  createPrivateFile(file);
  copyFileSync(backup, file);
  try {
    const connection = openConnection(file);
    try {
      assertSound(connection);
      const version = schemaVersion(connection);
      if (version > 0 && version <= newestVersion) return true;
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'damaged') throw error;
  }
  removeDatabase(file);
  return false;
}

const companions = ['', '-wal', '-shm'] as const;

export function removeDatabase(file: string): void {
  for (const suffix of companions) rmSync(`${file}${suffix}`, { force: true });
}

/** Its write-ahead log goes with it, so that what is left can still be read. @returns the new name. */
export function setAside(file: string, atMs: number): string {
  const aside = `${file}.damaged-${stampOf(atMs)}`;
  for (const suffix of companions) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  }
  return aside;
}
