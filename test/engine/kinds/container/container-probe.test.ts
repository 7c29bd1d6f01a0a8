import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { usualSockets } from '../../../../electron/engine/kinds/container/sockets.ts';
import { targetOf } from '../../../../electron/engine/monitors/target.ts';
import { startContainerEngine, type ContainerEngine, type FakeContainer } from '../../../support/container-engine.ts';
import { checkFor, mistakesIn, monitorFor } from '../../../support/probed.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';

async function engineWith(containers: readonly FakeContainer[]): Promise<ContainerEngine> {
  const engine = await startContainerEngine(tempDirectory(onTestFinished), containers);
  onTestFinished(engine.close);
  return engine;
}

async function checkOne(state: FakeContainer['state'] = {}, restarts = 0): Promise<WordedCheckDetail> {
  const { socket } = await engineWith([{ name: 'db', state, restarts }]);
  return checkFor({ kind: 'container', container: 'db', socket });
}

const log = (ExitCode: number, Output: string): object => ({
  Start: '2026-11-28T10:00:00.123456789+01:00',
  ExitCode,
  Output,
});

describe('a container', () => {
  test('that runs is up, with what is known of it', async () => {
    const found = await checkOne({}, 3);
    expect(found).toMatchObject({ verdict: 'pass', failure: null, phases: null, figures: { restarts: 3 } });
    expect(found.evidence).toEqual([
      { name: 'container', type: 'line', text: 'db' },
      { name: 'status', type: 'line', text: 'running' },
      { name: 'restarts', type: 'line', text: '3' },
      { name: 'image', type: 'line', text: 'postgres:17' },
    ]);
  });

  test.each([
    [
      { Status: 'exited', ExitCode: 137, OOMKilled: true },
      'container db is exited, exit code 137 (KILL), out of memory',
    ],
    [{ Status: 'exited', ExitCode: 1 }, 'container db is exited, exit code 1'],
    [{ Status: 'paused' }, 'container db is paused'],
    [{ Status: 'restarting', ExitCode: 1 }, 'container db is restarting'],
    [{ Status: 'created' }, 'container db is created'],
    [{ Health: { Status: 'unhealthy' } }, 'container db is unhealthy'],
    [
      { Health: { Status: 'unhealthy', Log: [log(0, 'ok'), log(1, '\u001b[31mno connection\u001b[0m\n')] } },
      'container db is unhealthy: no connection',
    ],
    [{ Healthcheck: { Status: 'unhealthy', Log: null } }, 'container db is unhealthy'],
  ])('with the state %j is down', async (state, message) => {
    expect(await checkOne(state)).toMatchObject({ verdict: 'fail', failure: { kind: 'container', message } });
  });

  test('shows the last five results of its health check, newest first', async () => {
    const Log = Array.from({ length: 7 }, (_, index) => log(index % 2, `result ${String(index)}`));
    const found = await checkOne({ Health: { Status: 'healthy', Log } });
    expect(found.verdict).toBe('pass');
    expect(found.evidence).toContainEqual({ name: 'health', type: 'line', text: 'healthy' });
    const shown = found.evidence?.find(({ name }) => name === 'healthLog');
    expect(shown).toMatchObject({
      columns: ['at', 'exitCode', 'output'],
      rows: [6, 5, 4, 3, 2].map((index) => [
        Date.UTC(2026, 10, 28, 9, 0, 0, 123),
        String(index % 2),
        `result ${String(index)}`,
      ]),
    });
  });

  test('whose health check has no result yet cannot tell', async () => {
    const found = await checkOne({ Health: { Status: 'starting', Log: [] } });
    expect(found).toMatchObject({ verdict: 'inconclusive', failure: { code: 'container-starting' } });
  });

  test('without a health check needs only to run', async () => {
    expect(await checkOne({ Health: { Status: 'none' } })).toMatchObject({ verdict: 'pass' });
    expect(await checkOne({ Health: null })).toMatchObject({ verdict: 'pass' });
  });

  test('that restarts too often fails its assertion', async () => {
    const { socket } = await engineWith([{ name: 'db', restarts: 7 }]);
    const assertions = [{ on: 'restarts', is: 'lessThan', value: 5 }] as const;
    const found = await checkFor({ kind: 'container', container: 'db', socket, assertions });
    expect(found.failure?.message).toBe('number of restarts 7, expected less than 5');
  });

  test('that does not exist is down', async () => {
    const { socket } = await engineWith([]);
    const found = await checkFor({ kind: 'container', container: 'a/../b', socket });
    expect(found).toMatchObject({ verdict: 'fail', failure: { message: 'there is no container a/../b' } });
  });
});

