import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { en } from '../../electron/engine/wording/en.ts';
import { connectRunning } from '../../electron/headless/running-file.ts';
import { findRunning } from '../../electron/host/find-running.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { announceRunning, keepToken } from '../../electron/host/running-files.ts';
import { tempDirectory } from '../support/temp-directory.ts';

test('who runs is found, until it says that it no longer does', () => {
  const directory = tempDirectory(onTestFinished);
  const retract = announceRunning(directory, { url: 'http://127.0.0.1:7464', hasApi: true });
  expect(findRunning(directory)).toEqual({ url: 'http://127.0.0.1:7464', pid: process.pid, hasApi: true });
  retract();
  expect(findRunning(directory)).toBeNull();
});

test('one that a crash left behind is not found, so that no token goes to another program', async () => {
  const directory = tempDirectory(onTestFinished);
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  writeFileSync(
    join(directory, 'running.json'),
    JSON.stringify({ url: 'http://127.0.0.1:1', pid: gone.pid, hasApi: true }),
  );
  expect(findRunning(directory)).toBeNull();
});

test.each([
  '',
  '{',
  '[]',
  'null',
  '{"url":7,"pid":1}',
  '{"url":"http://a","pid":-1}',
  '{"url":"http://a"}',
  '{"url":"http://a","pid":1}',
])('a damaged file is as good as none: %j', (content) => {
  const directory = tempDirectory(onTestFinished);
  writeFileSync(join(directory, 'running.json'), content);
  expect(findRunning(directory)).toBeNull();
});

test('where none runs, the error says how to start one', () => {
  const directory = tempDirectory(onTestFinished);
  expect(connectRunning(directory, en)).toEqual({
    ok: false,
    error: {
      code: 'unavailable',
      message: `Vigilmon is not running on ${directory}: start it with vigilmon serve`,
    },
  });
});

test('one that serves no API is found for pings, and the error says how to turn it on', () => {
  const directory = tempDirectory(onTestFinished);
  announceRunning(directory, { url: 'http://127.0.0.1:7464', hasApi: false });
  keepToken(directory, systemRandomness);
  expect(findRunning(directory)?.url).toBe('http://127.0.0.1:7464');
  expect(connectRunning(directory, en)).toMatchObject({
    ok: false,
    error: { code: 'unavailable', message: expect.stringContaining('turn it on in its settings') as string },
  });
});

test('the token is long, private and stays the same', () => {
  const directory = tempDirectory(onTestFinished);
  const token = keepToken(directory, systemRandomness);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(keepToken(directory, systemRandomness)).toBe(token);
  if (process.platform !== 'win32') expect(statSync(join(directory, 'token')).mode & 0o777).toBe(0o600);
});

test('a data directory that cannot be read, as that of another user, is refused with what to do', () => {
  const directory = tempDirectory(onTestFinished);
  symlinkSync('running.json', join(directory, 'running.json'));
  expect(connectRunning(directory, en)).toEqual({
    ok: false,
    error: {
      code: 'unavailable',
      message: `${directory} cannot be read (ELOOP): if it belongs to another user, run this command as that user`,
    },
  });
});
