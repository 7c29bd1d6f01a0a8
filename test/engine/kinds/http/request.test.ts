import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check } from './rig.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(() => server.close());

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
