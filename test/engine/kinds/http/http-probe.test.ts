import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../electron/host/system-clock.ts';
import type { Assertion } from '../../../../electron/contract/model/monitor.ts';
import type { Clock } from '../../../../electron/engine/ports.ts';
import type { ProbeRegistry } from '../../../../electron/engine/kinds/registry.ts';
import { runProbe } from '../../../../electron/engine/locations/here/run-probe.ts';
import { startTargetServer, type Encoding, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf, httpMonitor, probeContext } from './rig.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(() => server.close());

/** Shows 0 at the start of a check, and `ms` afterwards. */
function clockAfter(ms: number): Clock {
  let isStarted = false;
  const monotonic = (): number => {
    const shown = isStarted ? ms : 0;
    isStarted = true;
    return shown;
  };
  return { ...systemClock, monotonic };
}

describe('the request', () => {
  test('is a GET that identifies Vigilmon', async () => {
    await check(`${server.url}/health?deep=1`);
    expect(server.requests).toEqual([
      {
        method: 'GET',
        path: '/health?deep=1',
        body: '',
        headers: expect.objectContaining({
          host: `127.0.0.1:${server.port}`,
          'user-agent': 'Vigilmon/1.2.3',
          accept: '*/*',
          'accept-encoding': 'gzip, deflate, br, zstd',
        }) as object,
      },
    ]);
  });

  test('has the method, headers and body of the monitor', async () => {
    const headers = { 'X-Shop': 'north', 'User-Agent': 'our own' };
    await check(server.url, { method: 'POST', headers, body: '{"deep":true}' });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: '{"deep":true}',
      headers: {
        'x-shop': 'north',
        'user-agent': 'our own',
        'content-type': 'application/json',
        'content-length': '13',
      },
    });
  });

  test("the monitor's own content type takes precedence", async () => {
    await check(server.url, { method: 'PUT', headers: { 'Content-Type': 'application/xml' }, body: '<a/>' });
    expect(server.requests[0]?.headers['content-type']).toBe('application/xml');
  });

  test('a HEAD request has a response without a body', async () => {
    server.behave({ kind: 'answer', headers: { 'content-length': '10' } });
    const { verdict, response } = await check(server.url, { method: 'HEAD' });
    expect(verdict).toBe('pass');
    expect(response).toMatchObject({ status: 200, body: '', bodyBytes: 0 });
  });

  test('uses basic authentication in UTF-8', async () => {
    await check(server.url, { auth: { type: 'basic', username: 'josé', password: 'pässword' } });
    const [scheme, credentials = ''] = server.requests[0]?.headers.authorization?.split(' ') ?? [];
    expect(scheme).toBe('Basic');
    expect(Buffer.from(credentials, 'base64').toString()).toBe('josé:pässword');
  });

  test('uses bearer authentication', async () => {
    await check(server.url, { auth: { type: 'bearer', token: 'abc.def' } });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer abc.def');
  });

  test('every check uses its own connection and closes it', async () => {
    await check(server.url);
    await check(server.url);
    expect(server.connections()).toBe(2);
    await server.idle();
    expect(server.openConnections()).toBe(0);
  });

  test('the lookup of a name is a phase of its own', async () => {
    const { phases } = await check('http://nothing.invalid/');
    expect(phases).toMatchObject({ dns: expect.any(Number) as number, connect: null, tls: null });
  });
});

