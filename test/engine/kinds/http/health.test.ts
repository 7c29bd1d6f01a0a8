import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../electron/contract/model/monitor.ts';
import type { UnhealthyPart } from '../../../../electron/contract/response-reasons.ts';
import { unhealthyLines, unhealthyParts } from '../../../../electron/engine/kinds/http/health.ts';

const parts = (document: Json): readonly UnhealthyPart[] => unhealthyParts(document, (text) => text);

describe('health responses in common formats', () => {
  test('a plain dictionary of a small service', () => {
    const checks = { database: 'error: connection refused', redis: 'ok' };
    expect(parts({ checks, latency_ms: 1.8, status: 'error' })).toEqual([
      { name: 'database', detail: 'error: connection refused' },
    ]);
  });

  test('Spring Actuator, with its components within components', () => {
    expect(
      parts({
        status: 'DOWN',
        components: {
          db: {
            status: 'DOWN',
            components: {
              primary: { status: 'UP', details: { database: 'PostgreSQL' } },
              replica: { status: 'DOWN', details: { error: 'org.postgresql.util.PSQLException: refused' } },
            },
          },
          diskSpace: { status: 'UP', details: { total: 499963174912, free: 1, threshold: 10485760 } },
          ping: { status: 'UP' },
          discovery: { status: 'UNKNOWN', description: 'not initialised' },
        },
      }),
    ).toEqual([{ name: 'db.replica', detail: 'DOWN: org.postgresql.util.PSQLException: refused' }]);
  });

  test('Spring Actuator before 2.2, and Terminus, which call the parts details', () => {
    expect(
      parts({
        status: 'DOWN',
        details: { rabbit: { status: 'DOWN', details: { error: 'AmqpConnectException' } }, redis: { status: 'UP' } },
      }),
    ).toEqual([{ name: 'rabbit', detail: 'DOWN: AmqpConnectException' }]);
    expect(
      parts({ status: 'error', details: { google: { status: 'down', message: 'timeout' }, version: '1.2.3' } }),
    ).toEqual([{ name: 'google', detail: 'down: timeout' }]);
  });

  test('ASP.NET', () => {
    expect(
      parts({
        status: 'Unhealthy',
        totalDuration: '00:00:00.05',
        entries: {
          sql: { data: {}, description: 'Cannot open database', duration: '00:00:00.04', status: 'Unhealthy' },
          cache: { data: {}, status: 'Degraded' },
          disk: { data: {}, status: 'Healthy' },
        },
      }),
    ).toEqual([
      { name: 'sql', detail: 'Unhealthy: Cannot open database' },
      { name: 'cache', detail: 'Degraded' },
    ]);
  });

  test('MicroProfile', () => {
    expect(
      parts({
        status: 'DOWN',
        checks: [
          { name: 'memory', status: 'UP' },
          { name: 'db', status: 'DOWN', data: { error: 'no route to host' } },
        ],
      }),
    ).toEqual([{ name: 'db', detail: 'DOWN: no route to host' }]);
  });

  test('health+json', () => {
    expect(
      parts({
        status: 'fail',
        checks: {
          'cassandra:responseTime': [{ componentId: 'a1', status: 'pass', observedValue: 250 }],
          'cassandra:connections': [
            { componentId: 'a1', status: 'pass' },
            { componentId: 'b2', status: 'fail', output: 'pool exhausted' },
          ],
          'memory:utilization': [{ status: 'warn' }],
        },
      }),
    ).toEqual([
      { name: 'cassandra:connections 2', detail: 'fail: pool exhausted' },
      { name: 'memory:utilization', detail: 'warn' },
    ]);
  });

  test('switches', () => {
    expect(
      parts({ status: false, checks: { database: false, cache: true, mail: { healthy: false, reason: 'quota' } } }),
    ).toEqual([
      { name: 'database', detail: 'false' },
      { name: 'mail', detail: 'false: quota' },
    ]);
  });
});

