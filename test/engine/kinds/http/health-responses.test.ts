/** A failed check names the parts of a health response that are bad, whatever its content type. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

let server: TargetServer;
beforeAll(async () => {
  server = await startTargetServer();
});
afterAll(() => server.close());

const sick = '{"status":"fail","checks":{"redis":"error: refused","db":"ok"}}';

test.each([
  ['text/plain', sick, 'redis: error: refused'],
  ['', sick, 'redis: error: refused'],
  ['text/html', `\n ${sick}`, 'redis: error: refused'],
  ['application/health+json', sick, 'redis: error: refused'],
  [
    'application/json',
    '{"status":"degraded","checks":{"worker":"working","role":"leader","cache":"PONG","log":"no errors","db":"timeout after 2 s"}}',
    'db: timeout after 2 s',
  ],
  ['text/plain', '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed', 'etcd: failed: reason withheld'],
  [
    'application/problem+json',
    '{"title":"Unavailable","status":503,"detail":"no database"}',
    'Unavailable: no database',
  ],
])('as %j: %s', async (contentType, body, part) => {
  const headers: Record<string, string> = contentType === '' ? {} : { 'content-type': contentType };
  server.behave({ kind: 'answer', status: 503, headers, body });
  const { message } = await failureOf(check(server.url));
  expect(message).toBe(`status 503, expected 200-299; ${part}`);
});
