/**
 * Opens the store of a data directory: takes its lock, refuses a database of a newer program untouched, sets a damaged
 * one aside and restores the newest good backup, makes a backup before a migration, and migrates. What comes out is
 * one repository per aggregate over one connection.
 */
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Logger } from '../ports.ts';
import {
  assertSound,
  backupFile,
  listBackups,
  removeOldBackups,
  restoreNewest,
  setAside,
  stampOf,
  writeBackup,
} from './backups.ts';
import { lockDirectory, type Unlock } from './lock.ts';
import { migrate, newestVersion, schemaVersion } from './migrate.ts';
import { createPrivateDirectory, createPrivateFile } from './private-files.ts';
import { openConnection, openReadonly, type Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';
import type { Store } from './store.ts';
import { repositoriesOf } from './repositories.ts';

export interface StoreOptions {
  /** Made with mode 0700 where it is missing. */
  readonly directory: string;
  readonly nowMs: number;
  readonly logger: Logger;
}

export interface OpenedStore extends Store {
  /** What happened while it was opened and the user should know. */
  readonly warnings: readonly string[];
  /** Makes the daily backup where there is none of this day (UTC) yet, and removes old ones. */
  readonly backupDaily: (nowMs: number) => Promise<void>;
}

interface Opened {
  readonly connection: Connection;
  readonly warnings: readonly string[];
}

/** `conflict`: the directory is in use, or belongs to a newer program. `unavailable`: the disk refuses. */
export async function openStore(options: StoreOptions): Promise<Result<OpenedStore>> {
  let unlock: Unlock | null = null;
  try {
    onDisk(() => {
      createPrivateDirectory(options.directory);
    });
    const lock = lockDirectory(options.directory);
    if (!lock.ok) return lock;
    unlock = lock.value;
    const opened = await openOrRestore(options);
    if (opened.ok) return ok(storeOf(options, opened.value, unlock));
    unlock();
    return opened;
  } catch (error) {
    unlock?.();
    if (!(error instanceof StoreError)) throw error;
    options.logger.error('the store cannot be opened', { error });
    return fail('unavailable', `${options.directory}: ${error.message}`);
  }
}

function databaseFile(directory: string): string {
  return join(directory, 'vigilmon.db');
}

async function openOrRestore(options: StoreOptions): Promise<Result<Opened>> {
  try {
    return await openSound(options, []);
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'damaged') throw error;
    options.logger.error('the database is damaged', { error });
    return openSound(options, [onDisk(() => replaceDamaged(options))]);
  }
}

async function openSound(options: StoreOptions, warnings: readonly string[]): Promise<Result<Opened>> {
  const { directory, logger } = options;
  const file = databaseFile(directory);
  const version = onDisk(() => versionInFile(directory, file));
  if (version > newestVersion) return fail('conflict', newerSchema(directory, version));
  onDisk(() => {
    createPrivateFile(file);
  });
  const connection = openConnection(file);
  try {
    onDisk(() => {
      assertSound(connection);
    });
    if (version > 0 && version < newestVersion) await backUp(connection, options, 'migration');
    const applied = migrate(connection);
    if (applied.length > 0) logger.info('the database was migrated', { from: version, to: newestVersion });
    return ok({ connection, warnings });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Read without changing anything. 0: there is no database yet. */
function versionInFile(directory: string, file: string): number {
  if (!existsSync(file)) return 0;
  if (statSync(file).size === 0) {
    // Where backups are there was a database: an empty file is what is left of it.
    if (listBackups(directory).length > 0) throw new StoreError('damaged', new Error('the file is empty'));
    return 0;
  }
  const connection = openReadonly(file);
  try {
    return schemaVersion(connection);
  } finally {
    connection.close();
  }
}

function newerSchema(directory: string, version: number): string {
  const versions = `its schema is ${String(version)}, this one knows up to ${String(newestVersion)}`;
  return `${directory} was written by a newer Vigilmon (${versions}): install that one, or choose another data directory`;
}

/** @returns what the user should know: what was lost, and where the damaged file is. */
function replaceDamaged({ directory, nowMs, logger }: StoreOptions): string {
  const file = databaseFile(directory);
  const aside = setAside(file, nowMs);
  const backup = restoreNewest(directory, file);
  logger.warn('the damaged database was set aside', { aside, backup: backup?.file ?? null });
  const lost =
    backup === null
      ? 'There is no good backup, so monitors, channels and history are lost and Vigilmon begins anew.'
      : `The backup of ${readableStamp(backup.stamp)} was restored; what was recorded or changed after it is lost.`;
  return `The database was damaged and has been set aside as ${basename(aside)}. ${lost}`;
}

/** `2026-11-22T10-15-00-000Z` -> `2026-11-22 10:15 UTC` */
function readableStamp(stamp: string): string {
  return `${stamp.slice(0, 10)} ${stamp.slice(11, 16).replace('-', ':')} UTC`;
}

async function backUp(
  connection: Connection,
  { directory, nowMs, logger }: StoreOptions,
  reason: 'daily' | 'migration',
): Promise<void> {
  const file = backupFile(directory, nowMs, reason);
  await writeBackup(connection, file);
  removeOldBackups(directory);
  logger.info('a backup was made', { file, reason });
}

function storeOf(options: StoreOptions, { connection, warnings }: Opened, unlock: Unlock): OpenedStore {
  const { directory } = options;
  return {
    ...repositoriesOf(connection),
    warnings,
    transaction: connection.transaction,
    bytes: () => onDisk(() => bytesOf(connection.file)),
    backup: (file) => writeBackup(connection, file),
    async backupDaily(nowMs) {
      const today = stampOf(nowMs).slice(0, 10);
      const isMade = onDisk(() => listBackups(directory)).some(
        ({ stamp, isOurs }) => isOurs && stamp.startsWith(today),
      );
      if (!isMade) await backUp(connection, { ...options, nowMs }, 'daily');
    },
    close() {
      connection.close();
      unlock();
    },
  };
}

function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, part) => sum + (existsSync(part) ? statSync(part).size : 0), 0);
}
