/** Starts on a real read-only disk, where root may mount one. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { openTestEngine, valueOf } from '../../support/test-engine.ts';
import { addMonitor, midnight, openTestStore, testDirectory } from './fixtures.ts';

const trial = mountSmallDisk(1);
trial?.remove();
const skipped = trial === null ? ' (skipped: no disk can be mounted here)' : '';

interface Filled {
  readonly disk: SmallDisk;
  readonly directory: string;
}

/** A database that was not closed: its rows are in the write-ahead log, as after a power cut. */
async function filledDisk(): Promise<Filled> {
  const source = testDirectory();
  const store = await openTestStore(source);
  addMonitor(store, 'shop');
  const disk = mountSmallDisk(8);
  if (disk === null) throw new Error('the trial could be mounted');
  onTestFinished(disk.remove);
  for (const name of ['vigilmon.db', 'vigilmon.db-wal', 'vigilmon.lock']) {
    cpSync(join(source, name), join(disk.path, name));
  }
  return { disk, directory: disk.path };
}

describe.skipIf(trial === null)(`a start${skipped}`, () => {
  test('on a read-only disk reads what is stored, and refuses writes', async () => {
    const { disk, directory } = await filledDisk();
    disk.setReadonly(true);
    const place = testDirectory();
    vi.stubEnv('TMPDIR', place);
    onTestFinished(() => void vi.unstubAllEnvs());
    const store = await openTestStore(directory);
    expect(store.trouble).toBe('readonly');
    expect(store.reading(() => store.monitors.all()).map(({ monitor }) => monitor.id)).toEqual(['shop']);
    expect(() => addMonitor(store, 'late')).toThrow(expect.objectContaining({ kind: 'readonly' }));
    store.maintain(0, midnight);
    expect(readdirSync(place)).toHaveLength(1);
    store.close();
    expect(readdirSync(place)).toEqual([]);
  });

  test('on a read-only disk writes to the database as soon as that is possible, and locks it', async () => {
    const { disk, directory } = await filledDisk();
    disk.setReadonly(true);
    const store = await openTestStore(directory);
    disk.setReadonly(false);
    addMonitor(store, 'late');
    expect(store.monitors.all().map(({ monitor }) => monitor.id)).toEqual(['shop', 'late']);
    const options = { forms: storedForms, directory, nowMs: midnight, logger: recordedLog() };
    expect(await openStore(options)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    store.close();

    const again = await openTestStore(directory);
    expect(again.trouble).toBeNull();
    expect(again.monitors.all()).toHaveLength(2);
  });

  test('on a read-only disk does not write to a database that another program has changed since', async () => {
    const { disk, directory } = await filledDisk();
    disk.setReadonly(true);
    const store = await openTestStore(directory);
    disk.setReadonly(false);
    const other = await openTestStore(directory);
    addMonitor(other, 'foreign');
    expect(() => addMonitor(store, 'late')).toThrow(expect.objectContaining({ kind: 'readonly' }));
    other.close();
    expect(() => addMonitor(store, 'late')).toThrow(expect.objectContaining({ kind: 'readonly' }));
    expect(store.monitors.all().map(({ monitor }) => monitor.id)).toEqual(['shop']);
  });

  test('on a read-only disk runs the engine, which says so', async () => {
    const { disk, directory } = await filledDisk();
    disk.setReadonly(true);
    const clock = manualClock();
    const engine = await openTestEngine({ directory, clock });
    onTestFinished(() => engine.stop());
    const reason = { code: 'store', facts: { trouble: 'readonly' } };
    expect(valueOf(await engine.api.system.info(undefined)).notices).toContainEqual(
      expect.objectContaining({ code: 'cannot-record', facts: { reason } }),
    );
    expect(valueOf(await engine.api.overview.get(undefined)).monitors.map(({ id }) => id)).toEqual(['shop']);

    engine.start();
    disk.setReadonly(false);
    await clock.advance(30_000);
    const { notices } = valueOf(await engine.api.system.info(undefined));
    expect(notices.map(({ code }) => code)).not.toContain('cannot-record');
    valueOf(await engine.api.monitors.create({ kind: 'http', id: 'late', url: 'http://127.0.0.1:9/' }));
  });
});
