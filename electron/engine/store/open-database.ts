/**
 * Prepares the database of a directory for use: one of a newer version is refused untouched, a damaged one is set aside
 * and the newest intact backup restored, an older one is backed up and migrated. Before all that, a backup that a user
 * chose replaces it.
 */
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Notice } from '../../contract/notices.ts';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { Logger } from '../ports.ts';
import { timeOfStamp } from './backup-stamp.ts';
import { listBackups, makeBackup, removeUnfinished, restoreNewest } from './backups.ts';
import { assertSound, isAsClosed, setAside, suspect } from './damage.ts';
import { migrate, newestVersion, schemaVersion } from './migrate.ts';
import { migrations } from './migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { carryOutRestore } from './restore.ts';
import { createPrivateFile } from './private-files.ts';
import { openReserve, type Reserve } from './reserve.ts';
import { openConnection, openReadonly, type Connection } from './sqlite.ts';
import { dropDamagedSettings } from './settings-repository.ts';
import { onDisk, StoreError } from './store-error.ts';

export interface DatabaseOptions {
  readonly directory: string;
  readonly nowMs: number;
  readonly logger: Logger;
  /** Steps to the newest schema; all migrations if absent. */
  readonly steps?: readonly Migration[] | undefined;
}

export interface OpenedDatabase {
  readonly connection: Connection;
  readonly reserve: Reserve;
  /** What the user should know, such as that data was lost. */
  readonly notices: readonly Notice[];
}

export async function openDatabase(options: DatabaseOptions): Promise<Outcome<OpenedDatabase>> {
  const { directory, logger } = options;
  tidyBackups(directory, logger);
  const restored = await carryOutRestore(fileIn(directory), options);
  const notices = restored === null ? [] : [restored];
  try {
    return await openSound(options, notices);
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'damaged') throw error;
    logger.error('the database is damaged', { error });
    return openSound(options, [...notices, replaceDamaged(options)]);
  }
}

/** Without a usable folder of backups there are no backups; the database itself may be intact. */
function tidyBackups(directory: string, logger: Logger): void {
  try {
    removeUnfinished(directory);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    logger.warn('the folder of the backups cannot be used', { error });
  }
}

function fileIn(directory: string): string {
  return join(directory, 'vigilmon.db');
}

async function openSound(options: DatabaseOptions, notices: readonly Notice[]): Promise<Outcome<OpenedDatabase>> {
  const { directory, logger, steps = migrations } = options;
  const file = fileIn(directory);
  const version = versionIn(directory);
  const newest = newestVersion(steps);
  if (version > newest) return refused('newer-database', { directory, version, newest });
  onDisk(() => {
    createPrivateFile(file);
  });
  const isKnown = isAsClosed(file);
  const reserve = openReserve(directory, logger);
  const connection = openConnection(file, {
    onDamage() {
      noteDamage(file, logger);
    },
    onFull: reserve.release,
  });
  try {
    if (version > 0) dropDamagedSettings(connection);
    if (!isKnown) assertSound(connection);
    if (version > 0 && version < newest) await makeBackup(connection, options, 'migration');
    const applied = migrate(connection, steps);
    if (applied.length > 0) logger.info('the database was migrated', { from: version, to: newest });
    return ok({ connection, reserve, notices });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** For the next start. It must not hide the error that is being thrown. */
function noteDamage(file: string, logger: Logger): void {
  try {
    suspect(file);
  } catch (error) {
    logger.warn('that the database is damaged could not be noted for the next start', { error });
  }
}

/** Read without changing the file. 0: no database yet. */
function versionIn(directory: string): number {
  const file = fileIn(directory);
  const size = onDisk(() => (existsSync(file) ? statSync(file).size : null));
  if (size === null) return 0;
  if (size === 0) {
    // Where there are backups there was a database: the empty file is what remains of it.
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

function replaceDamaged({ directory, nowMs, logger, steps = migrations }: DatabaseOptions): Notice {
  const file = fileIn(directory);
  const aside = setAside(file, nowMs);
  const backup = restoreNewest(directory, file, newestVersion(steps));
  logger.warn('the damaged database was set aside', { aside, backup: backup?.file ?? null });
  const backupAt = backup === null ? null : timeOfStamp(backup.stamp);
  return { code: 'database-damaged', facts: { aside: basename(aside), backupAt } };
}
