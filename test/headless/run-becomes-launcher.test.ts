/** `vigilmon run` of a checkout: Node becomes the launcher that lies beside it in dist/. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { launcherIn } from '../../electron/headless/become-launcher.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const sources = resolve(import.meta.dirname, '../../electron/headless/vigilmon.ts');
const token = 'backup-token-0123456789';
let program: string;
let launcher: string;

beforeEach(() => {
  const dist = join(tempDirectory(onTestFinished), 'dist');
  program = join(dist, 'headless/vigilmon.cjs');
  launcher = launcherIn(dist);
  for (const file of [program, launcher]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(program, `void import(${JSON.stringify(sources)});\n`);
  // Stands for it, and shows what it is asked for.
  writeFileSync(launcher, '#!/bin/sh\nprintf "%s\\n" "$$" "$@"\n', { mode: 0o755 });
});

function start(args: readonly string[], options: readonly string[] = []) {
  const { status, stdout, stderr, pid } = spawnSync(process.execPath, [...options, program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, XDG_DATA_HOME: dirname(dirname(program)) },
  });
  return { status, stderr, stdout, pid };
}

const job = ['run', token, '--', 'echo', 'from a job'];

describe.skipIf(process.platform === 'win32')('Node', () => {
  test('becomes the launcher, as the same process, and says where it has been', () => {
    const { stdout, pid } = start(job);
    expect(stdout.split('\n')).toEqual([String(pid), '--node', process.execPath, program, ...job, '']);
  });

  test('does itself what the launcher hands back', () => {
    expect(start(['--in-node', ...job])).toMatchObject({ status: 0, stdout: 'from a job\n' });
  });

  test('runs the job where there is no launcher that can be run', () => {
    chmodSync(launcher, 0o644);
    expect(start(job)).toMatchObject({ status: 0, stdout: 'from a job\n' });
  });

  test('keeps what it was given options for', () => {
    expect(start(job, ['--no-warnings'])).toMatchObject({ status: 0, stdout: 'from a job\n' });
  });

  test('keeps the commands that the launcher does not know', () => {
    expect(start(['--version'])).toMatchObject({ status: 0, stdout: 'vigilmon dev\n' });
  });
});

/** Compiled for the project `launcher`. */
const compiled = process.env['VIGILMON_LAUNCHER'];

describe.skipIf(compiled === undefined)('the launcher', () => {
  const become = (args: readonly string[]) =>
    spawnSync(compiled ?? '', ['--node', process.execPath, program, ...args], { encoding: 'utf8' });
  const data = () => ['--data', join(dirname(program), 'data')];

  test('hands back what it does not understand to the Node that has become it', () => {
    expect(become(['run', '--help']).stdout).toContain('vigilmon run TOKEN-OR-URL');
    expect(become(['run', ...data(), token, '--', 'no-such-program'])).toMatchObject({ status: 127 });
  });

  test.runIf(process.platform === 'linux')('gives a job none of the signals that Node ignores', () => {
    const { status, stdout } = become(['run', ...data(), token, '--', 'grep', 'SigIgn', '/proc/self/status']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^SigIgn:\s0+\n$/) as string });
  });
});
