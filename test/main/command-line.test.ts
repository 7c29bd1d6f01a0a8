/** The command line of this user, as the desktop application installs it: in real folders. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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
  const sharedBin = join(home, 'shared-bin');
  options = { platform: 'linux', env: { PATH: '/usr/bin' }, home, resources, version: '1.0.0', sharedBin };
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
    const copies = join(options.home, '.local/share/vigilmon-cli');
    const commandLine = open(asAppImage());
    await commandLine.set(true);
    expect(readlinkSync(join(bin, 'vigilmon'))).toBe(join(copies, '1.0.0/vigilmon'));
    expect(readFileSync(join(bin, 'vigilmon'), 'utf8')).toBe('first');
    await commandLine.set(false);
    expect([existsSync(copies), existsSync(join(bin, 'vigilmon'))]).toEqual([false, false]);
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
    expect(readdirSync(join(options.home, '.local/share/vigilmon-cli'))).toEqual(['2.0.0']);
    expect(readdirSync(bin)).toEqual(['vigilmon']);
  });

  test('is copied again where its copy is gone', async () => {
    await open(asAppImage()).set(true);
    rmSync(join(options.home, '.local/share/vigilmon-cli'), { recursive: true });
    await open(asAppImage()).renew();
    expect(readFileSync(join(bin, 'vigilmon'), 'utf8')).toBe('first');
  });

  test('is there at every moment while one version replaces another', async () => {
    const path = join(bin, 'vigilmon');
    await open(asAppImage()).set(true);
    const missing: unknown[] = [];
    for (const version of ['2.0.0', '3.0.0', '4.0.0']) {
      const renewed = open({ ...asAppImage(), version }).renew();
      const isDone = (): Promise<boolean> => Promise.race([renewed.then(() => true), setImmediate(false)]);
      while (!(await isDone())) if (!existsSync(path)) missing.push(version);
    }
    expect(missing).toEqual([]);
    expect(readlinkSync(path)).toContain('/4.0.0/');
  });

  test('leaves no half of a copy that fails, and the copy before as it is', async () => {
    await open(asAppImage()).set(true);
    const copies = join(options.home, '.local/share/vigilmon-cli');
    rmSync(join(options.resources, 'cli/vigilmon'));
    mkdirSync(join(options.resources, 'cli/vigilmon'));
    const socket = createServer().listen(join(options.resources, 'cli/vigilmon/socket'));
    onTestFinished(() => void socket.close());
    const renewed = await open({ ...asAppImage(), version: '2.0.0' }).renew();
    expect(renewed).toMatchObject({ error: { reason: { code: 'command-line-refused' } } });
    expect(readdirSync(copies)).toEqual(['1.0.0']);
    expect(readFileSync(join(bin, 'vigilmon'), 'utf8')).toBe('first');
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

describe('the command line on macOS', () => {
  const programs = (): string => join(options.home, 'Applications/Vigilmon.app/Contents/Resources');
  const onMac = (resources = programs()): Partial<CommandLineOptions> => {
    mkdirSync(join(resources, 'cli'), { recursive: true });
    return { platform: 'darwin', resources };
  };
  const paths = () => ({
    shared: join(options.sharedBin, 'vigilmon'),
    own: join(options.home, 'bin/vigilmon'),
  });

  test('is a link into the program, on the PATH of all users where this one may write there', async () => {
    mkdirSync(options.sharedBin);
    const commandLine = open(onMac());
    expect(commandLine.read()).toEqual({ path: paths().shared, isInstalled: false, missingFromPath: null });
    await commandLine.set(true);
    expect(readlinkSync(paths().shared)).toBe(join(programs(), 'cli/vigilmon'));
    await commandLine.set(false);
    expect(readdirSync(options.sharedBin)).toEqual([]);
  });

  test("is in the user's own folder elsewhere, and says that a terminal may not look there", async () => {
    const commandLine = open(onMac());
    await commandLine.set(true);
    expect(readlinkSync(paths().own)).toBe(join(programs(), 'cli/vigilmon'));
    const home = join(options.home, 'bin');
    expect(commandLine.read()).toEqual({ path: paths().own, isInstalled: true, missingFromPath: home });
  });

  test('is removed from where it was installed, also when the shared folder has been opened since', async () => {
    await open(onMac()).set(true);
    mkdirSync(options.sharedBin);
    expect(open(onMac()).read()).toMatchObject({ path: paths().own, isInstalled: true });
    await open(onMac()).set(false);
    expect(existsSync(paths().own)).toBe(false);
  });

  test('follows the program when it is moved', async () => {
    await open(onMac(join(options.home, 'Downloads/Vigilmon.app/Contents/Resources'))).set(true);
    await open(onMac()).renew();
    expect(readlinkSync(paths().own)).toBe(join(programs(), 'cli/vigilmon'));
  });

  test('is neither installed nor moved by a program that the system runs from a passing place', async () => {
    await open(onMac()).set(true);
    const passing = open(onMac(join(options.home, 'AppTranslocation/1/d/Vigilmon.app/Contents/Resources')));
    expect(await passing.set(true)).toMatchObject({ error: { reason: { code: 'command-line-passing' } } });
    expect(await passing.renew()).toMatchObject({ ok: true });
    expect(readlinkSync(paths().own)).toBe(join(programs(), 'cli/vigilmon'));
  });
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
  const moved = join(options.home, 'Programs/resources');
  mkdirSync(join(moved, 'cli'), { recursive: true });
  await open({ ...windows, resources: moved }).renew();
  expect(readFileSync(path, 'utf8')).toContain(join(moved, 'cli/vigilmon.exe'));
  writeFileSync(path, '::another');
  expect(await commandLine.set(false)).toMatchObject({ error: { code: 'conflict' } });
});
