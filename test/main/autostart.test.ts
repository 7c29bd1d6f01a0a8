import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  createAutostart,
  startCommand,
  wasOpenedAtLogin,
  type StartCommandOptions,
} from '../../electron/main/autostart.ts';
import { app } from '../support/fake-electron.ts';
import { tempDirectory } from '../support/temp-directory.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const command = { program: '/opt/vigilmon/vigilmon', args: ['--hidden'] };

describe('on Linux', () => {
  function onLinux(home: string, env: Record<string, string> = {}, start = command) {
    return createAutostart({ platform: 'linux', env, home, command: start, comment: 'Monitors things' });
  }
  const entryIn = (home: string): string => join(home, '.config', 'autostart', 'vigilmon.desktop');

  test('it is off until it is turned on, as an entry that the session runs', () => {
    const home = tempDirectory(onTestFinished);
    const autostart = onLinux(home);
    expect(autostart.isOn()).toBe(false);
    expect(autostart.set(true)).toEqual({ ok: true, value: null });
    expect(autostart.isOn()).toBe(true);
    const entry = readFileSync(entryIn(home), 'utf8').split('\n');
    expect(entry.slice(0, 3)).toEqual(['[Desktop Entry]', 'Type=Application', 'Name=Vigilmon']);
    expect(entry).toContain('Exec="/opt/vigilmon/vigilmon" "--hidden"');
    // Ignored once the program has been removed.
    expect(entry).toContain('TryExec=/opt/vigilmon/vigilmon');
    expect(autostart.set(false)).toEqual({ ok: true, value: null });
    expect(autostart.isOn()).toBe(false);
    expect(autostart.set(false)).toEqual({ ok: true, value: null });
  });

  test.each([
    ['Hidden=true', false],
    ['hidden = TRUE ', false],
    ['X-GNOME-Autostart-enabled=false', false],
    ['X-GNOME-Autostart-enabled=true', true],
    ['Hidden=false', true],
    ['Comment=Hidden=true', true],
  ])('an entry with %j is on: %s', (line, isOn) => {
    const home = tempDirectory(onTestFinished);
    mkdirSync(join(home, '.config', 'autostart'), { recursive: true });
    writeFileSync(entryIn(home), `[Desktop Entry]\nType=Application\n${line}\n`);
    expect(onLinux(home).isOn()).toBe(isOn);
  });

  test('it is in the folder of XDG_CONFIG_HOME, if that is valid', () => {
    const [home, other] = [tempDirectory(onTestFinished), tempDirectory(onTestFinished)];
    onLinux(home, { XDG_CONFIG_HOME: other }).set(true);
    expect(readFileSync(join(other, 'autostart', 'vigilmon.desktop'), 'utf8')).toContain('Exec=');
    onLinux(home, { XDG_CONFIG_HOME: 'relative' }).set(true);
    expect(readFileSync(entryIn(home), 'utf8')).toContain('Exec=');
  });

  test('paths of any kind are quoted as the specification requires', () => {
    const home = tempDirectory(onTestFinished);
    const odd = { program: '/home/ada/My "$Apps` 100%/vigil\\mon', args: ['--data', '/mnt/two\nlines'] };
    onLinux(home, {}, odd).set(true);
    const exec = readFileSync(entryIn(home), 'utf8')
      .split('\n')
      .find((line) => line.startsWith('Exec='));
    expect(exec).toBe(String.raw`Exec="/home/ada/My \\"\\$Apps\\${'`'} 100%%/vigil\\\\mon" "--data" "/mnt/two\nlines"`);
  });

  test('a folder that is not writable is an error, not a crash', () => {
    const home = tempDirectory(onTestFinished);
    writeFileSync(join(home, '.config'), '');
    expect(onLinux(home).set(true)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(onLinux(home).isOn()).toBe(false);
  });
});

describe.each(['darwin', 'win32'] as const)('on %s', (platform) => {
  beforeEach(() => {
    app.loginItem = null;
    app.refusesLoginItems = false;
  });
  const autostart = createAutostart({ platform, env: {}, home: '/home/ada', command, comment: '' });

  test('it is a login item', () => {
    expect(autostart.isOn()).toBe(false);
    expect(autostart.set(true).ok).toBe(true);
    expect(autostart.isOn()).toBe(true);
    expect(autostart.set(false).ok).toBe(true);
    expect(autostart.isOn()).toBe(false);
  });

  test('a refusal by the system is reported', () => {
    app.refusesLoginItems = true;
    expect(autostart.set(true)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });
});

describe('what is started at login', () => {
  beforeEach(() => {
    app.refusesLoginItems = false;
  });

  test.each([
    [['--hidden'], ['--hidden']],
    [
      ['--hidden', '--data', 'C:\\My Data'],
      ['--hidden', '--data', '"C:\\My Data"'],
    ],
    [
      ['C:\\ends in one\\', 'a"b', 'x\\"y', ''],
      ['"C:\\ends in one\\\\"', '"a\\"b"', '"x\\\\\\"y"', '""'],
    ],
  ])('on Windows has its arguments %j quoted as programs read them', (args, expected) => {
    const start = { program: 'C:\\Vigilmon.exe', args };
    createAutostart({ platform: 'win32', env: {}, home: '', command: start, comment: '' }).set(true);
    expect(app.loginItem).toEqual({ openAtLogin: true, path: start.program, args: expected });
  });

  test('on macOS is the application itself, which finds out that it was the system', () => {
    createAutostart({ platform: 'darwin', env: {}, home: '', command, comment: '' }).set(true);
    expect(app.loginItem).toEqual({ openAtLogin: true });
    expect(wasOpenedAtLogin('darwin')).toBe(false);
    app.wasOpenedAtLogin = true;
    expect([wasOpenedAtLogin('darwin'), wasOpenedAtLogin('win32'), wasOpenedAtLogin('linux')]).toEqual([
      true,
      false,
      false,
    ]);
    app.wasOpenedAtLogin = false;
  });
});

describe('the command that is started', () => {
  const packaged: StartCommandOptions = {
    env: {},
    isPackaged: true,
    execPath: '/opt/vigilmon/vigilmon',
    appPath: '/opt/vigilmon/resources/app.asar',
    dataDirectory: null,
  };
  test.each([
    ['the program, in the tray', packaged, ['/opt/vigilmon/vigilmon', '--hidden']],
    [
      'the file of an AppImage, not where it is mounted this time',
      { ...packaged, env: { APPIMAGE: '/home/ada/Vigilmon.AppImage' }, execPath: '/tmp/.mount_x/vigilmon' },
      ['/home/ada/Vigilmon.AppImage', '--hidden'],
    ],
    [
      'Electron with the application, where it is not packaged',
      { ...packaged, isPackaged: false, execPath: '/src/node_modules/electron/dist/electron', appPath: '/src' },
      ['/src/node_modules/electron/dist/electron', '/src', '--hidden'],
    ],
    [
      'the same data directory, where it is not the usual one',
      { ...packaged, dataDirectory: '/mnt/watch' },
      ['/opt/vigilmon/vigilmon', '--hidden', '--data', '/mnt/watch'],
    ],
  ])('is %s', (_what, options, expected) => {
    const { program, args } = startCommand(options);
    expect([program, ...args]).toEqual(expected);
  });
});
