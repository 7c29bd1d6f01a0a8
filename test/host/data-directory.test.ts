import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keepPrivateFile,
  makePrivateDirectory,
  readPrivateFile,
  usualDataDirectory,
  writePrivateFile,
} from '../../electron/host/data-directory.ts';

describe('the standard data directory', () => {
  test.each([
    ['linux', {}, '/home/ada', '/home/ada/.local/share/vigilmon'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/ada', '/data/vigilmon'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada', '/home/ada/.local/share/vigilmon'],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Vigilmon'],
    ['win32', { APPDATA: 'C:\\Users\\ada\\Roaming' }, 'C:\\Users\\ada', 'C:\\Users\\ada\\Roaming\\Vigilmon'],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Vigilmon'],
  ] as const)('on %s with %o', (platform, env, home, expected) => {
    expect(usualDataDirectory({ platform, env, home })).toBe(expected);
  });
});

describe.skipIf(process.platform === 'win32')('private files', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'vigilmon-data-')), 'deep', 'data');
    makePrivateDirectory(directory);
    file = join(directory, 'token');
  });
  afterEach(() => rmSync(join(directory, '..', '..'), { recursive: true }));

  const mode = (path: string): number => statSync(path).mode & 0o777;

  test('a directory is created private to its owner', () => {
    expect(mode(directory)).toBe(0o700);
  });

  test('a file is created once, private to its owner', () => {
    expect(keepPrivateFile(file, () => 'first')).toBe('first');
    expect(keepPrivateFile(file, () => 'second')).toBe('first');
    expect(mode(file)).toBe(0o600);
  });

  test('a file that others could read becomes private', () => {
    writeFileSync(file, 'first');
    chmodSync(file, 0o644);
    expect(keepPrivateFile(file, () => 'second')).toBe('first');
    expect(mode(file)).toBe(0o600);
  });

  test('an empty file, left by a crash, is filled', () => {
    writeFileSync(file, '');
    expect(keepPrivateFile(file, () => 'first')).toBe('first');
    expect(readPrivateFile(file)).toBe('first');
  });

  test('a written file replaces the old one and leaves no temporary file', () => {
    writePrivateFile(file, 'old');
    writePrivateFile(file, 'new');
    expect(readPrivateFile(file)).toBe('new');
    expect(mode(file)).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['token']);
  });

  test('a missing file reads as null', () => {
    expect(readPrivateFile(file)).toBeNull();
  });
});
