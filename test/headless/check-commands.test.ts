import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { matching } from '../support/matching.ts';
import { vigilmon } from '../support/source-command.ts';
import { heartbeat, running, token, withEngine } from './commands-rig.ts';

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
