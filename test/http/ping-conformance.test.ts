/** The ping API of Healthchecks, case by case, and the forms of other services, as their clients send them. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { openListener } from '../../electron/http/listener.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, recordingLogger, valueOf, type TestEngine } from '../support/test-engine.ts';

const uuid = 'd1665499-e827-441f-bf13-8f15e8f4c0b9';
const pingKey = 'eqWRUIxSyUFhSlbfEcJgjg';
const rid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

interface Setup {
  readonly createFromPings?: boolean;
  /** Of the monitor. */
  readonly fields?: object;
}

async function listening({ createFromPings = false, fields = {} }: Setup = {}): Promise<{
  readonly engine: TestEngine;
  readonly url: string;
}> {
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  engine.start();
  const job = { id: 'job', kind: 'heartbeat', schedule: { every: '1d' }, token: uuid } as const;
  valueOf(await engine.api.monitors.create({ ...job, ...fields }));
  valueOf(await engine.api.pings.setKey({ key: pingKey }));
  valueOf(await engine.api.settings.update({ createFromPings }));
  const opened = await openListener({ engine, host: '127.0.0.1', port: 0, logger: recordingLogger([]) });
  const listener = valueOf(opened);
  onTestFinished(async () => {
    await listener.close();
    await engine.stop();
  });
  return { engine, url: listener.url };
}

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly state: string | undefined;
  /** The newest. */
  readonly ping: { readonly kind: string; readonly exitCode: number | null; readonly body: string } | undefined;
}

async function send(path: string, init: RequestInit = {}, setup: Setup = {}): Promise<Answered> {
  const { engine, url } = await listening(setup);
  const answer = await fetch(url + path, init);
  const text = await answer.text();
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  const [ping] = valueOf(await engine.api.pings.list({ monitorId: 'job' })).items;
  return { status: answer.status, text, headers: answer.headers, state: monitors[0]?.state, ping };
}

