/** `vigilmon serve` as a real process, over a real engine, a real database and real sockets. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import { serveFor, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { clientWords } from '../support/client-words.ts';

const withEngine = { timeout: 30_000 };

/** Writes a configuration file. */
function configFile(directory: string, yaml: string): string {
  const file = join(directory, 'vigilmon.yaml');
  writeFileSync(file, yaml);
  return file;
}

async function busyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('starting and stopping', withEngine, () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('one line says where it runs, and %s ends it cleanly', async (signal) => {
    const directory = tempDirectory(onTestFinished);
    const served = await serveFor(['--data', directory]);
    const { api } = connectHttp({ words: clientWords, baseUrl: served.url, token: served.token });
    expect(await api.system.info(undefined)).toMatchObject({
      ok: true,
      value: { host: 'headless', listenerUrl: served.url, dataDirectory: directory },
    });
    served.signal(signal);
    served.signal(signal); // as when Ctrl-C reaches a whole group, and one of it passes it on
    const { code, stdout } = await served.ended;
    expect(code).toBe(0);
    expect(stdout).toBe(`Vigilmon is running at ${served.url}/#token=${served.token}\n`);
    expect(readdirSync(directory)).not.toContain('running.json');
    expect(readdirSync(directory)).not.toContain('vigilmon.pid');
  });

  test('a second start finds what the first one left, with the same token', async () => {
    const directory = tempDirectory(onTestFinished);
    const first = await serveFor(['--data', directory]);
    const before = connectHttp({ words: clientWords, baseUrl: first.url, token: first.token });
    await before.api.monitors.create({ kind: 'heartbeat', id: 'mailer', schedule: { every: '5m' } });
    first.signal('SIGTERM');
    await first.ended;
    const second = await serveFor(['--data', directory]);
    expect(second.token).toBe(first.token);
    const after = connectHttp({ words: clientWords, baseUrl: second.url, token: second.token });
    expect(await after.api.monitors.get({ id: 'mailer' })).toMatchObject({ ok: true, value: { id: 'mailer' } });
  });

  test.skipIf(process.platform === 'win32')('everything it writes is for its owner alone', async () => {
    const directory = join(tempDirectory(onTestFinished), 'data');
    await serveFor(['--data', directory]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const loose = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
      (name) => (statSync(join(directory, name)).mode & 0o077) !== 0,
    );
    expect(loose).toEqual([]);
  });

  test('it takes pings by the token of a heartbeat', async () => {
    const directory = tempDirectory(onTestFinished);
    const served = await serveFor(['--data', directory]);
    const { api } = connectHttp({ words: clientWords, baseUrl: served.url, token: served.token });
    const token = 'mailer-token-0123456789';
    await api.monitors.create({ kind: 'heartbeat', id: 'mailer', schedule: { every: '5m' }, token });
    expect((await fetch(`${served.url}/ping/${token}/0`, { method: 'POST', body: 'sent 3' })).status).toBe(200);
    expect((await fetch(`${served.url}/ping/another-token-0123456789`)).status).toBe(404);
    expect(await api.pings.list({ monitorId: 'mailer' })).toMatchObject({
      ok: true,
      value: { items: [{ kind: 'success', exitCode: 0, body: 'sent 3', remoteAddress: '127.0.0.1' }] },
    });
  });

  test('with --no-ui there is the API, but no page', async () => {
    const served = await serveFor(['--data', tempDirectory(onTestFinished), '--no-ui']);
    expect((await fetch(served.url)).status).toBe(404);
    const { api } = connectHttp({ words: clientWords, baseUrl: served.url, token: served.token });
    expect(await api.overview.get(undefined)).toMatchObject({ ok: true });
  });
});

