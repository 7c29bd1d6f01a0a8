import { describe, expect, test } from 'vitest';
import { fail, type ErrorCode } from '../../electron/contract/result.ts';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { openRaw, sendRaw } from '../support/raw-connection.ts';

const usualHeaders = { Authorization: `Bearer ${apiToken}`, 'Content-Type': 'application/json' };

interface Call {
  readonly name?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly host?: 'desktop' | 'headless';
}

async function call({
  name = 'overview.get',
  method = 'POST',
  headers = usualHeaders,
  body,
  host = 'desktop',
}: Call = {}) {
  const engine = { ...echoEngine(), host };
  const { url } = await openTestListener({ engine, api: apiOnly });
  const answer = await fetch(`${url}/api/v1/${name}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const result: unknown = await answer.json();
  return { status: answer.status, headers: answer.headers, result, calls: engine.calls };
}

test('a call returns its result', async () => {
  const answer = await call({ name: 'monitors.get', body: '{"id":"shop-api"}' });
  expect(answer).toMatchObject({ status: 200, result: { ok: true, value: { echo: { id: 'shop-api' } } } });
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a call without input needs no body', async () => {
  expect(await call()).toMatchObject({ status: 200, calls: ['overview.get'] });
});

test('a token cannot allow commands', async () => {
  const answer = await call({ name: 'host.allowCommands', body: '{"allowed":true}' });
  expect(answer).toMatchObject({ status: 403, result: { error: { code: 'forbidden' } }, calls: [] });
});

describe('a search of the computer', () => {
  test('is refused to a token where there is a desktop application', async () => {
    const answer = await call({ name: 'discovery.search' });
    expect(answer).toMatchObject({ status: 403, result: { error: { code: 'forbidden' } }, calls: [] });
  });

  test('is answered where the page is the only window', async () => {
    expect(await call({ name: 'discovery.search', host: 'headless' })).toMatchObject({
      status: 200,
      calls: ['discovery.search'],
    });
  });
});

describe('the token', () => {
  test.each([
    ['is missing', {}],
    ['is wrong', { Authorization: 'Bearer wrong' }],
    ['is right but for its last letter', { Authorization: `Bearer ${apiToken.slice(0, -1)}x` }],
    ['is of another scheme', { Authorization: `Basic ${apiToken}` }],
    ['is empty', { Authorization: 'Bearer ' }],
  ])('%s: 401, and nothing is called', async (_, authorization) => {
    const answer = await call({ headers: { 'Content-Type': 'application/json', ...authorization } });
    expect(answer).toMatchObject({ status: 401, result: { ok: false, error: { code: 'unauthorized' } }, calls: [] });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('a token in the address does not count', async () => {
    const answer = await call({
      name: `overview.get?token=${apiToken}`,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(answer.status).toBe(401);
  });

  test("a heartbeat's token is not an API token", async () => {
    expect(await call({ headers: { ...usualHeaders, Authorization: `Bearer ${knownToken}` } })).toMatchObject({
      status: 401,
    });
  });
});

describe('the source of a request', () => {
  /** fetch sets Host itself, so this is written by hand. */
  async function statusFor(headers: (port: number) => readonly string[]): Promise<string | undefined> {
    const engine = echoEngine();
    const { port } = await openTestListener({ engine, api: apiOnly });
    const lines = [...headers(port), `Authorization: Bearer ${apiToken}`, 'Content-Type: application/json'];
    const answer = await sendRaw(
      port,
      `POST /api/v1/overview.get HTTP/1.1\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
  }

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('Host %s is this listener', async (name) => {
    expect(await statusFor((port) => [`Host: ${name}:${port}`])).toBe('200');
  });

  test.each([
    ['another name', () => 'evil.example.com'],
    ['another name with our port', (port: number) => `evil.example.com:${port}`],
    ['a name that begins like ours', (port: number) => `localhost.evil.example.com:${port}`],
    ['a name that ends like ours', (port: number) => `evil-localhost:${port}`],
    ['another address', (port: number) => `192.0.2.1:${port}`],
    ['another port', () => '127.0.0.1:1'],
    ['no port', () => '127.0.0.1'],
    ['a login', (port: number) => `127.0.0.1@evil.example.com:${port}`],
    ['nothing', () => ''],
  ])('Host with %s is foreign: 403', async (_, host) => {
    expect(await statusFor((port) => [`Host: ${host(port)}`])).toBe('403');
  });

  test('its own Origin is accepted', async () => {
    expect(await statusFor((port) => [`Host: localhost:${port}`, `Origin: http://localhost:${port}`])).toBe('200');
  });

  test.each([
    ['another site', () => 'https://evil.example.com'],
    ['another port of this computer', () => 'http://127.0.0.1:3000'],
    ['another scheme', (port: number) => `https://127.0.0.1:${port}`],
    ['another name of this computer', (port: number) => `http://localhost:${port}`],
    ['a page without one', () => 'null'],
  ])('Origin of %s is foreign: 403', async (_, origin) => {
    expect(await statusFor((port) => [`Host: 127.0.0.1:${port}`, `Origin: ${origin(port)}`])).toBe('403');
  });

  test('a foreign site gets no response headers that its browser would let it read', async () => {
    const engine = echoEngine();
    const { url } = await openTestListener({ engine, api: apiOnly });
    const headers = { Origin: 'https://evil.example.com', 'Access-Control-Request-Method': 'POST' };
    const answer = await fetch(`${url}/api/v1/overview.get`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(403);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

test('a sender that never stops gets a response, is cut off, and calls nothing', async () => {
  const engine = echoEngine();
  const limits = { maxDiscardedBytes: 100_000, requestTimeoutMs: 600_000 };
  const { port } = await openTestListener({ engine, api: apiOnly, limits });
  const connection = openRaw(port);
  const headers = [
    `Host: 127.0.0.1:${port}`,
    ...Object.entries(usualHeaders).map(([name, value]) => `${name}: ${value}`),
  ];
  connection.send(`POST /api/v1/overview.get HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: 999999999\r\n\r\n`);
  const chunk = 'x'.repeat(16_384);
  const more = (): void => {
    while (connection.socket.writable && connection.socket.write(chunk));
  };
  connection.socket.on('drain', more);
  more();
  await connection.untilClosed();
  // Data in the buffers on both sides counts too.
  expect(connection.socket.bytesWritten).toBeLessThan(100_000_000);
  expect(engine.calls).toEqual([]);
});

test('a configuration file may be as long as YAML may be', async () => {
  const yaml = '# "note"\n'.repeat((1024 * 1024) / 9);
  const body = JSON.stringify({ yaml, env: {} });
  expect(body.length).toBeGreaterThan(1024 * 1024);
  expect(await call({ name: 'config.apply', body })).toMatchObject({ status: 200, calls: ['config.apply'] });
});

describe('a bad request', () => {
  test.each([
    ['a call that does not exist', { name: 'monitors.explode', body: '{}' }, 404, 'not-found'],
    ['a group that does not exist', { name: '__proto__.toString', body: '{}' }, 404, 'not-found'],
    ['a method that every object has', { name: 'overview.toString', body: '{}' }, 404, 'not-found'],
    ['a path beside the API', { name: '../v2/overview.get', body: '{}' }, 404, 'not-found'],
    ['an input with errors', { name: 'monitors.get', body: '{"idd":1}' }, 400, 'invalid'],
    ['no JSON', { body: '{"id":' }, 400, 'invalid'],
    ['no UTF-8', { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, 'invalid'],
    ['deep JSON', { body: '['.repeat(100_000) + ']'.repeat(100_000) }, 400, 'invalid'],
    ['more than four mebibytes', { body: `"${'x'.repeat(4 * 1024 * 1024)}"` }, 413, 'too-large'],
    ['another method', { method: 'GET' }, 405, 'invalid'],
    ['a form', { headers: { ...usualHeaders, 'Content-Type': 'text/plain' }, body: '{}' }, 400, 'invalid'],
    [
      'no content type',
      { headers: { Authorization: usualHeaders.Authorization }, body: new Uint8Array([0x7b, 0x7d]) },
      400,
      'invalid',
    ],
  ] satisfies [string, Call, number, ErrorCode][])('%s', async (_, request, status, code) => {
    expect(await call(request)).toMatchObject({ status, result: { ok: false, error: { code } }, calls: [] });
  });

  test('errors describe each field', async () => {
    const body = '{"kind":"http","url":"http://a","intervall":"30s"}';
    expect((await call({ name: 'monitors.create', body })).result).toEqual({
      ok: false,
      error: {
        code: 'invalid',
        message: 'intervall: is not a known field',
        fields: { intervall: 'is not a known field' },
      },
    });
  });

  test('nothing of an invalid body is quoted in the response', async () => {
    const answer = await call({ body: '{"password":"hunter2",' });
    expect(JSON.stringify(answer.result)).not.toContain('hunter2');
  });

  test.each([
    ['invalid', 400],
    ['not-found', 404],
    ['conflict', 409],
    ['unavailable', 503],
    ['internal', 500],
  ] satisfies [ErrorCode, number][])("the engine's error %s has the status %i", async (code, status) => {
    const { url } = await openTestListener({ engine: echoEngine(() => fail(code, 'so it is')), api: apiOnly });
    const answer = await fetch(`${url}/api/v1/overview.get`, { method: 'POST', headers: usualHeaders });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ ok: false, error: { code, message: 'so it is' } });
  });

  test('a bug behind a call is reported as internal, logged, and ends nothing', async () => {
    const engine = echoEngine(() => {
      throw new Error('a bug');
    });
    const { url } = await openTestListener({ engine, api: apiOnly });
    const answer = await fetch(`${url}/api/v1/overview.get`, { method: 'POST', headers: usualHeaders });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('a bug');
    expect((await fetch(`${url}/ping/${knownToken}`)).status).toBe(200);
  });
});
