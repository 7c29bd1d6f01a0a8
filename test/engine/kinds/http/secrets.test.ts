import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Assertion } from '../../../../electron/contract/model/monitor.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(() => server.close());

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
