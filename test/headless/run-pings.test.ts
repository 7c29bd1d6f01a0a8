/** The pings of `vigilmon run` and `vigilmon ping` where a real Vigilmon takes them, later, or nobody does. */
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import type { Ping } from '../../electron/contract/model/history.ts';
import { clientWords } from '../support/client-words.ts';
import { valueOf } from '../support/headless-host.ts';
import { matching } from '../support/matching.ts';
import { serveFor, type Served, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { job, late, nobody, otherListener, spooled, token, withOwnDataHome } from '../support/watched-jobs.ts';

beforeEach(withOwnDataHome);

const config = `monitors:\n  - { id: backup, kind: heartbeat, name: Backup, schedule: { every: 5m }, token: ${token} }\n`;

async function serveJobs(directory: string): Promise<Served> {
  const file = join(directory, 'vigilmon.yaml');
  writeFileSync(file, config);
  return serveFor(['--data', join(directory, 'data'), '--no-ui', '--config', file]);
}

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

describe('where nobody takes the ping', () => {
  test('the job is none the worse, and the pings wait in private with their time until the next job', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const target = await nobody();
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
    next.listen(Number(new URL(target).port), '127.0.0.1');
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
    const target = await nobody();
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
    const { target, asked } = await otherListener(404);
    const { code, stderr } = await vigilmon(['run', target, '--data', data, ...job('')]);
    expect([code, stderr]).toEqual([0, '']);
    await expect.poll(() => asked.length, late).toBe(2);
    await expect.poll(() => spooled(data), late).toEqual([]);
  });

  test('a data directory that cannot be written to costs the ping, not the job', async () => {
    const file = join(tempDirectory(onTestFinished), 'file');
    writeFileSync(file, '');
    for (const target of [await nobody(), token]) {
      const { code, stderr } = await vigilmon(['run', target, '--data', file, ...job('process.exit(4)')]);
      expect([code, stderr]).toEqual([4, '']);
    }
  });
});

describe('a ping that Vigilmon cannot record', () => {
  test('is saved with its time, and the command succeeds', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const { target, asked } = await otherListener(503);
    const { code, stdout, stderr } = await vigilmon(['ping', target, '--data', data]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('the ping is saved and will be sent later');
    expect(spooled(data).map(({ path }) => path)).toEqual(asked.slice(-1).map(({ path }) => path));
    expect(asked[0]?.path).toMatch(/\?at=\d+$/u);
  });

  test('fails the command if it cannot be saved either', async () => {
    const file = join(tempDirectory(onTestFinished), 'file');
    writeFileSync(file, '');
    const { target } = await otherListener(503);
    const { code, stderr } = await vigilmon(['ping', target, '--data', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('and the ping could not be saved');
  });

  test('is saved by a job as well', async () => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const { target } = await otherListener(503);
    const { code } = await vigilmon(['run', target, '--data', data, ...job('process.exit(5)')]);
    expect(code).toBe(5);
    expect(spooled(data)).toHaveLength(2);
  });
});
