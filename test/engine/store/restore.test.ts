import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Backup } from '../../../electron/contract/model/program.ts';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore, type OpenedStore } from '../../../electron/engine/store/database.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import type { Migration } from '../../../electron/engine/store/migrations/migration.ts';
import { openReadonly } from '../../../electron/engine/store/sqlite.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, dayMs, midnight, newAlert, openTestStore, testDirectory } from './fixtures.ts';

const idsIn = (store: OpenedStore): readonly string[] => store.monitors.all().map(({ monitor }) => monitor.id);
const leftOvers = (directory: string): readonly string[] =>
  readdirSync(directory).filter((name) => name.startsWith('restoring-'));

async function reopen(directory: string, steps?: readonly Migration[]): Promise<OpenedStore> {
  const opened = await openStore({
    forms: storedForms,
    directory,
    nowMs: midnight + 2 * dayMs,
    logger: recordedLog(),
    steps,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  onTestFinished(() => {
    opened.value.close();
  });
  return opened.value;
}

function first(backups: readonly Backup[]): Backup {
  const [backup] = backups;
  if (backup === undefined) throw new Error('there is no backup');
  return backup;
}

/** One monitor in a backup of midnight, another one after it. */
async function withBackup(directory: string): Promise<{ readonly store: OpenedStore; readonly backup: Backup }> {
  const store = await openTestStore(directory);
  addMonitor(store, 'early');
  await store.backupDaily(midnight);
  addMonitor(store, 'late');
  return { store, backup: first(store.backups()) };
}

describe('the list of backups', () => {
  test('has the time, reason and size of each, newest first', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    await store.backup(join(directory, 'backups', 'vigilmon-2026-11-22T10-15-00-250Z.db'));
    writeFileSync(join(directory, 'backups', 'notes.txt'), 'mine');
    expect(store.backups()).toEqual([
      {
        file: join(directory, 'backups', 'vigilmon-2026-11-22T10-15-00-250Z.db'),
        at: Date.UTC(2026, 10, 22, 10, 15, 0, 250),
        bytes: statSync(join(directory, 'backups', 'vigilmon-2026-11-22T10-15-00-250Z.db')).size,
        reason: 'asked',
      },
      backup,
    ]);
    expect(backup).toMatchObject({ at: midnight, reason: 'daily' });
  });

  test('is empty without any backup', async () => {
    expect((await openTestStore()).backups()).toEqual([]);
  });
});

describe('restoring a backup', () => {
  test('changes nothing until the next start, which first backs up the current database', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    expect(await store.restore(backup.file)).toEqual({ ok: true, value: null });
    expect(store.waitingRestore()).toMatchObject({ file: backup.file, at: midnight, reason: 'daily' });
    expect(idsIn(store)).toEqual(['early', 'late']);
    addMonitor(store, 'latest');
    store.close();

    const restored = await reopen(directory);
    expect(idsIn(restored)).toEqual(['early']);
    expect(restored.waitingRestore()).toBeNull();
    expect(leftOvers(directory)).toEqual([]);
    const kept = first(restored.backups());
    expect(kept).toMatchObject({ at: midnight + 2 * dayMs, reason: 'restore' });
    const replaced = { is: 'kept', file: 'backups/vigilmon-restore-2026-11-24T00-00-00-000Z.db' };
    expect(restored.notices).toEqual([{ code: 'backup-restored', facts: { backupAt: midnight, replaced } }]);

    expect((await restored.restore(kept.file)).ok).toBe(true);
    restored.close();
    const back = await openStore({ forms: storedForms, directory, nowMs: midnight + 3 * dayMs, logger: recordedLog() });
    if (!back.ok) throw new Error(JSON.stringify(back.error));
    expect(idsIn(back.value)).toEqual(['early', 'late', 'latest']);
    back.value.close();
  });

  test('can be cancelled, and choosing another backup replaces the first choice', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    await store.backupDaily(midnight + dayMs);
    const newer = first(store.backups());
    await store.restore(backup.file);
    await store.restore(newer.file);
    expect(store.waitingRestore()?.file).toBe(newer.file);
    expect(leftOvers(directory)).toHaveLength(1);
    await store.restore(null);
    expect(store.waitingRestore()).toBeNull();
    store.close();
    expect(idsIn(await reopen(directory))).toEqual(['early', 'late']);
  });

  test('cancels messages that were pending when the backup was made', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    store.outbox.add([newAlert('incident:1')], midnight);
    await store.backupDaily(midnight);
    await store.restore(first(store.backups()).file);
    store.close();
    const restored = await reopen(directory);
    expect(restored.outbox.due(midnight + 3 * dayMs, 10)).toEqual([]);
    expect(restored.outbox.page({ limit: 10 }).items).toMatchObject([{ status: 'cancelled' }]);
  });

  test('continues after a crash that left the write-ahead log of the old database', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    await store.restore(backup.file);
    const log = readFileSync(join(directory, 'vigilmon.db-wal'));
    store.close();
    rmSync(join(directory, 'vigilmon.db'));
    writeFileSync(join(directory, 'vigilmon.db-wal'), log);
    const [waiting = ''] = leftOvers(directory);
    writeFileSync(join(directory, `${waiting}.partial`), 'half of it');

    const restored = await reopen(directory);
    expect(idsIn(restored)).toEqual(['early']);
    expect(restored.notices).toMatchObject([{ code: 'backup-restored', facts: { replaced: { is: 'missing' } } }]);
    expect(leftOvers(directory)).toEqual([]);
  });

  test('sets the current database aside if it is damaged', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    await store.restore(backup.file);
    store.close();
    writeFileSync(join(directory, 'vigilmon.db'), 'Once upon a time there was a database. '.repeat(500));
    const restored = await reopen(directory);
    expect(idsIn(restored)).toEqual(['early']);
    const file = expect.stringMatching(/^vigilmon\.db\.damaged-/u) as unknown;
    expect(restored.notices).toMatchObject([{ facts: { replaced: { is: 'damaged', file } } }]);
  });

  test('that the disk prevents changes nothing and is tried again at the next start', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    await store.restore(backup.file);
    store.close();
    const inTheWay = join(directory, 'backups', 'vigilmon-restore-2026-11-24T00-00-00-000Z.db');
    mkdirSync(inTheWay);
    const same = await reopen(directory);
    expect(idsIn(same)).toEqual(['early', 'late']);
    expect(same.waitingRestore()?.file).toBe(backup.file);
    expect(same.notices).toMatchObject([{ code: 'restore-failed', facts: { backupAt: midnight } }]);
    same.close();
    rmdirSync(inTheWay);
    expect(idsIn(await reopen(directory))).toEqual(['early']);
  });
});

