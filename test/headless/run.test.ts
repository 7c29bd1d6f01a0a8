/** `vigilmon run`: real jobs in real processes, watched by a real Vigilmon, or by none. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import type { Ping } from '../../electron/contract/model/history.ts';
import { valueOf } from '../support/headless-host.ts';
import { matching } from '../support/matching.ts';
import { programCommand, serveFor, vigilmon, type Served } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { en } from '../../electron/engine/wording/en.ts';
import { clientWords } from '../support/client-words.ts';

const token = 'backup-token-0123456789';
const config = `monitors:\n  - { id: backup, kind: heartbeat, name: Backup, schedule: { every: 5m }, token: ${token} }\n`;

/** A job of a few lines of JavaScript. */
const job = (code: string): readonly string[] => ['--', process.execPath, '-e', code];

async function serveJobs(directory: string): Promise<Served> {
  const file = join(directory, 'vigilmon.yaml');
  writeFileSync(file, config);
  return serveFor(['--data', join(directory, 'data'), '--no-ui', '--config', file]);
}

/** On a busy computer a ping arrives after the job's end, by way of the spool. */
const late = { timeout: 25_000 };

/** As many as are expected, the oldest first. */
async function pingsOf({ url, token: access }: Served, count: number): Promise<readonly Ping[]> {
  const { api } = connectHttp({ words: clientWords, baseUrl: url, token: access });
  const list = async () => (await valueOf(api.pings.list({ monitorId: 'backup' }))).items.toReversed();
  await expect.poll(list, late).toHaveLength(count);
  return list();
}

async function stateOf({ url, token: access }: Served): Promise<string | undefined> {
  const { api } = connectHttp({ words: clientWords, baseUrl: url, token: access });
  return (await valueOf(api.overview.get(undefined))).monitors.find(({ id }) => id === 'backup')?.state;
}

/** A listener of pings that is no Vigilmon. */
async function otherListener(status: number): Promise<{ url: string; asked: { path: string; body: string }[] }> {
  const asked: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ path: request.url ?? '', body });
      response.writeHead(status).end('as you say');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** An address where nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

function spooled(data: string): readonly { readonly path: string; readonly body: string }[] {
  const directory = join(data, 'spool');
  if (!existsSync(directory)) return [];
  const texts = readdirSync(directory)
    .sort()
    .map((name) => readFileSync(join(directory, name), 'utf8'));
  return texts.map((each) => JSON.parse(each) as { path: string; body: string });
}

const isRoot = process.getuid?.() === 0;
/** Root may read every file otherwise. */
const readsAll = '-dac_override,-dac_read_search';
const likeAnyUser = ['setpriv', `--bounding-set=${readsAll}`, `--inh-caps=${readsAll}`];
const hasSetpriv = spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).error === undefined;

beforeEach(() => {
  process.env['XDG_DATA_HOME'] = tempDirectory(onTestFinished);
});

describe('with a running Vigilmon', () => {
  test('a job is told from start to end, with its run time and output, and its output and code are its own', async () => {
    const directory = tempDirectory(onTestFinished);
    const served = await serveJobs(directory);
    const data = join(directory, 'data');
    const code = 'process.stdout.write("copied 3\\n"); process.stderr.write("one warning\\n")';
    const good = await vigilmon(['run', token, '--data', data, ...job(code)]);
    expect(good).toEqual({ code: 0, stdout: 'copied 3\n', stderr: 'one warning\n' });
    const [start, end] = await pingsOf(served, 2);
    expect(start).toMatchObject({ kind: 'start', exitCode: null });
    expect(end).toMatchObject({ kind: 'success', exitCode: 0, runId: start?.runId });
    expect(end?.body.split('\n').sort()).toEqual(['', 'copied 3', 'one warning']);
    expect(end?.runTime).toBe((end?.at ?? 0) - (start?.at ?? 0));
    expect(await stateOf(served)).toBe('up');

    const bad = await vigilmon([
      'run',
      token,
      '--data',
      data,
      '--no-output',
      ...job('console.log(1); process.exit(7)'),
    ]);
    expect(bad).toEqual({ code: 7, stdout: '1\n', stderr: '' });
    expect((await pingsOf(served, 4)).at(-1)).toMatchObject({ kind: 'fail', exitCode: 7, body: '' });
    expect(await stateOf(served)).toBe('down');
  });
});