describe('the verdict', () => {
  test('a success without assertions passes', async () => {
    const { verdict, failure, assertions } = await check(server.url);
    expect({ verdict, failure }).toEqual({ verdict: 'pass', failure: null });
    expect(assertions).toMatchObject([{ passed: true, actual: '200' }]);
  });

  test('any other status fails without assertions', async () => {
    server.behave({ kind: 'answer', status: 503 });
    expect(await failureOf(check(server.url))).toEqual({ kind: 'assertion', message: 'status 503, expected 200-299' });
  });

  test('the failure names the assertion and the unhealthy part', async () => {
    const checks = { database: 'error: connection refused', redis: 'ok' };
    server.behave({ kind: 'answer', status: 503, json: { checks, latency_ms: 1.8, status: 'error' } });
    const { failure, unhealthy, responseTime } = await check(server.url, {
      assertions: [{ on: 'status', is: 'equals', value: 200 }],
    });
    expect(failure).toMatchObject({
      kind: 'assertion',
      message: 'status 503, expected 200; database: error: connection refused',
    });
    expect(unhealthy).toEqual([{ name: 'database', detail: 'error: connection refused' }]);
    expect(responseTime).not.toBeNull();
  });

  test('unhealthy parts come before quotes of the response', async () => {
    const checks = { cache: 'ok', database: 'error: connection refused' };
    server.behave({ kind: 'answer', json: { checks, log: 'x'.repeat(500), status: 'error' } });
    const { message } = await failureOf(
      check(server.url, {
        assertions: [
          { on: 'body', is: 'contains', value: '"status": "ok"' },
          { on: 'responseTime', is: 'lessThan', value: 0.001 },
        ],
      }),
    );
    expect(message).toMatch(
      /^response time [\d.]+ ms, expected less than 0\.001 ms; database: error: connection refused; body is '…x+","status":"error"\}', expected to contain /,
    );
    expect(message.length).toBeLessThan(300);
  });

  test('identical reasons of two assertions are listed once', async () => {
    server.behave({ kind: 'answer', body: '<html>' });
    const { message } = await failureOf(
      check(server.url, {
        assertions: [
          { on: 'json', path: '$.a', is: 'equals', value: 1 },
          { on: 'json', path: '$.b', is: 'equals', value: 2 },
        ],
      }),
    );
    expect(message).toBe('the body is not JSON: "<html>"');
  });

  test('compact JSON matches a pasted fragment with spaces', async () => {
    server.behave({ kind: 'answer', json: { checks: {}, latency_ms: 1.8, status: 'ok' } });
    const { verdict, assertions } = await check(server.url, {
      assertions: [{ on: 'body', is: 'contains', value: '"status": "ok"' }],
    });
    expect(verdict).toBe('pass');
    expect(assertions[0]?.message).toBe('JSON whitespace ignored');
  });

  test('a slow response is degraded if all assertions pass', async () => {
    const slow = await check(server.url, { degradedAfter: 500 }, { clock: clockAfter(501) });
    expect(slow).toMatchObject({ verdict: 'degraded', failure: null, responseTime: 501 });
    expect(await check(server.url, { degradedAfter: 501 }, { clock: clockAfter(501) })).toMatchObject({
      verdict: 'pass',
    });
  });
});

describe('the body', () => {
  const text = '{"status":"ok","name":"Größe"}';

  test.each<Encoding>(['gzip', 'deflate', 'deflate-raw', 'br', 'zstd'])('is decoded from %s', async (encoding) => {
    server.behave({ kind: 'answer', body: text, encoding });
    const { response } = await check(server.url);
    expect(response).toMatchObject({ body: text, bodyBytes: Buffer.byteLength(text) });
  });

  test('can be encoded twice', async () => {
    const { gzipSync, brotliCompressSync } = await import('node:zlib');
    const headers = { 'content-encoding': 'gzip, br' };
    server.behave({ kind: 'answer', headers, body: brotliCompressSync(gzipSync(text)) });
    expect((await check(server.url)).response?.body).toBe(text);
  });

  test('is rejected if it is encoded forty times', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': Array(40).fill('gzip').join(', ') }, body: 'x' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'bad-encoding',
      message: 'the body has 40 content encodings, which is too many',
    });
  });

  test('that is corrupt fails the check', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'gzip' }, body: 'this is no gzip' });
    const { kind, message } = await failureOf(check(server.url));
    expect(kind).toBe('bad-encoding');
    expect(message).toContain('the gzip body is damaged');
    await server.idle();
  });

  test('that is compressed but incomplete is corrupt', async () => {
    const { gzipSync } = await import('node:zlib');
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'gzip' }, body: gzipSync(text).subarray(0, 20) });
    expect((await failureOf(check(server.url))).kind).toBe('bad-encoding');
  });

  test('that is declared compressed but empty is empty', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'gzip' } });
    expect((await check(server.url)).verdict).toBe('pass');
  });

  test('is used unchanged if the encoding is unknown', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'utf-8' }, body: text });
    expect((await check(server.url)).response?.body).toBe(text);
  });

  test('is decoded by its charset', async () => {
    const headers = { 'content-type': 'text/plain; charset=iso-8859-1' };
    server.behave({ kind: 'answer', headers, body: Buffer.from('Größe', 'latin1') });
    const { verdict } = await check(server.url, { assertions: [{ on: 'body', is: 'equals', value: 'Größe' }] });
    expect(verdict).toBe('pass');
  });

  test('starts after its byte order mark', async () => {
    server.behave({ kind: 'answer', body: Buffer.from('\uFEFFok', 'utf16le') });
    const { verdict } = await check(server.url, { assertions: [{ on: 'body', is: 'equals', value: 'ok' }] });
    expect(verdict).toBe('pass');
  });
});

