/** A full disk, a real one where root may mount one: the reserve keeps room for what matters. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OpenedStore } from '../../../electron/engine/store/database.ts';
import { openReserve, reserveBytes } from '../../../electron/engine/store/reserve.ts';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import { isWriteRefusal, StoreError } from '../../../electron/engine/store/store-error.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { addMonitor, midnight, newAlert, openTestConnection, openTestStore, testDirectory } from './fixtures.ts';

const trial = mountSmallDisk(1);
trial?.remove();
const skipped = trial === null ? ' (skipped: no disk can be mounted here)' : '';

function smallDisk(): SmallDisk {
  const disk = mountSmallDisk(8);
  if (disk === null) throw new Error('the trial could be mounted');
  onTestFinished(disk.remove);
  return disk;
}

/** Adds monitors until the store refuses one. @returns the refusal. */
function addUntilRefused(store: OpenedStore): unknown {
  for (let count = 0; count < 20_000; count += 1) {
    try {
      addMonitor(store, `filler-${String(count)}`);
    } catch (error) {
      return error;
    }
  }
  throw new Error('the disk never got full');
}

describe('the reserve', () => {
  test('is written with the database, not sparse', async () => {
    const directory = testDirectory();
    await openTestStore(directory);
    const { size, blocks } = statSync(join(directory, 'vigilmon.reserve'));
    expect(size).toBe(reserveBytes);
    if (process.platform !== 'win32') expect(blocks * 512).toBeGreaterThanOrEqual(reserveBytes);
  });

  test('that a crash has left incomplete is written again', () => {
    const directory = testDirectory();
    const file = join(directory, 'vigilmon.reserve');
    writeFileSync(file, 'half');
    const reserve = openReserve(directory, recordedLog());
    expect(reserve.release()).toBe(false);
    reserve.refill();
    expect(statSync(file).size).toBe(reserveBytes);
    expect(reserve.release()).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(reserve.release()).toBe(false);
  });

  test.skipIf(trial === null)(`lets the write succeed that finds the disk full${skipped}`, async () => {
    const disk = smallDisk();
    const store = await openTestStore(join(disk.path, 'data'));
    const reserve = join(disk.path, 'data', 'vigilmon.reserve');
    const { stream } = addMonitor(store);
    disk.fill();

    let added = 0;
    while (existsSync(reserve) && added < 20_000) {
      store.transaction(() => {
        store.spans.begin(stream, added % 2 === 0 ? 'down' : 'up', midnight + added);
        store.outbox.add([newAlert(`incident:${String(added)}`)], midnight);
      });
      added += 1;
    }
    expect(existsSync(reserve)).toBe(false);
    expect(store.outbox.due(midnight, 20_000)).toHaveLength(added);
  });

  test.skipIf(trial === null)(`is refilled when there is room again, not before${skipped}`, async () => {
    const disk = smallDisk();
    const store = await openTestStore(join(disk.path, 'data'));
    const reserve = join(disk.path, 'data', 'vigilmon.reserve');
    disk.fill();
    const refusal = addUntilRefused(store);
    expect(isWriteRefusal(refusal) && refusal.kind).toBe('full');
    store.maintain(0, midnight);
    expect(existsSync(reserve)).toBe(false);

    disk.free();
    store.maintain(0, midnight);
    expect(statSync(reserve).size).toBe(reserveBytes);
    addMonitor(store, 'after');
  });
});

describe('a database that another program has locked', () => {
  test('is read as ever, and refuses writes as busy until the lock is released', () => {
    const file = join(testDirectory(), 'vigilmon.db');
    const { connection, store } = openTestConnection(file);
    addMonitor(store);
    const other = openConnection(file);
    other.exec('BEGIN IMMEDIATE');
    expect(connection.reading(() => store.monitors.all())).toHaveLength(1);
    const refusals = [() => store.settings.setAliveAt(midnight), () => addMonitor(store, 'late')].map((write) => {
      try {
        write();
        return null;
      } catch (error) {
        return isWriteRefusal(error) ? error.kind : error;
      }
    });
    expect(refusals).toEqual(['busy', 'busy']);
    other.exec('ROLLBACK');
    other.close();
    addMonitor(store, 'late');
  });

  test('keeps a write waiting for less than 20 ms', () => {
    const { connection } = openTestConnection(join(testDirectory(), 'vigilmon.db'));
    expect(connection.pragma('busy_timeout')).toBeLessThan(20);
  });
});

test('a write that cannot succeed later is no refusal', () => {
  expect(['full', 'busy', 'readonly', 'disk', 'damaged', 'unreadable', 'migration'] as const).toSatisfy(
    (kinds: readonly StoreError['kind'][]) =>
      kinds.filter((kind) => isWriteRefusal(new StoreError(kind, null))).join() === 'full,busy,readonly,disk',
  );
  expect(isWriteRefusal(new Error('a bug'))).toBe(false);
});
