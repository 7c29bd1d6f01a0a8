/** A body is read only while an assertion about it could still turn out otherwise. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Assertion } from '../../../../electron/contract/model/monitor.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf, onStatus } from './rig.ts';

let server: TargetServer;
beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(async () => {
  await server.idle();
  await server.close();
});

const onBody = (is: Assertion['is'], value: string | boolean): Assertion => ({ on: 'body', is, value });
const stream = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n';

describe('a stream that never ends', () => {
  test.each<[string, readonly Assertion[]]>([
    ['without assertions', []],
    ['with one on the status', [onStatus]],
    ['with one that its beginning meets', [onStatus, onBody('contains', 'data: 1')]],
    ['with several that its beginning meets', [onBody('exists', true), onBody('matches', 'data: \\d\\s')]],
  ])('passes %s', async (_, assertions) => {
    server.behave({ kind: 'raw', bytes: stream, staysOpen: true });
    const { verdict, responseTime, response } = await check(server.url, { assertions });
    expect(verdict).toBe('pass');
    expect(responseTime).toBeLessThan(9_000);
    expect(response).toMatchObject({ body: 'data: 1\n\n', bodyTruncated: true });
  });

  test('fails by its status, not by its end', async () => {
    server.behave({ kind: 'raw', bytes: stream.replace('200 OK', '503 Busy'), staysOpen: true });
    expect(await failureOf(check(server.url))).toMatchObject({ message: 'status 503, expected 200-299' });
  });

  test.each([onBody('notContains', 'error'), onBody('contains', 'data: 2'), onBody('matches', 'data: 1\\n+$')])(
    'times out where its rest could still decide: %j',
    async (assertion) => {
      server.behave({ kind: 'raw', bytes: stream, staysOpen: true });
      const { kind } = await failureOf(check(server.url, { assertions: [assertion], timeout: 600 }));
      expect(kind).toBe('timeout');
    },
  );
});

describe('a body of 1.2 MB', () => {
  const body = `all systems nominal ${'x'.repeat(1_200_000)}`;

  test.each([onBody('contains', 'nominal'), onBody('matches', 'systems \\w+ '), onBody('exists', true)])(
    'passes by its beginning: %j',
    async (assertion) => {
      server.behave({ kind: 'answer', body });
      expect(await check(server.url, { assertions: [assertion] })).toMatchObject({ verdict: 'pass', failure: null });
    },
  );

  test.each([
    onBody('contains', 'needle'),
    onBody('notContains', 'needle'),
    onBody('equals', 'all'),
    onBody('matches', 'x$'),
  ])('is too large where the part that was read does not decide: %j', async (assertion) => {
    server.behave({ kind: 'answer', body });
    expect(await failureOf(check(server.url, { assertions: [assertion] }))).toEqual({
      kind: 'too-large',
      message: 'the body is larger than 1 MiB',
    });
  });

  test('fails by its status, not by its size', async () => {
    server.behave({ kind: 'answer', status: 500, body });
    const { kind, message } = await failureOf(check(server.url, { assertions: [onStatus] }));
    expect({ kind, message }).toEqual({ kind: 'assertion', message: 'status 500, expected 200' });
  });
});