describe('the job', () => {
  test('has the input, and passes on every byte of its output', async () => {
    const { url } = await otherListener(200);
    const input = 'ä\u0000\u001b[31m'.repeat(50_000);
    const copy = job('process.stdin.pipe(process.stdout)');
    const { code, stdout } = await vigilmon(['run', `${url}/ping/${token}`, ...copy], { stdin: input });
    expect([code, stdout === input]).toEqual([0, true]);
  });

  test('has the last ten thousand bytes of its output sent, in whole characters', async () => {
    const { url, asked } = await otherListener(200);
    const code = 'process.stdout.write("a" + "ä".repeat(20000) + "z")';
    await vigilmon(['run', `${url}/ping/${token}`, ...job(code)]);
    await expect.poll(() => asked.at(-1)?.body, late).toBe('ä'.repeat(4_999) + 'z');
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGUSR2'] as const)('is sent %s, and may end as it likes', async (name) => {
    const { url, asked } = await otherListener(200);
    const code = `process.on("${name}", () => { console.log("heard"); process.exit(5) }); setInterval(() => 0, 1e6); console.log("ready")`;
    const child = spawn(...programCommand(['run', `${url}/ping/${token}`, ...job(code)]));
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
      const target = `${await nobody()}/ping/${token}`;
      const [node, words] = programCommand(['run', target, '--data', data, '--', 'sh', '-c', 'echo one; exit 3']);
      const [first = node, ...args] = isRoot ? [...likeAnyUser, node, ...words] : [node, ...words];
      const child = spawn(first, args, { stdio: ['ignore', fd, fd] });
      expect(await once(child, 'exit')).toEqual([3, null]);
      await expect.poll(() => spooled(data).at(-1)?.body, late).toBe('one\n');
    },
  );

  test('that a signal ends has the code that a shell would show', async () => {
    const { url, asked } = await otherListener(200);
    const code = 'process.kill(process.pid, "SIGKILL")';
    expect((await vigilmon(['run', `${url}/ping/${token}`, ...job(code)])).code).toBe(137);
    await expect.poll(() => asked.at(-1)?.path, late).toMatch(/\/137\?/);
  });

  test('that is not there, or may not be run, is a failed one', async () => {
    const { url, asked } = await otherListener(200);
    const missing = await vigilmon(['run', `${url}/ping/${token}`, '--', 'no-such-command-here']);
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
    const directory = await vigilmon(['run', `${url}/ping/${token}`, '--', tempDirectory(onTestFinished)]);
    expect(directory.code).toBe(126);
  });

  test('that leaves something running is not waited for', async () => {
    const { url } = await otherListener(200);
    const left = 'setInterval(() => 0, 1e6)';
    const code = `const c = require("child_process").spawn(process.execPath, ["-e", "${left}"], { stdio: "inherit", detached: true }); console.log(c.pid); process.exit(0)`;
    const child = spawn(...programCommand(['run', `${url}/ping/${token}`, ...job(code)]));
    const exited = once(child, 'exit');
    const [pid] = (await once(child.stdout, 'data')) as [Buffer];
    onTestFinished(() => void process.kill(Number(pid)));
    expect((await exited)[0]).toBe(0);
  });

  test('whose reader goes away learns it as it would without Vigilmon', async () => {
    const { url, asked } = await otherListener(200);
    const script = 'while echo y; do :; done';
    const child = spawn(...programCommand(['run', `${url}/ping/${token}`, '--', 'sh', '-c', script]));
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await closed;
    expect(child.exitCode).not.toBeNull();
    await expect.poll(() => asked.at(-1)?.path, late).toContain(`/${String(child.exitCode)}?`);
  });
});

