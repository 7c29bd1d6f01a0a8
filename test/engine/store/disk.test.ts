import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import { openConnection, openReadonly } from '../../../electron/engine/store/sqlite.ts';
import { asStoreError, StoreError } from '../../../electron/engine/store/store-error.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import {
  addMonitor,
  midnight,
  newAlert,
  openTestConnection,
  openTestStore,
  passingCheck,
  testDirectory,
} from './fixtures.ts';
import { worded } from '../../support/worded.ts';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';

const open = (directory: string): ReturnType<typeof openStore> =>
  openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog() });

/** The kind of the StoreError that `body` throws; null: none. */
function refusalOf(body: () => unknown): string | null {
  try {
    body();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error.kind;
    throw error;
  }
}

describe.skipIf(process.platform === 'win32')('everything in the data directory', () => {
  test('is private to its owner, whatever the umask', async () => {
    const before = process.umask(0);
    onTestFinished(() => {
      process.umask(before);
    });
    const directory = join(testDirectory(), 'a', 'b');
    const store = await openTestStore(directory);
    await store.backupDaily(midnight);
    const modes = readdirSync(directory, { withFileTypes: true, recursive: true }).map((entry) => {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      return [entry.name, mode.toString(8), entry.isDirectory() ? '700' : '600'];
    });
    expect(modes.map(([name]) => name)).toEqual(
      expect.arrayContaining(['vigilmon.db', 'vigilmon.db-wal', 'vigilmon.lock', 'vigilmon.pid', 'backups']),
    );
    for (const [name, mode, wanted] of modes)
      expect(`${String(name)} ${String(mode)}`).toBe(`${String(name)} ${String(wanted)}`);
    expect((statSync(directory).mode & 0o777).toString(8)).toBe('700');
  });

  test('becomes private again if it was opened to others, but an existing directory keeps its mode', async () => {
    const directory = join(testDirectory(), 'shared');
    mkdirSync(directory);
    chmodSync(directory, 0o755);
    (await openTestStore(directory)).close();
    chmodSync(join(directory, 'vigilmon.db'), 0o644);
    await openTestStore(directory);
    expect((statSync(join(directory, 'vigilmon.db')).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(directory).mode & 0o777).toString(8)).toBe('755');
  });
});

describe('a full disk', () => {
  test('is a StoreError and changes nothing, and writing continues when there is space again', () => {
    const { connection, store } = openTestConnection(join(testDirectory(), 'vigilmon.db'));
    const { stream } = addMonitor(store);
    const batch = (from: number): { stream: number; check: ReturnType<typeof passingCheck> }[] =>
      Array.from({ length: 2_000 }, (_, index) => ({ stream, check: passingCheck(midnight + (from + index) * 1_000) }));
    store.checks.append(batch(0));
    // SQLite's own limit fails like a full disk, in the same places.
    connection.pragma(`max_page_count = ${String(connection.pragma('page_count'))}`);

    expect(
      refusalOf(() =>
        connection.transaction(() => {
          store.outbox.add([newAlert('incident:1')], midnight);
          store.checks.append(batch(2_000));
        }),
      ),
    ).toBe('full');
    expect(recentChecks(store.checks.recent(stream, 5_000))).toHaveLength(2_000);
    expect(store.outbox.page({ limit: 9 }).items).toEqual([]);
    expect(connection.pragma('integrity_check')).toBe('ok');

    connection.pragma('max_page_count = 1000000');
    store.checks.append(batch(2_000));
    expect(recentChecks(store.checks.recent(stream, 5_000))).toHaveLength(4_000);
  });
});

describe('a directory that cannot be used', () => {
  test('is an error that names it, and nothing stays locked', async () => {
    const directory = testDirectory();
    const inTheWay = join(directory, 'file');
    writeFileSync(inTheWay, '');
    const refused = worded(await open(join(inTheWay, 'data')));
    expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(refused.ok ? '' : refused.error.message).toContain(
      `${join(inTheWay, 'data')}: the data directory is not writable`,
    );
    await openTestStore(directory);
  });

  // Root may write anywhere.
  test.skipIf(process.getuid?.() === 0)('because it is read-only is not reported as a full disk', async () => {
    const directory = testDirectory();
    chmodSync(directory, 0o500);
    const refused = worded(await open(directory));
    chmodSync(directory, 0o700);
    expect(refused.ok ? '' : refused.error.message).toContain('the data directory is not writable');
    await openTestStore(directory);
  });

  test('is locked even if the process id cannot be written', async () => {
    const directory = testDirectory();
    const pidFile = join(directory, 'vigilmon.pid');
    mkdirSync(pidFile);
    const store = await openTestStore(directory);
    expect(await open(directory)).toMatchObject({
      ok: false,
      error: { reason: { code: 'directory-in-use', facts: { pid: null } } },
    });
    store.close();
    rmdirSync(pidFile);
    await openTestStore(directory);
  });

  test('is unlocked if the database cannot be opened', async () => {
    const directory = testDirectory();
    mkdirSync(join(directory, 'vigilmon.db'));
    expect(await open(directory)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(existsSync(join(directory, 'vigilmon.pid'))).toBe(false);
  });
});

test('writing to a read-only database is a StoreError', () => {
  const file = join(testDirectory(), 'vigilmon.db');
  openTestConnection(file);
  const reader = openReadonly(file);
  expect(refusalOf(() => reader.exec('DELETE FROM rules'))).toBe('readonly');
  reader.close();
});

test('a database locked by another program is busy, not lost', () => {
  const file = join(testDirectory(), 'vigilmon.db');
  const { store } = openTestConnection(file);
  const other = openConnection(file);
  const busy = other.transaction(() => {
    other.exec('DELETE FROM settings');
    return refusalOf(() => {
      store.settings.setAliveAt(midnight);
    });
  });
  other.close();
  expect(busy).toBe('busy');
  store.settings.setAliveAt(midnight);
  expect(store.settings.aliveAt()).toBe(midnight);
});

describe('an error', () => {
  test.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'readonly'],
    ['EACCES', 'readonly'],
    ['EIO', 'disk'],
    ['SQLITE_IOERR_WRITE', 'disk'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_CORRUPT_INDEX', 'damaged'],
    ['SQLITE_NOTADB', 'damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_READONLY_DBMOVED', 'readonly'],
  ])('of code %s is of kind %s', (code, kind) => {
    expect(asStoreError(Object.assign(new Error(code), { code }))).toMatchObject({ name: 'StoreError', kind });
  });

  test.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'ENOENT'])('of code %s is a bug', (code) => {
    const error = Object.assign(new Error(code), { code });
    expect(asStoreError(error)).toBe(error);
  });

  test('keeps its cause and is not wrapped twice', () => {
    const cause = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    const error = asStoreError(cause);
    expect(error).toMatchObject({ cause });
    expect(asStoreError(error)).toBe(error);
  });
});
