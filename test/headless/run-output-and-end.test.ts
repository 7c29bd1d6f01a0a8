/** The input, output and end of a real job under `vigilmon run`, and what is reported of them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { matching } from '../support/matching.ts';
import { programCommand, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { job, late, nobody, otherListener, spooled, withOwnDataHome } from '../support/watched-jobs.ts';

const isRoot = process.getuid?.() === 0;
/** Root may read every file otherwise. */
const readsAll = '-dac_override,-dac_read_search';
const likeAnyUser = ['setpriv', `--bounding-set=${readsAll}`, `--inh-caps=${readsAll}`];
const hasSetpriv = spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).error === undefined;

beforeEach(withOwnDataHome);

describe('the job', () => {
  test('has the input, and passes on every byte of its output', async () => {
    const { target } = await otherListener(200);
    const input = 'ä\u0000\u001b[31m'.repeat(50_000);
    const copy = job('process.stdin.pipe(process.stdout)');
    const { code, stdout } = await vigilmon(['run', target, ...copy], { stdin: input });
    expect([code, stdout === input]).toEqual([0, true]);
  });

  test('has the last ten thousand bytes of its output sent, in whole characters', async () => {
    const { target, asked } = await otherListener(200);
    const code = 'process.stdout.write("a" + "ä".repeat(20000) + "z")';
    await vigilmon(['run', target, ...job(code)]);
    await expect.poll(() => asked.at(-1)?.body, late).toBe('ä'.repeat(4_999) + 'z');
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGUSR2'] as const)('is sent %s, and may end as it likes', async (name) => {
    const { target, asked } = await otherListener(200);
    const code = `process.on("${name}", () => { console.log("heard"); process.exit(5) }); setInterval(() => 0, 1e6); console.log("ready")`;
    const child = spawn(...programCommand(['run', target, ...job(code)]));
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    child.kill(name);
    expect(await text(child.stdout)).toContain('heard');
    expect((await closed)[0]).toBe(5);
    await expect.poll(() => asked.at(-1)?.path, late).toMatch(/\/5\?/);
  });

  test.skipIf(process.platform === 'win32' || (isRoot && !hasSetpriv))(
    'whose output is a file that only its descriptor may read, as under cron, has its end sent',
    async () => {
      const directory = tempDirectory(onTestFinished);
      const data = join(directory, 'data');
      const output = join(directory, 'output');
      const fd = openSync(output, 'w+');
      onTestFinished(() => closeSync(fd));
      chmodSync(output, 0o200);
      const target = await nobody();
      const [node, words] = programCommand(['run', target, '--data', data, '--', 'sh', '-c', 'echo one; exit 3']);
      const [first = node, ...args] = isRoot ? [...likeAnyUser, node, ...words] : [node, ...words];
      const child = spawn(first, args, { stdio: ['ignore', fd, fd] });
      expect(await once(child, 'exit')).toEqual([3, null]);
      await expect.poll(() => spooled(data).at(-1)?.body, late).toBe('one\n');
    },
  );

  test('that a signal ends has the code that a shell would show', async () => {
    const { target, asked } = await otherListener(200);
    const code = 'process.kill(process.pid, "SIGKILL")';
    expect((await vigilmon(['run', target, ...job(code)])).code).toBe(137);
    await expect.poll(() => asked.at(-1)?.path, late).toMatch(/\/137\?/);
  });

  test('that is not there, or may not be run, is a failed one', async () => {
    const { target, asked } = await otherListener(200);
    const missing = await vigilmon(['run', target, '--', 'no-such-command-here']);
    expect(missing).toEqual({
      code: 127,
      stdout: '',
      stderr: 'vigilmon: command not found: "no-such-command-here"\n',
    });
    await expect
      .poll(() => asked.at(-1), late)
      .toMatchObject({
        path: matching(/\/127\?/),
        body: 'command not found: "no-such-command-here"\n',
      });
    const directory = await vigilmon(['run', target, '--', tempDirectory(onTestFinished)]);
    expect(directory.code).toBe(126);
  });

  test('that leaves something running is not waited for', async () => {
    const { target } = await otherListener(200);
    const left = 'setInterval(() => 0, 1e6)';
    const code = `const c = require("child_process").spawn(process.execPath, ["-e", "${left}"], { stdio: "inherit", detached: true }); console.log(c.pid); process.exit(0)`;
    const child = spawn(...programCommand(['run', target, ...job(code)]));
    const exited = once(child, 'exit');
    const [pid] = (await once(child.stdout, 'data')) as [Buffer];
    onTestFinished(() => void process.kill(Number(pid)));
    expect((await exited)[0]).toBe(0);
  });

  test('whose reader goes away learns it as it would without Vigilmon', async () => {
    const { target, asked } = await otherListener(200);
    const script = 'while echo y; do :; done';
    const child = spawn(...programCommand(['run', target, '--', 'sh', '-c', script]));
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await closed;
    expect(child.exitCode).not.toBeNull();
    await expect.poll(() => asked.at(-1)?.path, late).toContain(`/${String(child.exitCode)}?`);
  });
});