describe('where nobody takes the ping', () => {
  test('the job is none the worse, and the pings wait in private with their time until the next job', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const silent = await nobody();
    const target = `${silent}/ping/${token}`;
    const { code, stdout, stderr } = await vigilmon([
      'run',
      target,
      '--data',
      data,
      ...job('console.log("done"); process.exit(3)'),
    ]);
    expect([code, stdout]).toEqual([3, 'done\n']);
    expect(stderr).toBe('');
    const [start, end] = spooled(data);
    expect(start?.path).toMatch(/\/start\?rid=[0-9a-f-]+&at=\d+$/);
    expect(end).toMatchObject({ path: matching(/\/3\?rid=[0-9a-f-]+&at=\d+$/), body: 'done\n' });
    const files = readdirSync(join(data, 'spool'));
    expect(files.map((name) => statSync(join(data, 'spool', name)).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(statSync(join(data, 'spool')).mode & 0o777).toBe(0o700);

    const next = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('OK');
    });
    const asked: string[] = [];
    next.listen(Number(new URL(silent).port), '127.0.0.1');
    await once(next, 'listening');
    onTestFinished(() => void next.close());
    await vigilmon(['run', target, '--data', data, ...job('')]);
    await expect.poll(() => asked.length, late).toBe(4);
    expect(asked.slice(0, 2)).toEqual([start?.path, end?.path]);
    expect(asked.slice(2).map((path) => path.replace(/\?.*/, ''))).toEqual([
      `/ping/${token}/start`,
      `/ping/${token}/0`,
    ]);
    await expect.poll(() => spooled(data), late).toEqual([]);
  });

  test('Vigilmon takes them at its start, as if it had been there', async () => {
    const directory = tempDirectory(onTestFinished);
    const data = join(directory, 'data');
    const target = `${await nobody()}/ping/${token}`;
    const before = Date.now();
    await vigilmon(['run', target, '--data', data, ...job('console.log("alone")')]);
    const after = Date.now();
    const served = await serveJobs(directory);
    const [start, end] = await pingsOf(served, 2);
    expect([start?.kind, end?.kind, end?.body]).toEqual(['start', 'success', 'alone\n']);
    expect(start?.at).toBeGreaterThanOrEqual(before);
    expect(end?.at).toBeLessThanOrEqual(after);
    expect(await stateOf(served)).toBe('up');
    expect(readdirSync(join(data, 'spool'))).toEqual([]);
  });

  test('a ping that the other side refuses is not kept', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const { url, asked } = await otherListener(404);
    const { code, stderr } = await vigilmon(['run', `${url}/ping/${token}`, '--data', data, ...job('')]);
    expect([code, stderr]).toEqual([0, '']);
    await expect.poll(() => asked.length, late).toBe(2);
    await expect.poll(() => spooled(data), late).toEqual([]);
  });

  test('a data directory that cannot be written to costs the ping, not the job', async () => {
    const file = join(tempDirectory(onTestFinished), 'file');
    writeFileSync(file, '');
    for (const target of [`${await nobody()}/ping/${token}`, token]) {
      const { code, stderr } = await vigilmon(['run', target, '--data', file, ...job('process.exit(4)')]);
      expect([code, stderr]).toEqual([4, '']);
    }
  });
});

describe('a ping that Vigilmon cannot record', () => {
  test('is saved with its time, and the command succeeds', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const { url, asked } = await otherListener(503);
    const { code, stdout, stderr } = await vigilmon(['ping', `${url}/ping/${token}`, '--data', data]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('the ping is saved and will be sent later');
    expect(spooled(data).map(({ path }) => path)).toEqual(asked.slice(-1).map(({ path }) => path));
    expect(asked[0]?.path).toMatch(/\?at=\d+$/u);
  });

  test('fails the command if it cannot be saved either', async () => {
    const file = join(tempDirectory(onTestFinished), 'file');
    writeFileSync(file, '');
    const { url } = await otherListener(503);
    const { code, stderr } = await vigilmon(['ping', `${url}/ping/${token}`, '--data', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('and the ping could not be saved');
  });

  test('is saved by a job as well', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const { url } = await otherListener(503);
    const { code } = await vigilmon(['run', `${url}/ping/${token}`, '--data', data, ...job('process.exit(5)')]);
    expect(code).toBe(5);
    expect(spooled(data)).toHaveLength(2);
  });
});

describe('options', () => {
  const endOf = async (options: readonly string[], code: string) => {
    const { url, asked } = await otherListener(200);
    const ended = await vigilmon(['run', `${url}/ping/${token}`, ...options, ...job(code)]);
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
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/${token}`;
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
  const { url, asked } = await otherListener(200);
  const args = [`${url}/ping/${token}`, ...wrong, ...job('console.log("ran"); process.exit(6)')];
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
