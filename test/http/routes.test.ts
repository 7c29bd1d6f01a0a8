/** A walk over the route table: who has access, and by which methods. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEventStreams } from '../../electron/http/event-streams.ts';
import { usualLimits } from '../../electron/http/limits.ts';
import { createRoutes, type Route } from '../../electron/http/routes.ts';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { openRaw } from '../support/raw-connection.ts';

type Parts = Parameters<typeof createRoutes>[0];

function routesOf(files: Parts['files'], metrics: Parts['metrics'] = 'token'): readonly Route[] {
  const engine = echoEngine();
  const streams = createEventStreams(engine, usualLimits);
  onTestFinished(() => streams.close());
  return createRoutes({ engine, streams, limits: usualLimits, files, metrics });
}

const pingMethods = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'] as const;
const pingTable = [
  { path: '/ping/*', access: 'anyone', methods: pingMethods },
  { path: '/<uuid>*', access: 'anyone', methods: pingMethods },
  { path: '/<key>/*', access: 'anyone', methods: pingMethods },
  { path: '/api/v1/heartbeat/*', access: 'anyone', methods: pingMethods },
  { path: '/api/push/*', access: 'anyone', methods: pingMethods },
  { path: '/p/*', access: 'anyone', methods: pingMethods },
] as const;
const table = [
  ...pingTable,
  { path: '/metrics', access: 'token', methods: ['GET', 'HEAD'] },
  { path: '/api/v1/events', access: 'token', methods: ['GET'] },
  { path: '/api/v1/*', access: 'token', methods: ['POST'] },
  { path: '/api/*', access: 'token', methods: null },
  { path: '*', access: 'own-address', methods: ['GET', 'HEAD'] },
] as const;

/** One address of each route. */
const addresses: Readonly<Record<(typeof table)[number]['path'], string>> = {
  '/ping/*': `/ping/${knownToken}`,
  '/<uuid>*': '/3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  '/<key>/*': '/a-key-of-22-characters/nightly',
  '/api/v1/heartbeat/*': `/api/v1/heartbeat/${knownToken}`,
  '/api/push/*': `/api/push/${knownToken}`,
  '/p/*': `/p/key/${knownToken}`,
  '/metrics': '/metrics',
  '/api/v1/events': '/api/v1/events',
  '/api/v1/*': '/api/v1/overview.get',
  '/api/*': '/api/v2/overview.get',
  '*': '/',
};
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;

interface Asked {
  readonly status: number;
  readonly allow: string | null;
  readonly pings: number;
  readonly calls: number;
}

/** Written by hand, since fetch sets Host itself. Reads only the head of the response: events have no end. */
async function ask(method: string, path: string, headers: (port: number) => readonly string[]): Promise<Asked> {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, api: apiOnly });
  const connection = openRaw(port);
  const lines = [`${method} ${path} HTTP/1.1`, ...headers(port), 'Content-Length: 0', '', ''];
  connection.send(lines.join('\r\n'));
  const head = await connection.until('\r\n\r\n');
  connection.socket.destroy();
  return {
    status: Number(head.slice('HTTP/1.1 '.length, 12)),
    allow: /^Allow: (.*)\r$/im.exec(head)?.[1] ?? null,
    pings: engine.pings.length,
    calls: engine.calls.length,
  };
}

const host = (port: number): string => `Host: 127.0.0.1:${port}`;
const withToken = (port: number): readonly string[] => [
  host(port),
  `Authorization: Bearer ${apiToken}`,
  'Content-Type: application/json',
];

test('the table is complete; without API access it has pings alone', () => {
  const shown = ({ path, access, methods: allowed }: Route): object => ({ path, access, methods: allowed });
  expect(routesOf(new Map()).map(shown)).toEqual(table);
  expect(routesOf(null, 'off').map(({ path }) => path)).toEqual(pingTable.map(({ path }) => path));
});

test('metrics are open to this computer if so set, with or without API access', () => {
  const accessOf = (routes: readonly Route[]) => routes.find(({ path }) => path === '/metrics')?.access;
  expect(accessOf(routesOf(null, 'open'))).toBe('this-computer');
  expect(accessOf(routesOf(new Map(), 'open'))).toBe('this-computer');
  expect(accessOf(routesOf(new Map(), 'off'))).toBeUndefined();
});

const withTokenOnly = table.filter(({ access }) => access === 'token');
const forUs = table.filter(({ access }) => access !== 'anyone');

test.each(withTokenOnly)(
  '$path: without the token every method is refused, and nothing is called',
  async ({ path }) => {
    for (const method of methods) {
      expect(await ask(method, addresses[path], (port) => [host(port)])).toMatchObject({ status: 401, calls: 0 });
    }
  },
);

test.each(forUs)('$path: a foreign Host is rejected for every method, even with the token', async ({ path }) => {
  const foreign = ['Host: evil.example.com', `Authorization: Bearer ${apiToken}`, 'Content-Type: application/json'];
  for (const method of methods) {
    expect(await ask(method, addresses[path], () => foreign)).toMatchObject({ status: 403, calls: 0 });
  }
});

test.each(forUs)('$path: a foreign Origin is rejected for every method, even with the token', async ({ path }) => {
  const foreign = (port: number): readonly string[] => [...withToken(port), 'Origin: https://evil.example.com'];
  for (const method of methods) {
    expect(await ask(method, addresses[path], foreign)).toMatchObject({ status: 403, calls: 0 });
  }
});

describe.each(table)('$path', ({ path, methods: allowed }) => {
  test.each(methods)('%s gets a response, or is rejected with the allowed methods', async (method) => {
    const { status, allow, pings, calls } = await ask(method, addresses[path], withToken);
    if (allowed === null || allowed.some((each) => each === method)) {
      expect(status).not.toBe(405);
      expect(allow).toBeNull();
    } else {
      expect({ status, allow, pings, calls }).toEqual({ status: 405, allow: allowed.join(', '), pings: 0, calls: 0 });
    }
  });
});

test.each([
  ['/', 404],
  ['/api', 404],
  ['/api/', 404],
  ['/api/v1', 404],
  ['/api/v1/', 404],
  ['/ping', 404],
  ['/ping/', 404],
  ['//ping/x', 404],
])('there is nothing at %s where no page is served', async (path, status) => {
  const method = path.startsWith('/api/v1/') ? 'POST' : 'GET';
  expect((await ask(method, path, withToken)).status).toBe(status);
});
