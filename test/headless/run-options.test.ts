/** What the command line of `vigilmon run` asks for, rightly and wrongly. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { en } from '../../electron/engine/wording/en.ts';
import { vigilmon } from '../support/source-command.ts';
import { job, late, otherListener, targetAt, token, withOwnDataHome } from '../support/watched-jobs.ts';

beforeEach(withOwnDataHome);

describe('options', () => {
  const endOf = async (options: readonly string[], code: string) => {
    const { target, asked } = await otherListener(200);
    const ended = await vigilmon(['run', target, ...options, ...job(code)]);
    const end = (): string | undefined => asked.find(({ path }) => !path.includes('/start'))?.path.replace(/\?.*/u, '');
    await expect.poll(end, late).toBeDefined();
    return { ended, asked, end: end()?.replace(`/ping/${token}`, '') };
  };

  test.each([
    ['3', '0,2-4', ''],
    ['5', '0,2-4', '/5'],
    ['0', '0,2-4', '/0'],
    ['0', '1', '/fail'],
  ])('exit code %s where %s count as success is reported as "%s"', async (code, okCodes, signal) => {
    const { ended, end } = await endOf(['--ok-codes', okCodes], `process.exit(${code})`);
    expect([ended.code, end]).toEqual([Number(code), signal]);
  });

  test('a message comes before the output, of which less is kept then', async () => {
    const { asked } = await endOf(['--message', 'nightly'], 'process.stdout.write("x".repeat(20000))');
    expect(asked.at(-1)?.body).toBe(`nightly\n${'x'.repeat(10_000 - 8)}`);
  });

  test('without its start, a run is one ping', async () => {
    const { asked } = await endOf(['--no-start', '--no-output'], 'console.log(1)');
    expect(asked.map(({ body }) => body)).toEqual(['']);
  });

  test('a job that takes too long is stopped, and has failed whatever its code is', async () => {
    const code = 'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); setInterval(() => 0, 1e6)';
    const { ended, asked, end } = await endOf(['--timeout', '900ms'], code);
    expect([ended.code, ended.stdout, end]).toEqual([124, 'bye\n', '/124']);
    expect(ended.stderr).toBe('vigilmon: stopped after 900 ms (--timeout)\n');
    expect(asked.at(-1)?.body).toBe('stopped after 900 ms (--timeout)\nbye\n');
  });

  test('a ping that does not arrive is sent again', async () => {
    let left = 1;
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? '');
      left -= 1;
      if (left >= 0) request.socket.destroy();
      else response.end('OK');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const target = targetAt((server.address() as AddressInfo).port);
    await vigilmon(['run', target, '--retries', '3', '--no-start', ...job('')]);
    expect([paths.length, paths[0] === paths[1]]).toEqual([2, true]);
  });
});

test.each([
  [['run'], 'TOKEN-OR-URL is required'],
  [['run', token], '-- COMMAND is required'],
  [['run', token, '--'], '-- COMMAND is required'],
  [['run', token, 'true'], '-- is required before the command, that is before "true"'],
  [['run', token, 'npm', 'run', 'build', '--', '--prod'], '-- is required before the command, that is before "npm"'],
  [['run', token, '-c', 'true'], '-- is required before the command, that is before "-c"'],
  [['run', 'sudo', '-u', 'backup', '--', 'true'], '-- is required before the command, that is before "-u"'],
])('a wrong command line starts nothing: vigilmon %j', async (args, problem) => {
  expect(await vigilmon(args)).toEqual({
    code: 2,
    stdout: '',
    stderr: `vigilmon: ${problem}: see vigilmon run --help\n`,
  });
});

const { mistakes } = en.cli;
test.each([
  [['--timeout', '5'], mistakes.timeout],
  [['--timeout'], mistakes.needsValue('--timeout')],
  [['--timeout='], mistakes.timeout],
  [['--retries', '11'], mistakes.retries],
  [['--ok-codes', '0,9-2'], mistakes.okCodes],
  [['--data='], mistakes.data],
  [['--no-output=yes'], mistakes.takesNoValue('--no-output')],
  [['--timout', '5m'], mistakes.unknownOption('--timout')],
  [['--verbose'], mistakes.unknownOption('--verbose')],
])('a mistake in its options keeps no job from running, and is in the report: %j', async (wrong, mistake) => {
  const { target, asked } = await otherListener(200);
  const args = [target, ...wrong, ...job('console.log("ran"); process.exit(6)')];
  expect(await vigilmon(['run', ...args])).toEqual({ code: 6, stdout: 'ran\n', stderr: '' });
  await expect.poll(() => asked.at(-1)?.body, late).toBe(`${mistake}: ignored\nran\n`);
  expect(asked.at(-1)?.path).toMatch(/\/6\?/);
});

test.each([['short'], [''], [], ['--timeout', token]])(
  'a job runs whatever its target is: vigilmon run %j',
  async (...target) => {
    const { code, stdout, stderr } = await vigilmon(['run', ...target, ...job('console.log("ran"); process.exit(6)')]);
    expect({ code, stdout, stderr }).toEqual({ code: 6, stdout: 'ran\n', stderr: '' });
  },
);
