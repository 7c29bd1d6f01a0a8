/** The command line of this user, as the desktop application installs it: in real folders. */
import { existsSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createCommandLine, type CommandLineOptions } from '../../electron/main/command-line.ts';
import { tempDirectory } from '../support/temp-directory.ts';

let options: CommandLineOptions;
let bin: string;

beforeEach(() => {
  const home = tempDirectory(onTestFinished);
  const resources = join(home, 'mount/resources');
  bin = join(home, '.local/bin');
  mkdirSync(join(resources, 'cli'), { recursive: true });
  writeFileSync(join(resources, 'cli/vigilmon'), 'first');
  options = { platform: 'linux', env: { PATH: '/usr/bin' }, home, resources, version: '1.0.0' };
});

function open(more: Partial<CommandLineOptions> = {}) {
  const commandLine = createCommandLine({ ...options, ...more });
  if (commandLine === null) throw new Error('there is none');
  return commandLine;
}

const asAppImage = (): Partial<CommandLineOptions> => ({
  env: { ...options.env, APPIMAGE: '/home/me/Vigilmon.AppImage' },
});

describe('the command line on Linux', () => {
  test('is a link to what ships with the program, and is removed again', async () => {
    const path = join(bin, 'vigilmon');
    const commandLine = open();
    expect(commandLine.read()).toEqual({ path, isInstalled: false, missingFromPath: bin });
    expect(await commandLine.set(true)).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(commandLine.read().isInstalled).toBe(true);
    expect(open({ env: { PATH: `/usr/bin:${bin}` } }).read().missingFromPath).toBeNull();
    await commandLine.set(false);
    expect(existsSync(path)).toBe(false);
  });

  test('is a copy of what an AppImage has, since its mount vanishes with it', async () => {
    const copy = join(options.home, '.local/share/vigilmon-cli');
    const commandLine = open(asAppImage());
    await commandLine.set(true);
    expect(readlinkSync(join(bin, 'vigilmon'))).toBe(join(copy, 'vigilmon'));
    expect(readFileSync(join(copy, 'vigilmon'), 'utf8')).toBe('first');
    await commandLine.set(false);
    expect([existsSync(copy), existsSync(join(bin, 'vigilmon'))]).toEqual([false, false]);
  });

  test('is renewed by another version of the AppImage, where it is installed', async () => {
    await open(asAppImage()).renew();
    expect(existsSync(bin)).toBe(false);
    await open(asAppImage()).set(true);
    writeFileSync(join(options.resources, 'cli/vigilmon'), 'second');
    await open(asAppImage()).renew();
    expect(readFileSync(join(bin, 'vigilmon'), 'utf8')).toBe('first');
    await open({ ...asAppImage(), version: '2.0.0' }).renew();
    expect(readFileSync(join(bin, 'vigilmon'), 'utf8')).toBe('second');
  });

  test.each([
    ['a file', (path: string) => writeFileSync(path, 'other')],
    ['a link', (path: string) => symlinkSync('/opt/other/vigilmon', path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('leaves %s of another program alone', async (_, put) => {
    const path = join(bin, 'vigilmon');
    mkdirSync(bin, { recursive: true });
    put(path);
    for (const wanted of [true, false]) {
      expect(await open().set(wanted)).toMatchObject({
        error: { code: 'conflict', reason: { code: 'command-line-taken', facts: { path } } },
      });
    }
    expect(open().read().isInstalled).toBe(false);
  });

  test('cannot be installed where the folder refuses, and says so', async () => {
    writeFileSync(join(options.home, '.local'), '');
    expect(await open().set(true)).toMatchObject({ error: { reason: { code: 'command-line-refused' } } });
  });

  test('is not offered where the package has installed it, or where there is none', () => {
    writeFileSync(join(options.resources, 'package-type'), 'deb');
    expect(createCommandLine(options)).toBeNull();
    expect(createCommandLine({ ...options, resources: options.home })).toBeNull();
  });
});

test('on macOS a program that the system runs from a passing place is not linked', async () => {
  const resources = join(options.home, 'AppTranslocation/1/d/Vigilmon.app/Contents/Resources');
  mkdirSync(join(resources, 'cli'), { recursive: true });
  const commandLine = open({ platform: 'darwin', resources });
  expect(await commandLine.set(true)).toMatchObject({ error: { reason: { code: 'command-line-passing' } } });
  expect(commandLine.read().isInstalled).toBe(false);
});

test('on Windows it is a batch file in the folder that is on the PATH of each user', async () => {
  const windows = { platform: 'win32', env: { LOCALAPPDATA: join(options.home, 'Local') } } as const;
  const commandLine = open(windows);
  const { path } = commandLine.read();
  expect(path).toBe(join(options.home, 'Local/Microsoft/WindowsApps/vigilmon.cmd'));
  await commandLine.set(true);
  const batch = readFileSync(path, 'utf8');
  expect(batch).toBe(`::vigilmon\r\n@"${join(options.resources, 'cli/vigilmon.exe')}" %*\r\n`);
  expect(open(windows).read().isInstalled).toBe(true);
  writeFileSync(path, '::another');
  expect(await commandLine.set(false)).toMatchObject({ error: { code: 'conflict' } });
});
