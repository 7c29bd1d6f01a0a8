/** A store on a disk that is full already when it is opened. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore, type OpenedStore } from '../../../electron/engine/store/database.ts';
import { StoreError } from '../../../electron/engine/store/store-error.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, midnight } from './fixtures.ts';

const mebibytes = 8;
const trial = mountSmallDisk(mebibytes);
trial?.remove();
const reason = trial === null ? ' (skipped: no disk can be mounted here)' : '';

async function open(directory: string): Promise<OpenedStore> {
  const opened = await openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

test.skipIf(trial === null)(
  `a database without its write-ahead log is read on a full disk, and written as soon as there is room${reason}`,
  async () => {
    const disk = mountSmallDisk(mebibytes);
    if (disk === null) throw new Error('the trial could be mounted');
    onTestFinished(disk.remove);
    const directory = join(disk.path, 'data');
    const first = await open(directory);
    const { key } = addMonitor(first);
    first.close();
    disk.fill();

    // The first start uses up what is in reserve.
    (await open(directory)).close();
    disk.fill();
    const store = await open(directory);
    onTestFinished(() => {
      store.close();
    });
    const [record] = store.monitors.all();
    expect(record).toMatchObject({ key });
    if (record === undefined) return;
    const write = (): void =>
      store.transaction(() => {
        for (let since = 0; since < 500; since += 1) store.monitors.saveTracking(key, { ...record.tracking, since });
        store.monitors.update(key, { ...record.monitor, notes: 'x'.repeat(100_000) });
      });
    expect(write).toThrow(StoreError);
    expect(store.openMemoryStore().incidents.openOnes()).toEqual([]);

    disk.free();
    write();
    store.close();
    const database = new Sqlite(join(directory, 'vigilmon.db'), { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.prepare('SELECT since FROM tracking').pluck().get()).toBe(499);
    database.close();
  },
);