describe('other formats', () => {
  test('ASP.NET with results', () => {
    const results = {
      sql: { status: 'Unhealthy', description: 'Cannot open database', data: {} },
      disk: { status: 'Healthy', data: {} },
    };
    expect(parts({ status: 'Unhealthy', results })).toEqual([
      { name: 'sql', detail: 'Unhealthy: Cannot open database' },
    ]);
  });

  test('Django health-check, a plain list of parts', () => {
    const document = {
      'Cache backend: default': 'working',
      DatabaseBackend: 'unavailable: Database error',
      DefaultFileStorageHealthCheck: 'working',
      MigrationsHealthCheck: 'OK',
    };
    expect(parts(document)).toEqual([{ name: 'DatabaseBackend', detail: 'unavailable: Database error' }]);
  });

  test('problem+json', () => {
    const document = { type: 'about:blank', title: 'Service Unavailable', status: 503, detail: 'The database is down' };
    expect(parts(document)).toEqual([{ name: 'Service Unavailable', detail: 'The database is down' }]);
  });

  test('the lines of Kubernetes', () => {
    const text =
      '[+]ping ok\n[-]etcd failed: reason withheld\n[+]log ok\n[-]poststarthook/x failed\nreadyz check failed\n';
    expect(unhealthyLines(text, (line) => line)).toEqual([
      { name: 'etcd', detail: 'failed: reason withheld' },
      { name: 'poststarthook/x', detail: 'failed' },
    ]);
    expect(unhealthyLines('readyz check failed', (line) => line)).toEqual([]);
  });
});

describe('what a status says', () => {
  test.each([
    ...['working', 'leader', 'PONG', 'no errors', 'No errors found', '0 errors', 'errors: 0', 'error rate 0.1 %'],
    ...[
      'follower',
      'primary',
      'STARTED',
      'v1.2.3',
      '12 ms',
      'SERVING',
      'idle',
      'standby',
      'failover ready',
      'error-free',
    ],
    ...['not degraded', 'downstream ok', 'redis 7.2', 'warning-free', 'n/a', 'unknown', 'disabled', 'zero failed jobs'],
    ...[
      'ok, 0 failed',
      'healthy (last error 3 d ago)',
      'not configured',
      'badger',
      'minority report',
      'without warnings',
    ],
  ])('good or nothing: %s', (status) => {
    expect(parts({ status: 'degraded', checks: { part: status } })).toEqual([]);
  });

  test.each([
    ...[
      'timeout after 2 s',
      'error: refused',
      'DOWN',
      'OUT_OF_SERVICE',
      'not ok',
      'not ready',
      'NOT_SERVING',
      'Degraded',
    ],
    ...[
      'connect: connection refused',
      'unable to connect',
      'could not reach replica',
      "can't connect",
      'no connection',
    ],
    ...[
      'dial tcp: i/o timed out',
      'Unhealthy',
      'CRITICAL - load 12',
      'disconnected',
      'failed',
      'warn',
      'Error 500',
      'KO',
    ],
    ...['unavailable', 'bad gateway', 'java.net.ConnectException: Connection refused', 'errors: 3', 'access denied'],
  ])('bad: %s', (status) => {
    expect(parts({ status: 'degraded', checks: { part: status } })).toEqual([{ name: 'part', detail: status }]);
  });
});

describe('documents that are not health responses', () => {
  test.each<Json>([
    null,
    'down',
    [1, 2],
    {},
    { status: 'error' },
    { checks: { database: 'error' } },
    { status: 'ok', checks: 'none' },
    { status: 'error', checks: ['database', 'redis'] },
    { error: 'failed to authenticate' },
    { message: 'unavailable' },
    { name: 'Ada', city: 'down under' },
    { title: 'A book', status: 200, detail: 'about it' },
    { status: 'error', details: { message: 'the order is not known', code: 17 } },
    { status: 'error', checks: { database: 'ok (2 ms)', queue: 17, note: null, cache: 'Connected', mail: 'n/a' } },
  ])('%j', (document) => {
    expect(parts(document)).toEqual([]);
  });
});

test('at most 20 parts are named, each once, cut to a length', () => {
  const checks = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`part ${index}`, `bad ${'x'.repeat(500)}`]),
  );
  const found = parts({ status: 'down', checks, components: checks });
  expect(found).toHaveLength(20);
  expect(new Set(found.map(({ name }) => name)).size).toBe(20);
  expect(found[0]?.detail).toHaveLength(200);
});

test('a hundred thousand parts take little time', () => {
  const checks = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`p${index}`, 'bad']));
  expect(parts({ status: 'down', checks })).toHaveLength(20);
});

test('nesting is limited', () => {
  let document: Json = { status: 'down' };
  for (let level = 0; level < 90; level += 1) document = { status: 'down', components: { part: document } };
  expect(parts(document)).toEqual([{ name: 'part.part.part.part', detail: 'down' }]);
});