describe.each(['', '/ping'])('Healthchecks, under %j', (prefix) => {
  const at = `${prefix}/${uuid}`;

  test.each([
    ['success', '', 'GET', { state: 'up', ping: { kind: 'success', exitCode: null } }],
    ['success', '', 'HEAD', { state: 'up', ping: { kind: 'success', exitCode: null } }],
    ['success', '', 'POST', { state: 'up', ping: { kind: 'success', exitCode: null } }],
    ['success', '', 'PUT', { state: 'up', ping: { kind: 'success', exitCode: null } }],
    ['success with a slash at the end', '/', 'GET', { state: 'up', ping: { kind: 'success', exitCode: null } }],
    ['start', '/start', 'GET', { state: 'running', ping: { kind: 'start', exitCode: null } }],
    ['failure', '/fail', 'POST', { state: 'down', ping: { kind: 'fail', exitCode: null } }],
    ['log', '/log', 'POST', { state: 'new', ping: { kind: 'log', exitCode: null } }],
    ['exit status 0', '/0', 'GET', { state: 'up', ping: { kind: 'success', exitCode: 0 } }],
    ['exit status 1', '/1', 'GET', { state: 'down', ping: { kind: 'fail', exitCode: 1 } }],
    ['exit status 255', '/255', 'GET', { state: 'down', ping: { kind: 'fail', exitCode: 255 } }],
    ['a run id', `/start?rid=${rid}`, 'GET', { state: 'running', ping: { kind: 'start', runId: rid } }],
    ['auto provisioning of a check that exists', '?create=1', 'GET', { state: 'up', ping: { kind: 'success' } }],
  ] as const)('%s (%s, %s)', async (_, rest, method, expected) => {
    const answer = await send(at + rest, { method });
    expect(answer).toMatchObject({ status: 200, text: method === 'HEAD' ? '' : 'OK', ...expected });
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('ping-body-limit')).toBe('10000');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('a body is kept up to the limit', async () => {
    const { ping } = await send(`${at}/fail`, { method: 'POST', body: `end\n${'x'.repeat(20_000)}` });
    expect(ping?.body).toHaveLength(10_000);
  });

  test.each([
    ['an unknown check', `${prefix}/00000000-0000-4000-8000-000000000000`, 404],
    ['an unknown signal', `${at}/bogus`, 400],
    ['a bad run id', `${at}?rid=bogus`, 400],
  ])('%s is refused, and is no ping', async (_, path, status) => {
    expect(await send(path)).toMatchObject({ status, state: 'new', ping: undefined });
  });
});

describe.each(['', '/ping'])('Healthchecks slugs, under %j', (prefix) => {
  const at = `${prefix}/${pingKey}`;

  test.each([
    ['success', '/job', 'GET', { state: 'up', ping: { kind: 'success', exitCode: null } }],
    ['success', '/job', 'HEAD', { state: 'up', ping: { kind: 'success' } }],
    ['start', '/job/start', 'POST', { state: 'running', ping: { kind: 'start' } }],
    ['failure', '/job/fail', 'POST', { state: 'down', ping: { kind: 'fail' } }],
    ['log', '/job/log', 'POST', { state: 'new', ping: { kind: 'log' } }],
    ['exit status', '/job/3', 'GET', { state: 'down', ping: { kind: 'fail', exitCode: 3 } }],
    ['a run id', `/job/start?rid=${rid}`, 'GET', { state: 'running', ping: { runId: rid } }],
    ['create=1 for a check that exists', '/job?create=1', 'GET', { state: 'up', ping: { kind: 'success' } }],
  ] as const)('%s (%s, %s)', async (_, rest, method, expected) => {
    const answer = await send(at + rest, { method });
    expect(answer).toMatchObject({ status: 200, text: method === 'HEAD' ? '' : 'OK', ...expected });
    expect(answer.headers.get('ping-body-limit')).toBe('10000');
  });

  test.each([
    ['an unknown slug', `${at}/other`, 404],
    ['an unknown slug, where pings may not create monitors', `${at}/other?create=1`, 404],
    ['another key', `${prefix}/another-key-0123456789/job`, 404],
    ['an unknown signal', `${at}/job/bogus`, 404],
    ['a bad run id', `${at}/job/start?rid=bogus`, 400],
  ])('%s is refused, and is no ping', async (_, path, status) => {
    expect(await send(path)).toMatchObject({ status, state: 'new', ping: undefined });
  });

  test('create=1 creates the monitor of a new slug, once', async () => {
    const { engine, url } = await listening({ createFromPings: true });
    const ping = async (rest: string): Promise<unknown> => {
      const answer = await fetch(`${url}${at}/${rest}`);
      return [answer.status, await answer.text()];
    };
    const both = await Promise.all([ping('db_backup/start?create=1'), ping('db_backup?create=1')]);
    expect(both.sort()).toEqual([
      [200, 'OK'],
      [201, 'Created'],
    ]);
    expect(valueOf(await engine.api.monitors.get({ id: 'db-backup' }))).toMatchObject({
      name: 'db_backup',
      schedule: { every: 86_400_000 },
      grace: 3_600_000,
      source: 'ping',
    });
    expect(valueOf(await engine.api.pings.list({ monitorId: 'db-backup' })).items).toHaveLength(2);
    expect(await ping('other')).toEqual([404, 'not found']);
  });

  test('a removed key works no longer', async () => {
    const { engine, url } = await listening();
    valueOf(await engine.api.pings.setKey({ key: null }));
    expect((await fetch(`${url}${at}/job`)).status).toBe(404);
  });
});

test('pings create a hundred monitors at most', async () => {
  const { engine, url } = await listening({ createFromPings: true });
  for (let n = 0; n < 100; n += 1) await (await fetch(`${url}/ping/${pingKey}/job-${n}?create=1`)).text();
  expect((await fetch(`${url}/ping/${pingKey}/one-more?create=1`)).status).toBe(403);
  expect((await fetch(`${url}/ping/${pingKey}/job-99?create=1`)).status).toBe(200);
  valueOf(await engine.api.monitors.delete({ id: 'job-0' }));
  expect((await fetch(`${url}/ping/${pingKey}/one-more?create=1`)).status).toBe(201);
});

describe('Healthchecks filters', () => {
  const words = { failWords: ['ERROR', 'fatal'], startWords: ['begins'], successWords: ['done'] };

  test.each([
    ['only POST', 'GET', '', undefined, { onlyPost: true }, { state: 'new', ping: { kind: 'log' } }],
    ['only POST', 'HEAD', '/fail', undefined, { onlyPost: true }, { state: 'new', ping: { kind: 'log' } }],
    ['only POST', 'POST', '', undefined, { onlyPost: true }, { state: 'up', ping: { kind: 'success' } }],
    ['only POST', 'PUT', '/fail', undefined, { onlyPost: true }, { state: 'down', ping: { kind: 'fail' } }],
    ['words', 'POST', '', 'all done', words, { state: 'up', ping: { kind: 'success' } }],
    ['words', 'POST', '', 'done, 1 ERROR', words, { state: 'down', ping: { kind: 'fail' } }],
    ['words', 'POST', '', 'it begins', words, { state: 'running', ping: { kind: 'start' } }],
    ['words', 'POST', '', 'Done', words, { state: 'new', ping: { kind: 'log', body: 'Done' } }],
    ['words', 'GET', '', undefined, words, { state: 'new', ping: { kind: 'log' } }],
    ['words', 'POST', '/fail', 'all done', words, { state: 'down', ping: { kind: 'fail' } }],
    ['words', 'POST', '/0', 'ERROR', words, { state: 'up', ping: { kind: 'success' } }],
    ['only failure words', 'POST', '', 'fine', { failWords: ['ERROR'] }, { state: 'up', ping: { kind: 'success' } }],
  ] as const)('%s: %s %j with the body %j', async (...[, method, rest, body, fields, expected]) => {
    const init = body === undefined ? { method } : { method, body };
    expect(await send(`/ping/${uuid}${rest}`, init, { fields })).toMatchObject({ status: 200, ...expected });
  });
});

describe('Uptime Kuma', () => {
  test.each([
    ['?status=up&msg=OK&ping=', 'up', 'OK'],
    ['', 'up', ''],
    ['?status=down&msg=disk%20is%20full', 'down', 'disk is full'],
    ['?status=pending', 'down', ''],
  ])('a push with %j', async (query, state, body) => {
    const answer = await send(`/api/push/${uuid}${query}`);
    expect(answer).toMatchObject({ status: 200, text: '{"ok":true}', state, ping: { body } });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('a push of an unknown monitor', async () => {
    expect(await send('/api/push/unknown-token-0123456789?status=up')).toMatchObject({
      status: 404,
      text: '{"ok":false,"msg":"not found"}',
    });
  });
});

test.each([
  ['', 'up', { kind: 'success' }],
  ['/fail', 'down', { kind: 'fail' }],
  ['/3', 'down', { kind: 'fail', exitCode: 3 }],
])('Better Stack: a heartbeat with %j', async (rest, state, ping) => {
  expect(await send(`/api/v1/heartbeat/${uuid}${rest}`)).toMatchObject({ status: 200, text: 'OK', state, ping });
});

describe('Cronitor', () => {
  test.each([
    ['?state=run&series=run-1', 'running', { kind: 'start', runId: 'run-1' }],
    ['?state=complete&msg=42%20rows', 'up', { kind: 'success', body: '42 rows' }],
    ['?state=ok', 'up', { kind: 'success' }],
    ['?state=fail&message=no%20rows&status_code=3', 'down', { kind: 'fail', exitCode: 3, body: 'no rows' }],
    ['', 'up', { kind: 'success' }],
  ])('telemetry with %j', async (query, state, ping) => {
    expect(await send(`/p/some-api-key/${uuid}${query}`)).toMatchObject({ status: 200, text: 'OK', state, ping });
  });

  test('telemetry of an unknown state or monitor', async () => {
    expect(await send(`/p/key/${uuid}?state=bogus`)).toMatchObject({ status: 400, ping: undefined });
    expect(await send('/p/key/unknown-token-0123456789')).toMatchObject({ status: 404 });
  });

  test('pairs the runs of a series', async () => {
    const { engine, url } = await listening();
    for (const query of ['state=run&series=a', 'state=run&series=b', 'state=complete&series=b']) {
      await (await fetch(`${url}/p/key/${uuid}?${query}`)).text();
    }
    expect(valueOf(await engine.api.overview.get(undefined)).monitors[0]?.state).toBe('running');
  });
});

test('a browser may ping from any page, and nothing else', async () => {
  const preflight = await send(`/ping/${uuid}`, { method: 'OPTIONS' });
  expect(preflight).toMatchObject({ status: 204, ping: undefined });
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, OPTIONS');
  const elsewhere = await send('/api/v1/overview.get', { method: 'POST' });
  expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
});
