/**
 * Prepares the database of a directory for use: one of a newer version is refused untouched, a damaged one is set aside
 * and the newest intact backup restored, an older one is backed up and migrated. Before all that, a backup that a user
 * chose replaces it.
 */
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Notice } from '../../contract/notices.ts';
import { refused, type Outcome, type StoreTrouble } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { Logger } from '../ports.ts';
import { timeOfStamp } from './backup-stamp.ts';
import { listBackups, makeBackup, removeUnfinished, type Backup } from './backups.ts';
import { assertSound, clearSuspicion, neededCheck, removeDatabase, setAside, suspect, type Check } from './damage.ts';
import { examination, examineEssentials, type Examine } from './examination.ts';
import { identify, type Identity } from './identity.ts';
import { lostNotices, newestBackupAt, rememberLost } from './lost-database.ts';
import { migrate, newestVersion } from './migrate.ts';
import { migrations } from './migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { carryOutRestore } from './restore.ts';
import { createPrivateFile } from './private-files.ts';
import type { StoredForms } from './repositories.ts';
import { openReserve, type Reserve } from './reserve.ts';
import { openConnection, openReadonly, type Connection } from './sqlite.ts';
import { dropDamagedSettings } from './settings-repository.ts';
import { onDisk, StoreError } from './store-error.ts';

export interface DatabaseOptions {
  readonly directory: string;
  readonly nowMs: number;
  readonly logger: Logger;
  readonly forms: StoredForms;
  /** Steps to the newest schema; all migrations if absent. */
  readonly steps?: readonly Migration[] | undefined;
  /** Found by a reader of the database, which is therefore replaced. */
  readonly damage?: StoreError | undefined;
}

export interface OpenedDatabase {
  readonly connection: Connection;
  readonly reserve: Reserve;
  /** Why nothing can be written; null: it can. */
  readonly trouble: StoreTrouble | null;
  /** Call it after closing the connection. */
  readonly cleanUp: () => void;
  /** What the user should know, such as that data was lost. */
  readonly notices: readonly Notice[];
  /** Examines the rows that the start has not examined; null: the file is known to be intact. */
  readonly examine: Examine | null;
}

export async function openDatabase(options: DatabaseOptions): Promise<Outcome<OpenedDatabase>> {
  const { directory, logger, damage } = options;
  tidyBackups(directory, logger);
  const restored = await carryOutRestore(fileIn(directory), options);
  try {
    if (damage !== undefined) throw damage;
    return withNotice(await openPresent(options), restored);
  } catch (error) {
    if (!isDamage(error)) throw error;
    logger.error('the database is damaged', { error });
    return withNotice(ok(await replaceDamaged(options)), restored);
  }
}

function withNotice(outcome: Outcome<OpenedDatabase>, notice: Notice | null): Outcome<OpenedDatabase> {
  if (!outcome.ok || notice === null) return outcome;
  return ok({ ...outcome.value, notices: [notice, ...outcome.value.notices] });
}