describe('a backup that cannot be restored is refused at once:', () => {
  test('one that is not in the list', async () => {
    const directory = testDirectory();
    const { store } = await withBackup(directory);
    for (const file of ['/etc/passwd', join(directory, 'vigilmon.db'), join(directory, 'backups', '..', 'vigilmon.db')])
      expect(await store.restore(file)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(leftOvers(directory)).toEqual([]);
  });

  test('a damaged one, and a waiting one keeps waiting', async () => {
    const directory = testDirectory();
    const { store, backup } = await withBackup(directory);
    await store.restore(backup.file);
    await store.backupDaily(midnight + dayMs);
    const newest = first(store.backups());
    writeFileSync(newest.file, 'no database at all, only text. '.repeat(1_000));
    expect(await store.restore(newest.file)).toMatchObject({
      ok: false,
      error: { reason: { code: 'backup-damaged' } },
    });
    writeFileSync(newest.file, '');
    expect(await store.restore(newest.file)).toMatchObject({ ok: false, error: { reason: { code: 'backup-empty' } } });
    expect(store.waitingRestore()?.file).toBe(backup.file);
    expect(leftOvers(directory)).toHaveLength(1);
  });

  test('one of a newer version', async () => {
    const directory = testDirectory();
    const next: Migration = { version: migrations.length + 1, apply: () => undefined };
    const newer = await reopen(directory, [...migrations, next]);
    await newer.backupDaily(midnight);
    const [backup] = newer.backups();
    newer.close();
    const elsewhere = testDirectory();
    const store = await openTestStore(elsewhere);
    await store.backupDaily(midnight);
    const target = first(store.backups());
    writeFileSync(target.file, readFileSync(backup?.file ?? ''));
    expect(await store.restore(target.file)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
});

test.skipIf(process.platform === 'win32')('the waiting copy is private and a single file', async () => {
  const directory = testDirectory();
  const { store, backup } = await withBackup(directory);
  await store.restore(backup.file);
  const [name = ''] = leftOvers(directory);
  expect(leftOvers(directory)).toHaveLength(1);
  expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  const copy = openReadonly(join(directory, name));
  expect(copy.pragma('journal_mode')).toBe('delete');
  copy.close();
  expect(existsSync(backup.file)).toBe(true);
});
