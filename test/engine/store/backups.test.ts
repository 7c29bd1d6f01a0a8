import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openReadonly } from '../../../electron/engine/store/sqlite.ts';
import { StoreError } from '../../../electron/engine/store/store-error.ts';
import { addMonitor, dayMs, hourMs, midnight, openTestStore, passingCheck, testDirectory } from './fixtures.ts';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';

function backupsIn(directory: string): readonly string[] {
  return readdirSync(join(directory, 'backups')).toSorted();
}

describe('the daily backup', () => {
  test('is made once a day', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    await store.backupDaily(midnight);
    await store.backupDaily(midnight + 23 * hourMs);
    await store.backupDaily(midnight + dayMs);
    expect(backupsIn(directory)).toEqual([
      'vigilmon-daily-2026-11-22T00-00-00-000Z.db',
      'vigilmon-daily-2026-11-23T00-00-00-000Z.db',
    ]);
  });

  test('is kept for seven days, and requested backups and other files are never removed', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    await store.backup(join(directory, 'backups', 'vigilmon-2026-01-01T00-00-00-000Z.db'));
    writeFileSync(join(directory, 'backups', 'notes.txt'), 'mine');
    for (let day = 0; day < 10; day += 1) await store.backupDaily(midnight + day * dayMs);
    const dailies = ['11-25', '11-26', '11-27', '11-28', '11-29', '11-30', '12-01'];
    expect(backupsIn(directory)).toEqual([
      'notes.txt',
      'vigilmon-2026-01-01T00-00-00-000Z.db',
      ...dailies.map((day) => `vigilmon-daily-2026-${day}T00-00-00-000Z.db`),
    ]);
  });
});

describe('a backup', () => {
  test('is a single file with everything committed', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const { stream } = addMonitor(store);
    store.checks.append([{ stream, check: passingCheck(midnight) }]);
    const file = join(directory, 'backups', 'mine.db');
    await store.backup(file);
    expect(backupsIn(directory)).toEqual(['mine.db']);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const backup = openReadonly(file);
    expect(backup.pragma('journal_mode')).toBe('delete');
    expect(backup.prepare<[], { readonly runs: number }>('SELECT count(*) AS runs FROM check_runs').get()).toEqual({
      runs: 1,
    });
    backup.close();
  });

  test('is complete and consistent while the program keeps writing', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const { stream } = addMonitor(store);
    const batch = (from: number, count: number): void => {
      store.checks.append(
        Array.from({ length: count }, (_, index) => ({
          stream,
          check: passingCheck(midnight + (from + index) * 1_000),
        })),
      );
    };
    batch(0, 50_000);
    const file = join(directory, 'backup.db');
    const making = store.backup(file);
    batch(50_000, 5_000);
    await making;
    const backup = openReadonly(file);
    expect(backup.pragma('integrity_check')).toBe('ok');
    backup.close();
    expect(recentChecks(store.checks.recent(stream, 1))).toMatchObject([{ at: midnight + 54_999_000 }]);
  });

  test('fails if the store is closed meanwhile, and leaves nothing behind', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const { stream } = addMonitor(store);
    const checks = Array.from({ length: 50_000 }, (_, index) => ({
      stream,
      check: passingCheck(midnight + index * 1_000),
    }));
    store.checks.append(checks);
    const making = store.backup(join(directory, 'backups', 'mine.db'));
    store.close();
    await expect(making).rejects.toThrow();
    expect(backupsIn(directory)).toEqual([]);
    await openTestStore(directory);
  });

  test('cut short by a crash is removed at the next start', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    await store.backupDaily(midnight);
    store.close();
    const [whole = ''] = backupsIn(directory);
    writeFileSync(join(directory, 'backups', 'vigilmon-daily-2026-11-23T00-00-00-000Z.db.partial'), 'half');
    await openTestStore(directory);
    expect(backupsIn(directory)).toEqual([whole]);
  });

  test('that cannot be written throws a StoreError and leaves nothing behind', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const inTheWay = join(directory, 'in-the-way');
    writeFileSync(inTheWay, '');
    await expect(store.backup(join(inTheWay, 'backup.db'))).rejects.toBeInstanceOf(StoreError);
    expect(existsSync(join(inTheWay, 'backup.db'))).toBe(false);
    addMonitor(store);
    expect(store.monitors.all()).toHaveLength(1);
  });
});
