import { existsSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { matching } from '../support/matching.ts';
import { inShell, programCommand, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { running, withEngine } from './commands-rig.ts';

describe('the program', () => {
  test('tells its version', async () => {
    expect(await vigilmon(['--version'])).toMatchObject({ code: 0, stdout: matching(/^vigilmon /) });
  });

  test('shows its help on stdout and well', async () => {
    const { code, stdout, stderr } = await vigilmon(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: vigilmon COMMAND');
  });

  test('shows its help where no command is given', async () => {
    const { stderr } = await vigilmon([]);
    const [mistake, ...help] = stderr.split('\n');
    expect(mistake).toBe('vigilmon: no command given');
    expect(help.join('\n')).toBe(`\n${(await vigilmon(['--help'])).stdout}`);
  });

  test.each([[[]], [['nonsense']], [['check']], [['serve', '--port', 'x']]])(
    'answers a wrong command line with 2 and a word on stderr: %j',
    async (args) => {
      const { code, stdout, stderr } = await vigilmon(args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^vigilmon: .*/);
    },
  );

  test('repeats nothing in an error that commands the terminal, foreseen or not', async () => {
    const outside = 'no\u001b[2J\u009b2J\u202efile';
    const foreseen = await vigilmon(['apply', outside]);
    expect(foreseen).toMatchObject({ code: 1, stderr: 'vigilmon: no [2J 2J file: no such file\n' });
    const unforeseen = await vigilmon(['check', 'http://127.0.0.1:1/'], { env: { TMPDIR: `/${outside}` } });
    expect(unforeseen).toMatchObject({ code: 1, stderr: matching(/^vigilmon: ENOENT.*\/no \[2J 2J file\/.*\n$/) });
  });

  test.each([
    ['status'],
    ['digest'],
    ['ack', '1'],
    ['mute', '--all'],
    ['maintenance', 'list'],
    ['export'],
    ['apply', '-'],
  ])('says so where none is running: vigilmon %s', async (...args) => {
    const data = tempDirectory(onTestFinished);
    const { code, stdout, stderr } = await vigilmon([...args, '--data', data], { stdin: 'monitors: []' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`vigilmon: Vigilmon is not running on ${data}: start it with vigilmon serve\n`);
  });
});

test.skipIf(!existsSync('/usr/bin/script'))(
  'help is whole where the terminal does not say how wide it is',
  async () => {
    const program = programCommand(['--help'])
      .flat()
      .map((word) => `'${word}'`);
    const inTerminal = `script -qec "stty cols 0; $1" /dev/null`;
    const [shown, whole] = await Promise.all([inShell(inTerminal, program.join(' ')), vigilmon(['--help'])]);
    expect(shown.stdout.replaceAll('\r', '')).toBe(whole.stdout);
  },
);

describe('a reader who goes away', () => {
  test('costs no trace of an error, and the code stays what was found', withEngine, async () => {
    const watched = Array.from(
      { length: 300 },
      (_, i) => `  - { id: job-${String(i)}, kind: heartbeat, name: Job ${String(i)}, schedule: { every: 5m } }\n`,
    );
    const { data, file, run } = await running(`monitors:\n${watched.join('')}`);
    expect((await run('apply', file)).code).toBe(0);
    const through = (command: string, reader: string) =>
      inShell(`{ vigilmon ${command} --data "$1"; echo "ended with $?" >&2; } | ${reader}`, data);
    // More than a pipe holds, so that it is still being written when its reader is gone.
    expect(await through('status --json', 'head -1')).toEqual({ code: 0, stdout: '{\n', stderr: 'ended with 0\n' });
    const first = await through('status', 'head -1');
    expect(first).toMatchObject({ code: 0, stderr: 'ended with 0\n' });
    expect(first.stdout).toMatch(/^WAITING +Job 0 +for .*\n$/);
    expect((await through('status', ':')).stderr).toBe('ended with 0\n');
    const closed = await inShell('vigilmon status --data "$1" >&-', data);
    expect(closed).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.skipIf(process.platform !== 'linux')('says that a full disk has lost its output', async () => {
    expect(await inShell('vigilmon completion bash > /dev/full', '')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'vigilmon: the output could not be written (ENOSPC)\n',
    });
  });

  test('hides no failure', withEngine, async () => {
    const line = '{ vigilmon status --data "$1"; echo "ended with $?" >&2; } | :';
    const { stderr } = await inShell(line, tempDirectory(onTestFinished));
    expect(stderr).toMatch(/^vigilmon: Vigilmon is not running on .*\nended with 1\n$/);
  });
});