function isDamage(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind === 'damaged';
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

export function fileIn(directory: string): string {
  return join(directory, 'vigilmon.db');
}

async function openPresent(options: DatabaseOptions): Promise<Outcome<OpenedDatabase>> {
  const { directory, nowMs, logger, steps = migrations } = options;
  const newest = newestVersion(steps);
  const present = presentIn(directory, newest);
  switch (present.is) {
    case 'ours': {
      const { version } = present;
      if (version > newest) return refused('newer-database', { directory, version, newest });
      const opened = await openSound(options, version, neededCheck(fileIn(directory)));
      return ok({ ...opened, notices: lostNotices(opened.connection, directory) });
    }
    case 'empty':
      return ok(await openFresh(options));
    case 'missing':
      return ok(await openAfterLoss(options, null));
    case 'foreign': {
      const aside = setAside(fileIn(directory), nowMs, 'foreign');
      logger.warn('a file of another program was in the place of the database and was set aside', { aside });
      return ok(await openAfterLoss(options, basename(aside)));
    }
  }
}

/** Read without changing the file. `missing`: no database, but backups of one. */
function presentIn(directory: string, newest: number): Identity | { readonly is: 'missing' } {
  const file = fileIn(directory);
  const size = onDisk(() => (existsSync(file) ? statSync(file).size : null));
  if (size === null || size === 0) {
    if (!hasBackups(directory)) return { is: 'empty' };
    // An empty file is what remains of a database.
    if (size === 0) throw new StoreError('damaged', new Error('the file is empty'));
    return { is: 'missing' };
  }
  try {
    return identified(openReadonly(file), newest);
  } catch (error) {
    // On a full disk there may be no room to read the file while others may as well.
    if (error instanceof StoreError && error.kind === 'full') return identified(openConnection(file), newest);
    throw error;
  }
}

function identified(connection: Connection, newest: number): Identity {
  try {
    return identify(connection, newest);
  } finally {
    connection.close();
  }
}

/** Of a folder that cannot be used the log has a warning already. */
function hasBackups(directory: string): boolean {
  try {
    return listBackups(directory).length > 0;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return false;
  }
}

function openFresh(options: DatabaseOptions): Promise<OpenedDatabase> {
  onDisk(() => {
    createPrivateFile(fileIn(options.directory));
  });
  return openSound(options, 0, 'none');
}

/** @param aside the foreign file; null: none. */
async function openAfterLoss(options: DatabaseOptions, aside: string | null): Promise<OpenedDatabase> {
  const opened = await openFresh(options);
  const backupAt = newestBackupAt(options.directory);
  if (backupAt !== null) rememberLost(opened.connection, backupAt);
  if (aside !== null) return { ...opened, notices: [{ code: 'database-foreign', facts: { aside, backupAt } }] };
  return { ...opened, notices: lostNotices(opened.connection, options.directory) };
}

/** @param version 0: a file without a schema. */
async function openSound(options: DatabaseOptions, version: number, check: Check): Promise<OpenedDatabase> {
  const { directory, logger, forms } = options;
  const file = fileIn(directory);
  onDisk(() => {
    createPrivateFile(file);
  });
  const reserve = openReserve(directory, logger);
  const connection = openConnection(file, {
    onDamage() {
      noteDamage(file, logger);
    },
    onFull: reserve.release,
  });
  try {
    if (version > 0) dropDamagedSettings(connection);
    await bringUpToDate(connection, options, { version, check });
    examineAtStart(connection, forms, check);
    clearSuspicion(file);
    const isExamined = check === 'none' || check === 'full';
    const examine = isExamined ? null : suspecting(examination(connection, forms), file);
    return { connection, reserve, examine, trouble: null, cleanUp: () => undefined, notices: [] };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function bringUpToDate(
  connection: Connection,
  options: DatabaseOptions,
  { version, check }: { readonly version: number; readonly check: Check },
): Promise<void> {
  const { logger, steps = migrations } = options;
  const newest = newestVersion(steps);
  const isOld = version > 0 && version < newest;
  // A migration relies on valid rows, however long the check takes.
  assertSound(connection, isOld && check === 'later' ? 'quick' : check);
  if (isOld) await makeBackup(connection, options, 'migration');
  const applied = migrate(connection, steps);
  if (applied.length > 0) logger.info('the database was migrated', { from: version, to: newest });
}

function examineAtStart(connection: Connection, forms: StoredForms, check: Check): void {
  if (check === 'quick') examineEssentials(connection, forms);
  if (check !== 'full') return;
  const examine = examination(connection, forms);
  while (examine());
}

function suspecting(examine: Examine, file: string): Examine {
  return () => {
    try {
      return examine();
    } catch (error) {
      if (isDamage(error)) suspect(file);
      throw error;
    }
  };
}

/** For the next start. It must not hide the error that is being thrown. */
function noteDamage(file: string, logger: Logger): void {
  try {
    suspect(file);
  } catch (error) {
    logger.warn('that the database is damaged could not be noted for the next start', { error });
  }
}

async function replaceDamaged(options: DatabaseOptions): Promise<OpenedDatabase> {
  const { directory, nowMs, logger } = options;
  const aside = setAside(fileIn(directory), nowMs);
  const restored = await restoreNewest(options);
  logger.warn('the damaged database was set aside', { aside, backup: restored?.backup.file ?? null });
  const backupAt = restored === null ? null : timeOfStamp(restored.backup.stamp);
  const opened = restored?.opened ?? (await openFresh(options));
  return { ...opened, notices: [{ code: 'database-damaged', facts: { aside: basename(aside), backupAt } }] };
}

interface Restored {
  readonly backup: Backup;
  readonly opened: OpenedDatabase;
}

/** @returns null: there is no backup, or none is intact. */
async function restoreNewest(options: DatabaseOptions): Promise<Restored | null> {
  for (const backup of listBackups(options.directory)) {
    const opened = await openBackup(options, backup);
    if (opened !== null) return { backup, opened };
    removeDatabase(fileIn(options.directory));
  }
  return null;
}

/** @returns null: it is not intact, or of no use to this program. */
async function openBackup(options: DatabaseOptions, backup: Backup): Promise<OpenedDatabase | null> {
  const { directory, steps = migrations } = options;
  const file = fileIn(directory);
  const newest = newestVersion(steps);
  try {
    onDisk(() => {
      createPrivateFile(file);
      copyFileSync(backup.file, file);
    });
    const present = presentIn(directory, newest);
    if (present.is !== 'ours' || present.version > newest) return null;
    return await openSound(options, present.version, 'quick');
  } catch (error) {
    if (!isDamage(error)) throw error;
    options.logger.warn('a backup is damaged', { file: backup.file, error });
    return null;
  }
}
