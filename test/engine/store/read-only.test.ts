/** A data directory without write permission. Root may write anyway, so the tests run as another user. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addMonitor, openTestStore, testDirectory } from './fixtures.ts';

const program = resolve(import.meta.dirname, '../../../electron/headless/vigilmon.ts');
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const setpriv = '/usr/bin/setpriv';
/** Files of this checkout may be closed to others: then there is no program for nobody to run. */
const canTry =
  process.platform === 'linux' && (!isRoot || (existsSync(setpriv) && asNobody(['--version']).status === 0));

function commandAsNobody(args: readonly string[]): readonly string[] {
  const command = [process.execPath, program, ...args];
  const drop = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
  return isRoot ? [setpriv, ...drop, ...command] : command;
}

function asNobody(args: readonly string[]) {
  const [first = '', ...rest] = commandAsNobody(args);
  return spawnSync(first, rest, { encoding: 'utf8', env: { ...process.env, HOME: '/nonexistent' }, timeout: 25_000 });
}

/** Runs until its first line of output, or its end. */
async function serveAsNobody(directory: string): Promise<{ readonly said: string; readonly errors: string }> {
  const [first = '', ...rest] = commandAsNobody(['serve', '--data', directory, '--port', '0']);
  const child = spawn(first, rest, { env: { ...process.env, HOME: '/nonexistent' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const said = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
    child.once('exit', () => {
      resolve('');
    });
  });
  return { said, errors: errors.join('') };
}

async function filledDirectory(): Promise<string> {
  const directory = testDirectory();
  const store = await openTestStore(directory);
  addMonitor(store, 'shop');
  store.close();
  writeFileSync(join(directory, 'token'), 'a-token-of-an-earlier-run', { mode: 0o600 });
  if (isRoot)
    for (const path of [directory, ...readdirSync(directory).map((name) => join(directory, name))])
      chownSync(path, nobody, nobody);
  return directory;
}

describe.runIf(canTry)('without the right to write', () => {
  test('to the directory, the program runs on what is stored, says so, and changes nothing', async () => {
    const directory = await filledDirectory();
    const before = readFileSync(join(directory, 'vigilmon.db'));
    chmodSync(directory, 0o500);
    const { said, errors } = await serveAsNobody(directory);
    chmodSync(directory, 0o700);
    expect(said, errors).toContain('running at');
    expect(errors).toContain('nothing can be written, so the database is only read');
    expect(errors).not.toMatch(/^\s+at /mu);
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
    const { said, errors } = await serveAsNobody(directory);
    expect(said, errors).toContain('running at');
    expect(errors).toContain('nothing can be written, so the database is only read');
    expect(errors).not.toMatch(/^\s+at /mu);
  });
});
