import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(async () => {
  await server.idle();
  await server.close();
});

const paths = (): readonly string[] => server.requests.map(({ path }) => path);

function chain(length: number): void {
  for (let hop = 0; hop < length; hop += 1) server.behaveAt(`/${hop}`, { kind: 'redirect', to: `/${hop + 1}` });
}

test('redirects are followed, each on a new connection, and the final URL is kept', async () => {
  chain(2);
  const { verdict, response } = await check(`${server.url}/0`);
  expect(verdict).toBe('pass');
  expect(response?.finalUrl).toBe(`${server.url}/2`);
  expect(paths()).toEqual(['/0', '/1', '/2']);
  expect(server.connections()).toBe(3);
});

test('the phases are sums over all hops', async () => {
  chain(3);
  const { phases, responseTime } = await check(`${server.url}/0`);
  const sum = (phases?.connect ?? 0) + (phases?.firstByte ?? 0) + (phases?.download ?? 0);
  // Time between hops belongs to no phase.
  expect(sum).toBeLessThanOrEqual((responseTime ?? 0) + 0.2);
});

test('five redirects are followed, a sixth fails', async () => {
  chain(5);
  expect((await check(`${server.url}/0`)).verdict).toBe('pass');
  chain(6);
  expect(await failureOf(check(`${server.url}/0`))).toEqual({
    kind: 'redirect-loop',
    message: `more than 5 redirects, the last to "${server.url}/6"`,
  });
});

test('a redirect to itself is a loop', async () => {
  server.behave({ kind: 'redirect', to: '/login#again' });
  expect(await failureOf(check(`${server.url}/login`))).toEqual({
    kind: 'redirect-loop',
    message: `redirect loop: "${server.url}/login#again" again`,
  });
  expect(paths()).toEqual(['/login']);
});

test('a loop over several URLs is detected as soon as it closes', async () => {
  server.behaveAt('/a', { kind: 'redirect', to: '/b' });
  server.behaveAt('/b', { kind: 'redirect', to: '/a' });
  expect((await failureOf(check(`${server.url}/a`))).kind).toBe('redirect-loop');
  expect(paths()).toEqual(['/a', '/b']);
});

test.each([
  ['ftp://files.example/x', 'redirected to "ftp://files.example/x", which is neither http nor https'],
  ['file:///etc/passwd', 'redirected to "file:///etc/passwd", which is neither http nor https'],
  ['http://[broken', 'redirected to "http://[broken", which is not a URL'],
])('%s leads nowhere', async (to, message) => {
  server.behave({ kind: 'redirect', to });
  expect(await failureOf(check(server.url))).toEqual({ kind: 'redirect-invalid', message });
});

test('if redirects are not followed, the redirect is the response', async () => {
  server.behave({ kind: 'redirect', to: '/elsewhere' });
  const { failure, response } = await check(server.url, { followRedirects: false });
  expect(failure?.message).toBe('status 302, expected 200-299');
  expect(response).toMatchObject({ status: 302, body: 'elsewhere', headers: { location: '/elsewhere' } });
});

test('a redirect without a location is a normal response', async () => {
  server.behave({ kind: 'answer', status: 301, body: 'lost' });
  expect((await check(server.url)).response).toMatchObject({ status: 301, body: 'lost' });
});

test('a location in UTF-8 is followed', async () => {
  server.behaveAt('/', { kind: 'raw', bytes: 'HTTP/1.1 302 Found\r\nlocation: /größe\r\ncontent-length: 0\r\n\r\n' });
  expect((await check(server.url)).verdict).toBe('pass');
  expect(paths()).toEqual(['/', '/gr%C3%B6%C3%9Fe']);
});

describe('the method', () => {
  const post = { method: 'POST', body: 'order', headers: { 'X-Shop': 'north' } } as const;

  test.each([301, 302, 303])('of a POST becomes GET, without its body, by %i', async (status) => {
    server.behaveAt('/', { kind: 'redirect', to: '/next', status });
    await check(server.url, post);
    expect(server.requests[1]).toMatchObject({ method: 'GET', body: '', headers: { 'x-shop': 'north' } });
    expect(server.requests[1]?.headers).not.toHaveProperty('content-type');
  });

  test.each([307, 308])('of a POST stays, and its body, by %i', async (status) => {
    server.behaveAt('/', { kind: 'redirect', to: '/next', status });
    await check(server.url, post);
    expect(server.requests[1]).toMatchObject({ method: 'POST', body: 'order' });
  });

  test('of a HEAD request is kept', async () => {
    server.behaveAt('/', { kind: 'redirect', to: '/next', status: 303 });
    await check(server.url, { method: 'HEAD' });
    expect(server.requests[1]?.method).toBe('HEAD');
  });
});

describe('another origin', () => {
  const auth = { type: 'bearer', token: 'secret-token' } as const;
  const headers = { 'X-Api-Key': 'secret-key', Cookie: 'session=1', 'X-Shop': 'north' };

  test.each([301, 302, 303, 307, 308])('such as another port gets safe headers alone, by %i', async (status) => {
    const other = await startTargetServer();
    server.behave({ kind: 'redirect', to: `${other.url}/next`, status });
    await check(server.url, { auth, headers: { ...headers, Accept: 'text/html', 'Accept-Language': 'de' } });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-token',
      'x-api-key': 'secret-key',
      'x-shop': 'north',
    });
    expect(other.requests[0]?.headers).toEqual({
      accept: 'text/html',
      'accept-encoding': expect.any(String) as string,
      'accept-language': 'de',
      connection: 'keep-alive',
      host: `127.0.0.1:${other.port}`,
      'user-agent': 'Vigilmon/1.2.3',
    });
    await other.close();
  });

  test.each([
    [307, 'POST'],
    [308, 'POST'],
    [301, 'PUT'],
    [302, 'PATCH'],
  ] as const)('gets no body by %i of a %s, which fails', async (status, method) => {
    const other = await startTargetServer();
    server.behave({ kind: 'redirect', to: `${other.url}/next`, status });
    expect(await failureOf(check(server.url, { method, body: 'order' }))).toEqual({
      kind: 'redirect-invalid',
      message: `${status} redirect to "${other.url}/next", another origin, to which the request body is not sent`,
    });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test.each([301, 302, 303])('gets a GET instead of a POST with a body by %i', async (status) => {
    const other = await startTargetServer();
    server.behave({ kind: 'redirect', to: `${other.url}/next`, status });
    await check(server.url, { method: 'POST', body: 'order' });
    expect(other.requests).toMatchObject([{ method: 'GET', body: '' }]);
    await other.close();
  });

  test('is not the same path: credentials are sent within their origin', async () => {
    server.behaveAt('/', { kind: 'redirect', to: '/next' });
    await check(server.url, { auth, headers });
    expect(server.requests[1]?.headers).toMatchObject({ authorization: 'Bearer secret-token', cookie: 'session=1' });
  });

  test('redirects back without the credentials', async () => {
    const other = await startTargetServer();
    server.behaveAt('/', { kind: 'redirect', to: `${other.url}/there` });
    other.behave({ kind: 'redirect', to: `${server.url}/home` });
    await check(server.url, { auth });
    expect(server.requests[1]).toMatchObject({ path: '/home' });
    expect(server.requests[1]?.headers).not.toHaveProperty('authorization');
    await other.close();
  });
});