describe('the evidence of a response', () => {
  test('has status, version, headers and body, even of a pass', async () => {
    server.behave({ kind: 'answer', headers: { 'x-two': ['a', 'b'] }, body: 'fine' });
    const { response } = await check(server.url);
    expect(response).toMatchObject({
      status: 200,
      httpVersion: '1.1',
      headers: { 'x-two': 'a, b' },
      body: 'fine',
      bodyBytes: 4,
      bodyTruncated: false,
      finalUrl: null,
    });
  });

  test('has the version of old HTTP', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.0 200 OK\r\n\r\nold' });
    expect((await check(server.url)).response).toMatchObject({ httpVersion: '1.0', body: 'old' });
  });

  test('has at most 4 KiB of the body, in complete characters', async () => {
    server.behave({ kind: 'answer', body: 'ö'.repeat(3_000) });
    const { response } = await check(server.url);
    expect(response).toMatchObject({ body: 'ö'.repeat(2_048), bodyBytes: 6_000, bodyTruncated: true });
  });

  test('has no body that is not text', async () => {
    server.behave({ kind: 'answer', body: Buffer.from([0x89, 0x50, 0, 0, 1]) });
    expect((await check(server.url)).response).toMatchObject({ body: '', bodyBytes: 5 });
  });

  test('has UTF-8 header values', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\nx-name: Größe\r\ncontent-length: 0\r\n\r\n' });
    expect((await check(server.url)).response?.headers['x-name']).toBe('Größe');
  });
});

