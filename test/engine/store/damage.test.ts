import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore, type OpenedStore } from '../../../electron/engine/store/database.ts';
import { neededCheck, suspect } from '../../../electron/engine/store/damage.ts';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, dayMs, midnight, openTestStore, passingCheck, testDirectory } from './fixtures.ts';

function ids(store: OpenedStore): readonly string[] {
  return store.monitors.all().map(({ monitor }) => monitor.id);
}

/** Overwrites pages of the file, as a failing disk does; its header stays intact. */
function damage(file: string, fromPage = 1): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, fromPage * 4_096, bytes.length - 4_096);
  writeFileSync(file, bytes);
}

async function openWith(
  directory: string,
  nowMs = midnight + dayMs,
): Promise<{ store: OpenedStore; log: readonly string[] }> {
  const logger = recordedLog();
  const opened = await openStore({ forms: storedForms, directory, nowMs, logger });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  onTestFinished(() => {
    opened.value.close();
  });
  return { store: opened.value, log: logger.lines };
}

/** One monitor in a backup of midnight, another added later. */
async function directoryWithBackup(): Promise<string> {
  const directory = testDirectory();
  const store = await openTestStore(directory);
  addMonitor(store, 'early');
  await store.backupDaily(midnight);
  addMonitor(store, 'late');
  store.close();
  return directory;
}

const destructions: readonly (readonly [what: string, destroy: (file: string) => void])[] = [
  ['was overwritten in the middle', damage],
  [
    'is no database at all',
    (file) => {
      writeFileSync(file, 'Once upon a time there was a database. '.repeat(500));
    },
  ],
  [
    'is truncated',
    (file) => {
      truncateSync(file, 10_000);
    },
  ],
  [
    'has lost its header',
    (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0, 0, 100);
      writeFileSync(file, bytes);
    },
  ],
  [
    'has other numbers in its header',
    (file) => {
      const bytes = readFileSync(file);
      // The size of a page, and the versions of reader and writer.
      bytes.fill(0xff, 16, 20);
      writeFileSync(file, bytes);
    },
  ],
  [
    'is empty where there are backups',
    (file) => {
      truncateSync(file, 0);
    },
  ],
];

describe.each(destructions)('a database that %s', (_what, destroy) => {
  test('is set aside with a date, and the newest backup is restored', async () => {
    const directory = await directoryWithBackup();
    const file = join(directory, 'vigilmon.db');
    destroy(file);
    const remains = readFileSync(file);

    const { store, log } = await openWith(directory);
    expect(ids(store)).toEqual(['early']);
    const aside = 'vigilmon.db.damaged-2026-11-23T00-00-00-000Z';
    expect(store.notices).toEqual([{ code: 'database-damaged', facts: { aside, backupAt: midnight } }]);
    expect(readFileSync(`${file}.damaged-2026-11-23T00-00-00-000Z`).equals(remains)).toBe(true);
    expect(log).toContain('error: the database is damaged');
    addMonitor(store, 'after');
    expect(ids(store)).toEqual(['early', 'after']);
  });
});

test('a write-ahead log of garbage is ignored', async () => {
  const directory = await directoryWithBackup();
  const file = join(directory, 'vigilmon.db');
  writeFileSync(`${file}-wal`, Buffer.alloc(100_000, 0xa5));
  writeFileSync(`${file}-shm`, Buffer.alloc(32_768, 0xa5));
  const { store } = await openWith(directory);
  expect(ids(store)).toEqual(['early', 'late']);
  expect(store.notices).toEqual([]);
  addMonitor(store, 'after');
  expect(ids(store)).toEqual(['early', 'late', 'after']);
});

test('the store works when backups cannot be written', async () => {
  const directory = testDirectory();
  const store = await openTestStore(directory);
  writeFileSync(join(directory, 'backups'), 'a file in the way');
  await expect(store.backupDaily(midnight)).rejects.toMatchObject({ kind: 'readonly' });
  addMonitor(store, 'after');
  store.close();
  expect(ids((await openWith(directory)).store)).toEqual(['after']);
});

test('without any backup a damaged database is replaced by a fresh one, and a notice says so', async () => {
  const directory = testDirectory();
  const before = await openTestStore(directory);
  addMonitor(before);
  before.close();
  damage(join(directory, 'vigilmon.db'));

  const { store } = await openWith(directory);
  expect(ids(store)).toEqual([]);
  expect(store.channels.all()).toHaveLength(1);
  expect(store.notices).toMatchObject([{ code: 'database-damaged', facts: { backupAt: null } }]);
});