describe('what cannot be', withEngine, () => {
  test('a second Vigilmon on the same directory: it names the first, which goes on', async () => {
    const directory = tempDirectory(onTestFinished);
    const first = await serveFor(['--data', directory]);
    const second = await vigilmon(['serve', '--data', directory, '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.stdout).toBe('');
    expect(second.stderr).toContain(`in use by another Vigilmon (process ${first.pid})`);
    const status = await vigilmon(['status', '--data', directory]);
    expect(status).toMatchObject({ code: 0, stdout: 'no monitors yet\n' });
  });

  test('a port in use: it names the port and the way out', async () => {
    const port = await busyPort();
    const { code, stdout, stderr } = await vigilmon([
      'serve',
      '--data',
      tempDirectory(onTestFinished),
      '--port',
      String(port),
      '--no-ui',
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `vigilmon: port ${port} on 127.0.0.1 is in use by another program: choose another port\n`,
    });
  });

  test('a data directory that is a file', async () => {
    const file = join(tempDirectory(onTestFinished), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await vigilmon(['serve', '--data', file, '--port', '0']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^vigilmon: .+\n$/);
  });

  test.skipIf(process.getuid?.() === 0)('a data directory of another user', async () => {
    const directory = tempDirectory(onTestFinished);
    chmodSync(directory, 0);
    const { code, stderr } = await vigilmon(['serve', '--data', directory, '--port', '0']);
    chmodSync(directory, 0o700);
    const advice = 'if it belongs to another user, run this command as that user';
    expect([code, stderr]).toEqual([1, `vigilmon: ${directory} cannot be read (EACCES): ${advice}\n`]);
  });

  test.each([
    ['bad YAML', 'monitors:\n  - { kind: http', /vigilmon\.yaml: line 2: /],
    [
      'an unknown field',
      'monitors:\n  - { id: a, kind: heartbeat, schedul: 5m }',
      /monitors\.0\.schedul, line 2: is not a known field/,
    ],
    [
      'a missing variable',
      'channels:\n  - { id: ops, kind: slack, webhookUrl: "${NOT_SET_ANYWHERE}" }',
      /channels\.0\.webhookUrl, line 2: the environment variable NOT_SET_ANYWHERE is not set/,
    ],
    [
      'another scheme',
      'monitors:\n  - id: a\n    kind: http\n    url: ftp://example.com/',
      /monitors\.0\.url, line 4: must begin with http:\/\/ or https:\/\//,
    ],
    [
      'a timeout above the interval',
      'monitors:\n  - id: a\n    kind: http\n    url: http://a/\n    interval: 10s\n    timeout: 10s',
      /monitors\.0\.timeout, line 6: /,
    ],
    [
      'a rule for nobody',
      'rules:\n  - { when: {}, channels: [nobody] }',
      /rules\.0\.channels\.0, line 2: there is no channel "nobody"/,
    ],
  ])('a configuration file with %s: it says where', async (_, yaml, expected) => {
    const directory = tempDirectory(onTestFinished);
    const file = configFile(directory, yaml);
    const data = join(directory, 'data');
    const { code, stdout, stderr } = await vigilmon(['serve', '--data', data, '--port', '0', '--config', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  test('a configuration file that can be applied in part: nothing of it is', async () => {
    const directory = tempDirectory(onTestFinished);
    const data = join(directory, 'data');
    const good = 'settings: { theme: dark }\nmonitors:\n  - { id: good, kind: heartbeat, schedule: { every: 5m } }\n';
    const file = configFile(directory, `${good}  - { id: bad, kind: heartbeat, schedule: { every: 1ms } }\n`);
    expect(await vigilmon(['serve', '--data', data, '--port', '0', '--config', file])).toMatchObject({ code: 1 });
    await serveFor(['--data', data, '--no-ui']);
    const { stdout: exported } = await vigilmon(['export', '--data', data]);
    expect(exported).toContain('monitors: []');
    expect(exported).toContain('theme: system');
  });

  test('a configuration file that is not there', async () => {
    const file = join(tempDirectory(onTestFinished), 'missing.yaml');
    const { code, stderr } = await vigilmon([
      'serve',
      '--data',
      tempDirectory(onTestFinished),
      '--port',
      '0',
      '--no-ui',
      '--config',
      file,
    ]);
    expect([code, stderr]).toEqual([1, `vigilmon: ${file}: no such file\n`]);
  });
});

test('secrets are in no output, no log and not in the database', withEngine, async () => {
  const directory = tempDirectory(onTestFinished);
  const data = join(directory, 'data');
  const file = configFile(
    directory,
    'channels:\n  - { id: ops, kind: slack, webhookUrl: "${HOOK}" }\nmonitors:\n' +
      '  - { id: a, kind: http, url: "http://127.0.0.1:1/", auth: { type: bearer, token: "${TOKEN}" } }\n',
  );
  const secret = 'hunter2-hunter2-hunter2';
  const env = { HOOK: `http://127.0.0.1:1/services/${secret}`, TOKEN: secret };
  const served = await serveFor(['--data', data, '--config', file], { env });
  const { api } = connectHttp({ words: clientWords, baseUrl: served.url, token: served.token });
  await api.channels.test({ id: 'ops' });
  await api.monitors.checkNow({ id: 'a' });
  served.signal('SIGTERM');
  const { stdout, stderr } = await served.ended;
  expect(stdout + stderr).not.toContain(secret);
  expect(stderr).not.toContain(served.token);
  const files = readdirSync(data, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const { parentPath, name } of files)
    expect(readFileSync(join(parentPath, name), 'latin1')).not.toContain(secret);
});
