import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { midnight, openTestStore, testDirectory } from './fixtures.ts';
import { worded } from '../../support/worded.ts';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** @returns after its first line of output. */
async function startProcess(...args: readonly string[]): Promise<{ readonly child: Child; readonly said: string }> {
  const script = join(import.meta.dirname, 'store-process.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, said };
}

async function kill(child: Child): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const open = (directory: string): ReturnType<typeof openStore> =>
  openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog() });

describe('a data directory in use', { timeout: 30_000 }, () => {
  test('is refused to a second program, with the process id of the first', async () => {
    const directory = testDirectory();
    const { child, said } = await startProcess(directory);
    expect(said).toBe('open');
    const refused = worded(await open(directory));
    expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(refused.ok ? '' : refused.error.message).toContain(`process ${String(child.pid)}`);
    expect((await startProcess(directory)).said).toBe('conflict');
  });

  test('is free again as soon as the first program is killed, without anything to clean up', async () => {
    const directory = testDirectory();
    const { child } = await startProcess(directory);
    await kill(child);
    await openTestStore(directory);
  });

  test('is still locked after the same process has tried to open it again', async () => {
    const directory = testDirectory();
    await openTestStore(directory);
    expect(await open(directory)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    // POSIX locks of a process end when it closes any descriptor of the file: another process is the one to ask.
    expect((await startProcess(directory)).said).toBe('conflict');
  });

  test('is free again when the store is closed', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    store.close();
    expect(existsSync(join(directory, 'vigilmon.pid'))).toBe(false);
    await openTestStore(directory);
  });

  test.skipIf(process.platform === 'win32')(
    'is refused to a second program even if the lock file was deleted or replaced',
    async () => {
      const directory = testDirectory();
      const store = await openTestStore(directory);
      const lockFile = join(directory, 'vigilmon.lock');
      const inUse = worded(await open(directory));
      for (let round = 0; round < 2; round += 1) {
        rmSync(lockFile);
        expect((await startProcess(directory)).said).toBe('conflict');
        expect(worded(await open(directory))).toEqual(inUse);
        expect(existsSync(lockFile)).toBe(false);
        store.maintain(0, midnight);
        expect(existsSync(lockFile)).toBe(true);
      }
      rmSync(lockFile);
      writeFileSync(lockFile, '');
      expect((await startProcess(directory)).said).toBe('conflict');
      expect(worded(await open(directory))).toEqual(inUse);
      store.maintain(0, midnight);
      expect((await startProcess(directory)).said).toBe('conflict');

      store.close();
      await openTestStore(directory);
    },
  );

  test('opens with another lock file if nobody uses it any longer', async () => {
    const directory = testDirectory();
    const { child } = await startProcess(directory);
    await kill(child);
    rmSync(join(directory, 'vigilmon.lock'));
    writeFileSync(join(directory, 'vigilmon.lock'), '');
    await openTestStore(directory);
  });

  test('opens without its lock file if nobody uses it', async () => {
    const directory = testDirectory();
    (await openTestStore(directory)).close();
    rmSync(join(directory, 'vigilmon.lock'));
    await openTestStore(directory);
  });

  test('does not affect another directory', async () => {
    await openTestStore(testDirectory());
    await openTestStore(testDirectory());
  });
});

test('a state change and its alert survive a kill -9 right after them', { timeout: 30_000 }, async () => {
  const directory = testDirectory();
  const { child, said } = await startProcess(directory, 'record');
  expect(said).toBe('open');
  await kill(child);

  const store = await openTestStore(directory);
  const [record] = store.monitors.all();
  if (record === undefined) throw new Error('the monitor is lost');
  expect(record.tracking.state).toBe('down');
  expect(store.spans.current(record.stream)?.state).toBe('down');
  expect(store.incidents.openOnes()).toHaveLength(1);
  expect(recentChecks(store.checks.recent(record.stream, 9))).toHaveLength(1);
  expect(store.outbox.due(midnight, 9)).toMatchObject([{ subject: 'incident:1', channelId: 'desktop', attempts: 0 }]);
});