test('a damaged backup is skipped', async () => {
  const directory = await directoryWithBackup();
  const store = await openTestStore(directory);
  await store.backupDaily(midnight + dayMs);
  store.close();
  const [newest = ''] = readdirSync(join(directory, 'backups')).toSorted().toReversed();
  damage(join(directory, 'backups', newest));
  damage(join(directory, 'vigilmon.db'));

  const restored = await openWith(directory);
  expect(ids(restored.store)).toEqual(['early']);
});

test('an intact database has no notices', async () => {
  const directory = await directoryWithBackup();
  const { store } = await openWith(directory);
  expect(store.notices).toEqual([]);
});

describe('damage found while the program runs', () => {
  test('is a StoreError, and the next start checks the whole file', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const { stream } = addMonitor(store);
    const checks = Array.from({ length: 20_000 }, (_, index) => ({
      stream,
      check: passingCheck(midnight + index * 1_000),
    }));
    store.checks.append(checks);
    await store.backupDaily(midnight);
    store.close();
    const file = join(directory, 'vigilmon.db');
    // Behind the schema, in the checks: it opens as if nothing were wrong.
    damage(file, 60);

    const met: string[] = [];
    const connection = openConnection(file, {
      onDamage() {
        met.push('damage');
        suspect(file);
      },
    });
    expect(() => connection.prepare('SELECT * FROM check_runs').all()).toThrow(
      expect.objectContaining({ kind: 'damaged' }),
    );
    connection.close();
    expect(met).toEqual(['damage']);
    expect(existsSync(`${file}.suspect`)).toBe(true);

    const again = await openWith(directory);
    expect(again.store.notices).toHaveLength(1);
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });

  test('makes the next start check the whole file if a backup found it', async () => {
    const directory = await directoryWithBackup();
    const before = await openTestStore(directory);
    const { stream } = addMonitor(before);
    before.checks.append(
      Array.from({ length: 20_000 }, (_, index) => ({ stream, check: passingCheck(midnight + index * 1_000) })),
    );
    before.close();
    const { store } = await openWith(directory);
    const file = join(directory, 'vigilmon.db');
    damage(file, 60);
    await expect(store.backupDaily(midnight + dayMs)).rejects.toMatchObject({ kind: 'damaged' });
    store.close();

    const again = await openWith(directory);
    expect(again.store.notices).toMatchObject([{ code: 'database-damaged' }]);
    expect(ids(again.store)).toEqual(['early']);
  });

  test('is cleared if the whole file is intact', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    addMonitor(store);
    store.close();
    const file = join(directory, 'vigilmon.db');
    suspect(file);
    expect(neededCheck(file)).toBe('full');
    expect(ids((await openWith(directory)).store)).toEqual(['shop-api']);
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });
});

describe('a file that the last run closed', () => {
  async function closedStore(): Promise<{ readonly directory: string; readonly file: string }> {
    const directory = await directoryWithBackup();
    return { directory, file: join(directory, 'vigilmon.db') };
  }

  test('is not checked again while no byte has changed', async () => {
    const { directory, file } = await closedStore();
    expect(neededCheck(file)).toBe('none');
    const { store } = await openWith(directory);
    expect(ids(store)).toEqual(['early', 'late']);
    addMonitor(store, 'latest');
    store.close();
    expect(neededCheck(file)).toBe('none');
  });

  test('is checked if a single byte has changed', async () => {
    const { file } = await closedStore();
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(file, bytes);
    expect(neededCheck(file)).toBe('quick');
  });

  test('is checked completely if damage was found in it', async () => {
    const { file } = await closedStore();
    suspect(file);
    expect(neededCheck(file)).toBe('full');
  });

  test('is checked if the last run could not leave a note', async () => {
    const { directory, file } = await closedStore();
    const { store, log } = await openWith(directory);
    rmSync(`${file}.closed`);
    mkdirSync(`${file}.closed`);
    store.close();
    expect(log).toContain('warn: that the database was closed could not be noted');
    rmdirSync(`${file}.closed`);
    expect(neededCheck(file)).toBe('quick');
    expect(ids((await openWith(directory)).store)).toEqual(['early', 'late']);
  });
});
