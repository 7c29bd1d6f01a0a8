import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { announceRunning, connectRunning, findRunning, keepToken } from '../../electron/headless/running-file.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { tempDirectory } from '../support/temp-directory.ts';

test('who runs is found, until it says that it no longer does', () => {
  const directory = tempDirectory(onTestFinished);
  const retract = announceRunning(directory, 'http://127.0.0.1:7464');
  expect(findRunning(directory)).toBe('http://127.0.0.1:7464');
  retract();
  expect(findRunning(directory)).toBeNull();
});

test('one that a crash left behind is not found, so that no token goes to another program', async () => {
  const directory = tempDirectory(onTestFinished);
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  writeFileSync(join(directory, 'running.json'), JSON.stringify({ url: 'http://127.0.0.1:1', pid: gone.pid }));
  expect(findRunning(directory)).toBeNull();
});

test.each(['', '{', '[]', 'null', '{"url":7,"pid":1}', '{"url":"http://a","pid":-1}', '{"url":"http://a"}'])(
  'a damaged file is as good as none: %j',
  (content) => {
    const directory = tempDirectory(onTestFinished);
    writeFileSync(join(directory, 'running.json'), content);
    expect(findRunning(directory)).toBeNull();
  },
);

test('where none runs, the error says how to start one', () => {
  const directory = tempDirectory(onTestFinished);
  expect(connectRunning(directory)).toEqual({
    ok: false,
    error: {
      code: 'unavailable',
      message: `no Vigilmon is running on ${directory}: start one with vigilmon serve`,
    },
  });
});

test('the token is long, private and stays the same', () => {
  const directory = tempDirectory(onTestFinished);
  const token = keepToken(directory, systemRandomness);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(keepToken(directory, systemRandomness)).toBe(token);
  if (process.platform !== 'win32') expect(statSync(join(directory, 'token')).mode & 0o777).toBe(0o600);
});
