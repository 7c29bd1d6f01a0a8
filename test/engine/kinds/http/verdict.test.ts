import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../electron/engine/ports.ts';
import { systemClock } from '../../../../electron/host/system-clock.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

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
