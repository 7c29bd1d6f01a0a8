/** The commands that talk to a running Vigilmon, as real processes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { matching } from '../support/matching.ts';
import { inShell, programCommand, serveFor, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const withEngine = { timeout: 30_000 };
const token = 'mailer-token-0123456789';

/** A service that answers with the status, in the usual health shape. */
async function serviceWith(status: number): Promise<string> {
  const body = JSON.stringify({
    status: status === 200 ? 'ok' : 'error',
    checks: { database: status === 200 ? 'ok' : 'error: gone' },
  });
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
}

/** A running Vigilmon with its directory and a file beside it. */
async function running(yaml: string) {
  const directory = tempDirectory(onTestFinished);
  const data = join(directory, 'data');
  const file = join(directory, 'vigilmon.yaml');
  writeFileSync(file, yaml);
  const served = await serveFor(['--data', data, '--no-ui']);
  return {
    data,
    file,
    served,
    run: (...args: string[]) => vigilmon([...args, '--data', data], { env: { MAILER_TOKEN: token } }),
  };
}

const heartbeat =
  'monitors:\n  - { id: mailer, kind: heartbeat, name: Mailer, schedule: { every: 5m }, token: "${MAILER_TOKEN}" }\n';

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

describe('check', withEngine, () => {
  test('names what was typed in an error, not the fields of a monitor', async () => {
    expect(await vigilmon(['check', 'http://ada:secret@127.0.0.1:1/'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'vigilmon: TARGET: must not contain a username or password\n',
    });
  });

  test('passes a URL that is well, with its phases', async () => {
    const url = await serviceWith(200);
    const { code, stdout, stderr } = await vigilmon(['check', url]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${url}: passed in `);
    expect(stdout).toMatch(/response +status 200/);
    for (const phase of ['connect', 'first byte', 'download']) expect(stdout).toContain(phase);
  });

  test('fails one that is not, and says what', async () => {
    const { code, stdout } = await vigilmon(['check', await serviceWith(503)]);
    expect(code).toBe(1);
    expect(stdout).toContain('status 503');
    expect(stdout).toContain('database: error: gone');
  });

  test('judges by the status and the text that are asked for', async () => {
    const healthy = await serviceWith(200);
    const broken = await serviceWith(503);
    const codeOf = async (...args: readonly string[]): Promise<number | null> =>
      (await vigilmon(['check', ...args])).code;
    expect(await codeOf(broken, '--status', '503')).toBe(0);
    expect(await codeOf(healthy, '--status', '503')).toBe(1);
    expect(await codeOf(healthy, '--contains', '"database": "ok"')).toBe(0);
    expect(await codeOf(healthy, '--contains', 'nothing of the kind')).toBe(1);
    expect(await codeOf(broken, '--contains', 'gone')).toBe(1);
    expect(await codeOf(broken, '--contains', 'gone', '--status', '503')).toBe(0);
  });

  test('answers scripts in JSON', async () => {
    const { code, stdout } = await vigilmon(['check', await serviceWith(503), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail', response: { status: 503 } });
  });

  test('checks any kind of target that its address names', async () => {
    const port = new URL(await serviceWith(200)).port;
    const outputs: string[] = [];
    for (const target of [`127.0.0.1:${port}`, `tcp://127.0.0.1:${port}`, `redis://127.0.0.1:${port}/0`]) {
      const { code, stdout } = await vigilmon(['check', target]);
      expect([target, code]).toEqual([target, 0]);
      outputs.push(stdout);
    }
    expect(outputs[0]).toContain(`127.0.0.1:${port}: passed in `);
    expect(outputs[0]).not.toContain('status');
  });

  test('runs a command, and shows what it wrote', async () => {
    const { code, stdout } = await vigilmon(['check', "command:sh -c 'echo LOAD WARNING; exit 1'"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/output +LOAD WARNING/);
    expect((await vigilmon(['check', 'command:false'])).code).toBe(0);
    expect((await vigilmon(['check', "command:sh -c 'exit 2'"])).code).toBe(1);
  });

  test('refuses options and targets that it cannot check', async () => {
    const rejected = async (...args: string[]): Promise<readonly unknown[]> => {
      const { code, stderr } = await vigilmon(['check', ...args]);
      return [code, stderr];
    };
    expect(await rejected('gopher://example.com/')).toEqual([
      2,
      matching(/^vigilmon: "gopher:.* is neither a URL nor/),
    ]);
    expect(await rejected('tcp://127.0.0.1')).toEqual([2, matching(/^vigilmon: port: /)]);
    for (const option of ['--status', '--contains']) {
      const mistake = `vigilmon: ${option} does not apply to ping://127.0.0.1\n`;
      expect(await rejected('ping://127.0.0.1', option, '200')).toEqual([2, mistake]);
    }
    expect(await rejected('0 3 * * *')).toEqual([2, matching(/cannot be checked/)]);
  });
});

describe('with a running Vigilmon', withEngine, () => {
  test('apply, status, ping and export work hand in hand', async () => {
    const { file, run } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0, stdout: matching(/^created mailer\n/) });
    expect(await run('apply', file)).toMatchObject({ code: 0, stdout: 'no changes\n' });
    expect(await run('status')).toMatchObject({ code: 0, stdout: matching(/^WAITING +Mailer/) });
    expect(await run('ping', token)).toMatchObject({ code: 0, stdout: 'OK\n' });
    expect(await run('status')).toMatchObject({ code: 0, stdout: matching(/^UP +Mailer/) });
    expect(await run('ping', token, '--exit', '3')).toMatchObject({ code: 0 });
    expect(await run('status')).toMatchObject({ code: 1, stdout: matching(/^DOWN +Mailer/) });
    const digest = await run('digest');
    expect([digest.code, digest.stdout]).toEqual([
      0,
      matching(/^\[DIGEST\] 1 monitor: 1 incident\n.*\nNow: 1 down\n/s),
    ]);
    const exported = await run('export');
    expect(exported.stdout).toContain('token: ${MAILER_TOKEN}');
    expect(exported.stdout).not.toContain(token);
    writeFileSync(file, exported.stdout);
    expect(await run('apply', file, '--json')).toMatchObject({ code: 0, stdout: matching(/"created": \[\]/) });
  });

  test('apply names every mistake with its line and changes nothing', async () => {
    const { file, run } = await running(`${heartbeat}  - { id: b, kind: http, url: "ftp://a", interval: 1s }\n`);
    const { code, stdout, stderr } = await run('apply', file);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`${file}: monitors.1.url, line 3: must begin with http:// or https://`);
    expect(stderr).toContain(`${file}: monitors.1.interval, line 3: `);
    expect((await run('status')).stdout).toBe('no monitors yet\n');
  });

  test('apply reads stdin, and sends only the variables that are used', async () => {
    const { data, run } = await running('');
    const yaml = 'monitors:\n  - { id: a, kind: heartbeat, schedule: { every: 5m }, name: "${JOB_NAME}" }\n';
    const applied = await vigilmon(['apply', '-', '--data', data], { stdin: yaml, env: { JOB_NAME: 'Nightly' } });
    expect(applied).toMatchObject({ code: 0 });
    expect((await run('status', '--json')).stdout).toContain('"name": "Nightly"');
  });

  test('a ping of an unknown token is refused', async () => {
    const { run, served } = await running(heartbeat);
    expect(await run('ping', 'unknown-token-0123456789')).toMatchObject({
      code: 1,
      stderr: 'vigilmon: the ping was refused with status 404: not found\n',
    });
    expect(await run('ping', `${served.url}/ping/unknown-token-0123456789`)).toMatchObject({ code: 1 });
  });

  test('a ping by URL goes where the URL says', async () => {
    const { file, run, served } = await running(heartbeat);
    await run('apply', file);
    expect(await run('ping', `${served.url}/ping/${token}/`, '--fail')).toMatchObject({ code: 0, stdout: 'OK\n' });
    expect(await run('status')).toMatchObject({ code: 1, stdout: matching(/^DOWN +Mailer/) });
  });

  test('a ping that reaches nobody says where, without the token', async () => {
    const { code, stderr } = await vigilmon(['ping', `http://127.0.0.1:1/ping/${token}`]);
    expect([code, stderr]).toEqual([1, 'vigilmon: no response from http://127.0.0.1:1\n']);
  });

  test('what is neither token nor URL is not sent anywhere', async () => {
    expect(await vigilmon(['ping', 'short'])).toMatchObject({
      code: 1,
      stderr: matching(/must be a ping token, or a URL/),
    });
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

describe('vigilmon maintenance', withEngine, () => {
  test('starts maintenance of a monitor, lists it, and ends it', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    expect(await run('maintenance', 'list')).toMatchObject({ code: 0, stdout: 'no maintenance is scheduled\n' });
    const started = await run('maintenance', 'start', '--monitors', 'mailer', '--duration', '2h');
    const active = /^maintenance: Maintenance: active until 20\d\d-\d\d-\d\d \d\d:\d\d UTC, 1 monitor\n$/;
    expect(started).toMatchObject({ code: 0, stdout: matching(active), stderr: '' });
    expect(await run('status')).toMatchObject({ stdout: matching(/^MAINTENANCE +Mailer/) });
    const listed = JSON.parse((await run('maintenance', 'list', '--json')).stdout) as unknown;
    expect(listed).toMatchObject([{ id: 'maintenance', covers: { monitors: ['mailer'] } }]);
    const ended = await run('maintenance', 'end', 'maintenance');
    expect(ended).toMatchObject({ code: 0, stdout: 'maintenance: Maintenance: ended, 1 monitor\n' });
    expect(await run('maintenance', 'end', 'maintenance')).toMatchObject({ code: 1, stdout: '' });
  });

  test('plans maintenance, and says what is wrong with its times', async () => {
    const { run } = await running(heartbeat);
    const wrong = await run('maintenance', 'add', '--all', '--days', 'daily', '--from', '25:00', '--to', '2:00');
    expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: matching(/from: /) });
    const added = await run(
      ...['maintenance', 'add', '--all', '--name', 'Patches', '--cron', '0 3 1 1 *'],
      ...['--duration', '90m', '--timezone', 'UTC'],
    );
    const next = /^patches: Patches: next at 20\d\d-01-01 03:00 UTC for 1 h 30 min, 0 monitors\n$/;
    expect(added).toMatchObject({ code: 0, stdout: matching(next), stderr: '' });
  });

  test.each([
    [['pause'], 'the action must be list, start, end or add'],
    [['end'], 'ID is required'],
    [['start'], '--monitors, --tags or --all is required'],
    [
      ['start', '--all', '--from', '22:00'],
      'start takes only --duration: use add for --from, --to, --days, --cron or --timezone',
    ],
    [['add', '--all', '--days', 'someday'], '--days must be days of the week, such as sat,sun, or daily'],
    [['list', 'more'], 'unexpected argument "more"'],
  ])('refuses a wrong command line: %j', async (args, mistake) => {
    const { code, stderr } = await vigilmon(['maintenance', ...args]);
    expect([code, stderr]).toEqual([2, `vigilmon: ${mistake}: see vigilmon maintenance --help\n`]);
  });
});

describe('vigilmon mute', withEngine, () => {
  test('mutes monitors, tags and everything, and unmutes them', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    const all = await run('mute', '--all', '--tags', 'none', '--monitors', 'mailer', '--until', '2040-05-01T12:00Z');
    expect(all).toMatchObject({ code: 1, stdout: '', stderr: matching(/within 31 days/) });
    const muted = await run('mute', '--tags', 'none', '--monitors', 'mailer', '--duration', '2h');
    expect(muted).toMatchObject({
      code: 0,
      stdout: matching(/^tag none \(0 monitors\): muted until 20.+ UTC\S*\nMailer: muted until 20.+ UTC\S*\n$/),
      stderr: '',
    });
    expect(await run('unmute', '--monitors', 'mailer', '--all')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'vigilmon: all monitors: not muted\n',
    });
    expect(await run('unmute', '--monitors', 'mailer')).toMatchObject({ code: 0, stdout: 'Mailer: no longer muted\n' });
    const left = await run('unmute', '--tags', 'none', '--json');
    expect(JSON.parse(left.stdout)).toMatchObject([{ scope: { kind: 'tag', tag: 'none' } }]);
  });

  test('mutes what is down until it recovers, and nothing if a name is wrong', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    expect(await run('mute', '--monitors', 'mailer,nobody')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('mute', '--monitors', 'mailer', '--until-recovery')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('ping', token, '--fail')).toMatchObject({ code: 0 });
    const muted = await run('mute', '--monitors', 'mailer', '--until-recovery');
    expect(muted).toMatchObject({ code: 0, stdout: 'Mailer: muted until it recovers\n', stderr: '' });
    const again = await run('mute', '--monitors', 'mailer', '--until-recovery', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject([{ scope: { monitorId: 'mailer' }, until: null }]);
  });

  test.each([
    [['mute'], '--monitors, --tags or --all is required'],
    [['unmute'], '--monitors, --tags or --all is required'],
    [['mute', '--all', '--duration', 'long'], '--duration must be a duration, such as 30m, 2h or 3d'],
    [['mute', '--all', '--until', '25:00'], '--until must be a time, such as 18:00 or 2026-12-03T22:00'],
    [['mute', '--all', '--until', '2026-02-30T10:00'], '--until must be a time, such as 18:00 or 2026-12-03T22:00'],
    [['mute', '--all', '--until', '18:00', '--duration', '1h'], '--duration and --until cannot be combined'],
    [
      ['mute', '--tags', 'web', '--until-recovery'],
      '--until-recovery is for --monitors only: tags and --all need --duration or --until',
    ],
  ])('refuses a wrong command line: %j', async (args, mistake) => {
    const { code, stderr } = await vigilmon(args);
    expect([code, stderr]).toEqual([2, `vigilmon: ${mistake}: see vigilmon ${String(args[0])} --help\n`]);
  });
});

describe('vigilmon ack', withEngine, () => {
  test('acknowledges the outage of a monitor, or an incident by its number, and keeps an earlier note', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    expect(await run('ack', 'mailer')).toMatchObject({ code: 1, stderr: 'vigilmon: Mailer has no open incident\n' });
    expect(await run('ping', token, '--fail')).toMatchObject({ code: 0 });
    const first = await run('ack', 'mailer', '--note', 'disk full');
    expect(first).toMatchObject({ code: 0, stdout: 'incident 1 of Mailer: acknowledged\n', stderr: '' });
    const again = await run('ack', '1', '--json');
    expect(again.code).toBe(0);
    const incident = { id: 1, monitorId: 'mailer', note: 'disk full', acknowledgedAt: expect.any(Number) as number };
    expect(JSON.parse(again.stdout)).toMatchObject(incident);
  });

  test('fails for what is not there', async () => {
    const { run } = await running(heartbeat);
    expect(await run('ack', '99')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('ack', 'nobody')).toMatchObject({ code: 1, stdout: '' });
  });
});