describe('a label', () => {
  const shop = { 'com.docker.compose.project': 'shop' };

  test('stands for all containers that have it', async () => {
    const { socket, paths } = await engineWith([
      { name: 'web', labels: shop },
      { name: 'db', labels: shop, state: { Status: 'exited', ExitCode: 2 } },
      { name: 'other', state: { Status: 'exited' } },
    ]);
    const label = 'com.docker.compose.project=shop';
    const found = await checkFor({ kind: 'container', label, socket });
    expect(found.failure?.message).toBe('container db is exited, exit code 2');
    expect(found.evidence?.[0]).toEqual({ name: 'container', type: 'line', text: 'db' });
    expect(paths).toEqual(['/containers/json', '/containers/web/json', '/containers/db/json']);
  });

  test('that no container has is down', async () => {
    const { socket } = await engineWith([{ name: 'web' }]);
    const found = await checkFor({ kind: 'container', label: 'x', socket });
    expect(found.failure?.message).toBe('no container has the label x');
  });
});

describe('a container engine', () => {
  test('that is not there cannot tell', async () => {
    const socket = join(tempDirectory(onTestFinished), 'none.sock');
    expect(await checkFor({ kind: 'container', container: 'db', socket })).toMatchObject({
      verdict: 'inconclusive',
      failure: { message: `the container engine at ${socket} cannot be reached: there is no such socket` },
    });
  });

  test('that has stopped is a failure', async () => {
    const socket = join(tempDirectory(onTestFinished), 'file.sock');
    writeFileSync(socket, '');
    expect(await checkFor({ kind: 'container', container: 'db', socket })).toMatchObject({
      verdict: 'fail',
      failure: { message: `the container engine at ${socket} cannot be reached: nothing listens there` },
    });
  });

  test('that does not respond times out', async () => {
    const { socket, behave } = await engineWith([]);
    behave('hang');
    const found = await checkFor({ kind: 'container', container: 'db', socket, timeout: 200 });
    expect(found).toMatchObject({ verdict: 'fail', failure: { kind: 'timeout', code: 'container-engine-silent' } });
  });

  test.each([
    [500, '{"message":"dial error"}', 'the container engine at SOCKET failed with status 500: dial error'],
    [200, 'hello', 'the response of the container engine at SOCKET is not that of one'],
    [200, '{"State":[]}', 'the response of the container engine at SOCKET is not that of one'],
    [200, 'x'.repeat(3_000_000), 'the response of the container engine at SOCKET is too large'],
  ])('that responds with %i %.20s fails with what it said', async (status, body, message) => {
    const { socket, behave } = await engineWith([]);
    behave({ status, body });
    const found = await checkFor({ kind: 'container', container: 'db', socket });
    expect(found).toMatchObject({
      verdict: 'fail',
      failure: { message: message.replace('SOCKET', socket) },
    });
  });

  test('may respond with anything, and the check still ends with a result of bounded size', async () => {
    const { socket, behave } = await engineWith([]);
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (body) => {
        behave({ status: 200, body: body.replace(/^\{/u, '{"State":{"Status":"running"},') });
        const found = await checkFor({ kind: 'container', container: 'db', socket });
        expect(['pass', 'fail']).toContain(found.verdict);
        expect(JSON.stringify(found).length).toBeLessThan(20_000);
      }),
      { numRuns: 50 },
    );
  });

  test('is found where Docker and Podman listen', () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/1000' };
    expect(usualSockets({ platform: 'linux', env, home: '/home/ann' })).toEqual([
      '/var/run/docker.sock',
      '/run/user/1000/docker.sock',
      '/run/user/1000/podman/podman.sock',
      '/home/ann/.docker/run/docker.sock',
      '/home/ann/.local/share/containers/podman/machine/podman.sock',
      '/run/podman/podman.sock',
    ]);
    const given = { DOCKER_HOST: 'unix:///tmp/d.sock', CONTAINER_HOST: 'tcp://10.0.0.1:2375' };
    expect(usualSockets({ platform: 'linux', env: given, home: '/' })[0]).toBe('/tmp/d.sock');
    const pipe = { DOCKER_HOST: 'npipe:////./pipe/docker_cli' };
    expect(usualSockets({ platform: 'win32', env: pipe, home: 'C:\\' })[0]).toBe('\\\\.\\pipe\\docker_cli');
  });
});

test('the definition needs a name or a label', () => {
  expect(mistakesIn({ kind: 'container' })).toEqual({ container: 'needs either the name of a container or a label' });
  expect(mistakesIn({ kind: 'container', container: 'a', label: 'b' })).toHaveProperty('container');
  const monitor = monitorFor({ kind: 'container', container: 'shop-db' });
  expect([monitor.name, monitor.id, targetOf(monitor)]).toEqual(['shop-db', 'shop-db', 'docker://shop-db']);
});
