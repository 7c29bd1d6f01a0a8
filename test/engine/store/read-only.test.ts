/** A data directory that may only be read: said in words, and nothing in it is touched. Root may write anyway, so it is tried as somebody else. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addMonitor, openTestStore, testDirectory } from './fixtures.ts';

const program = resolve(import.meta.dirname, '../../../electron/headless/vigilmon.ts');
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const setpriv = '/usr/bin/setpriv';
/** Files of this checkout may be closed to others: then there is no program for nobody to run. */
const canTry =
  process.platform === 'linux' && (!isRoot || (existsSync(setpriv) && asNobody(['--version']).status === 0));

function asNobody(args: readonly string[]) {
  const command = [process.execPath, program, ...args];
  const drop = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
  const [first = '', ...rest] = isRoot ? [setpriv, ...drop, ...command] : command;
  return spawnSync(first, rest, { encoding: 'utf8', env: { ...process.env, HOME: '/nonexistent' }, timeout: 25_000 });
}

async function filledDirectory(): Promise<string> {
  const directory = testDirectory();
  const store = await openTestStore(directory);
  addMonitor(store, 'shop');
  store.close();
  if (isRoot)
    for (const path of [directory, ...readdirSync(directory).map((name) => join(directory, name))])
      chownSync(path, nobody, nobody);
  return directory;
}

describe.runIf(canTry)('without the right to write', () => {
  test('to the directory, the program says what to look at and leaves all as it is', async () => {
    const directory = await filledDirectory();
    const before = readFileSync(join(directory, 'vigilmon.db'));
    chmodSync(directory, 0o500);
    const { status, stderr } = asNobody(['serve', '--data', directory, '--port', '0']);
    chmodSync(directory, 0o700);
    expect(status).toBe(1);
    expect(stderr).toContain('the data directory is not writable: check who owns it');
    expect(stderr).not.toMatch(/^\s+at /mu);
    expect(readFileSync(join(directory, 'vigilmon.db')).equals(before)).toBe(true);
  });

  test('to a new directory, the program says so as well', () => {
    const parent = testDirectory();
    chmodSync(parent, 0o555);
    const { status, stderr } = asNobody(['serve', '--data', join(parent, 'data'), '--port', '0']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^vigilmon: .*(is not writable|permission denied)/mu);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });

  test.runIf(isRoot)("to the database, which is another user's, likewise", async () => {
    const directory = await filledDirectory();
    const file = join(directory, 'vigilmon.db');
    chownSync(file, 0, 0);
    chmodSync(file, 0o644);
    const { status, stderr } = asNobody(['serve', '--data', directory, '--port', '0']);
    expect(status).toBe(1);
    expect(stderr).toContain('the data directory is not writable: check who owns it');
    expect(stderr).not.toMatch(/^\s+at /mu);
  });
});