describe('secrets', () => {
  const password = 'correct horse battery';

  test('of the monitor are redacted, whatever form the server returns', async () => {
    const credentials = Buffer.from(`shop:${password}`).toString('base64');
    const body = {
      status: 'error',
      checks: { login: `error: ${password} refused` },
      seen: encodeURIComponent(password),
    };
    server.behave({
      kind: 'answer',
      status: 500,
      headers: { 'x-echo': `got ${credentials}` },
      json: body,
    });
    const detail = await check(server.url, {
      auth: { type: 'basic', username: 'shop', password },
      assertions: [
        { on: 'json', path: '$.checks.login', is: 'equals', value: 'ok' },
        { on: 'body', is: 'notContains', value: password },
        { on: 'header', path: 'x-echo', is: 'exists', value: false },
      ],
    });
    // The assertion is part of the monitor, so its author may see it.
    const everything = JSON.stringify({
      ...detail,
      assertions: detail.assertions.map(({ assertion: _, ...rest }) => rest),
    });
    expect(everything).toContain('***');
    expect(everything).not.toContain(password);
    expect(everything).not.toContain(encodeURIComponent(password));
    expect(everything).not.toContain(credentials);
  });

  test('with characters that JSON escapes are redacted in JSON', async () => {
    const quoted = 'say "battery" \\ twice';
    server.behave({ kind: 'answer', status: 500, json: { seen: `it was ${quoted}.` } });
    const { response } = await check(server.url, { headers: { 'X-Api-Key': quoted } });
    expect(response?.body).toBe('{"seen":"it was ***."}');
  });

  test('are redacted in the messages of assertions, unhealthy parts and invalid JSON', async () => {
    const headers = { 'X-Api-Key': password };
    server.behave({ kind: 'answer', json: { status: 'error', checks: { [`login by ${password}`]: 'error' } } });
    const parts = await check(server.url, { headers });
    expect(parts.unhealthy).toEqual([{ name: 'login by ***', detail: 'error' }]);
    server.behave({ kind: 'answer', body: `no such user: ${password}` });
    const assertions: readonly Assertion[] = [
      { on: 'json', path: '$.a', is: 'exists' },
      { on: 'body', is: 'matches', value: `${password}$^` },
    ];
    const failed = await check(server.url, { headers, assertions: [...assertions] });
    expect(failed.assertions.map(({ message }) => message)).toEqual([
      'the body is not JSON: "no such user: ***"',
      'body is "no such user: ***", expected to match /***$^/',
    ]);
  });

  test('are redacted in redirect URLs, followed or failed', async () => {
    const key = 'correct-horse-battery';
    const headers = { 'X-Api-Key': key };
    server.behaveAt('/', { kind: 'redirect', to: `/end?key=${key}` });
    server.behaveAt(`/end?key=${key}`, { kind: 'answer' });
    const { response } = await check(`${server.url}/`, { headers });
    expect(response?.finalUrl).toBe(`${server.url}/end?key=***`);
    server.behaveAt('/', { kind: 'redirect', to: `ftp://127.0.0.1/${key}` });
    expect((await failureOf(check(`${server.url}/`, { headers }))).message).toBe(
      'redirected to "ftp://127.0.0.1/***", which is neither http nor https',
    );
    for (const length of [150, 170, 180, 190]) {
      server.behaveAt('/', { kind: 'redirect', to: `ftp://127.0.0.1/${'x'.repeat(length)}${key}` });
      const { message } = await failureOf(check(`${server.url}/`, { headers }));
      expect(message).not.toContain('corr');
      const again = `/${'x'.repeat(length)}${key}`;
      server.behaveAt('/', { kind: 'redirect', to: again });
      server.behaveAt(again, { kind: 'redirect', to: again });
      const loop = await failureOf(check(`${server.url}/`, { headers }));
      expect([loop.kind, loop.message.includes('corr')]).toEqual(['redirect-loop', false]);
    }
  });

  test('are redacted in messages about responses that are not HTTP', async () => {
    server.behave({ kind: 'raw', bytes: `${password}\r\n\r\n` });
    const { message } = await failureOf(check(server.url, { headers: { 'X-Api-Key': password } }));
    expect(message).toMatch(/ is not HTTP: it begins with "\*\*\*/);
  });

  test('at the cut are redacted completely', async () => {
    server.behave({ kind: 'answer', body: 'x'.repeat(4_090) + password });
    const { response } = await check(server.url, { headers: { 'X-Api-Key': password } });
    expect(response?.body).toBe(`${'x'.repeat(4_090)}***`);
  });

  test('set by the server are kept by name only', async () => {
    const headers = { 'set-cookie': ['session=abc,def; Path=/; HttpOnly', 'theme=dark'], 'x-auth-token': 'new one' };
    server.behave({ kind: 'answer', headers });
    const { response } = await check(server.url);
    expect(response?.headers).toMatchObject({
      'set-cookie': 'session=***; Path=/; HttpOnly\ntheme=***',
      'x-auth-token': '***',
    });
  });

  test('that are short are redacted as whole words', async () => {
    server.behave({ kind: 'answer', body: 'a is a letter of alphabet' });
    const { response } = await check(server.url, { headers: { 'X-Token': 'a' } });
    expect(response?.body).toBe('*** is *** letter of alphabet');
  });
});

describe('a bug in the probe', () => {
  test('is logged, and makes an inconclusive check', async () => {
    const logged: unknown[] = [];
    const logger = { error: (_: string, context?: object) => logged.push(context) };
    const broken: ProbeRegistry = { http: () => Promise.reject(new TypeError('undefined is not a function')) };
    const { verdict, failure } = await runProbe(httpMonitor(server.url), probeContext({ logger }), broken);
    expect(verdict).toBe('inconclusive');
    expect(failure).toMatchObject({ code: 'probe-crashed', facts: {} });
    expect(logged).toMatchObject([{ monitor: 'shop', error: expect.any(TypeError) as Error }]);
    expect(server.connections()).toBe(0);
  });
});
