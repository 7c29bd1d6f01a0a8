import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readings, recogniseAddress } from '../../../electron/contract/monitors/recognise.ts';
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';

const examples: readonly (readonly [MonitorKind, string, Readonly<Record<string, unknown>>])[] = [
  ['http', 'https://example.com/health', { url: 'https://example.com/health' }],
  ['http', ' HTTP://example.com ', { url: 'HTTP://example.com' }],
  ['http', 'example.com', { url: 'https://example.com' }],
  ['http', 'nas/status', { url: 'http://nas/status' }],
  ['http', 'localhost:5000/health', { url: 'http://localhost:5000/health' }],
  ['tcp', 'example.com:5432', { host: 'example.com', port: 5432 }],
  ['tcp', '[::1]:25', { host: '::1', port: 25 }],
  ['tcp', 'tcp://db.example.com:6432', { host: 'db.example.com', port: 6432, tls: false }],
  ['tcp', 'tcp://db.example.com', { host: 'db.example.com', tls: false }],
  ['tcp', 'tls://mail.example.com:993', { host: 'mail.example.com', port: 993, tls: true }],
  ['tcp', 'postgres://shop:p@ss%2Fword@db/orders', { host: 'db', port: 5432, tls: false }],
  ['tcp', 'rediss://:secret@cache:6380/0', { host: 'cache', port: 6380, tls: true }],
  ['ping', 'ping router', { host: 'router' }],
  ['ping', 'ping://[::1]', { host: '::1' }],
  ['dns', 'dns://example.com', { host: 'example.com' }],
  ['dns', 'dns://1.1.1.1/example.com?type=MX', { host: 'example.com', record: 'MX', resolver: '1.1.1.1' }],
  ['dns', 'dns example.com txt', { host: 'example.com', record: 'TXT' }],
  ['command', 'command:check_load -w 5', { command: ['check_load', '-w', '5'] }],
  ['command', 'Command: /bin/echo "a b" c', { command: ['/bin/echo', 'a b', 'c'] }],
  ['container', 'docker://shop-db', { container: 'shop-db' }],
  ['container', 'podman:shop_db-1', { container: 'shop_db-1' }],
  ['domain', 'domain:example.com', { domain: 'example.com' }],
  ['domain', 'whois example.org', { domain: 'example.org' }],
  ['certificate', 'cert://example.com', { host: 'example.com', port: 443, startTls: 'none' }],
  ['certificate', 'cert://[::1]:8443', { host: '::1', port: 8443, startTls: 'none' }],
  ['certificate', 'cert://mail.example.com?starttls=smtp', { host: 'mail.example.com', port: 587, startTls: 'smtp' }],
  ['certificate', 'cert example.com:993', { host: 'example.com', port: 993, startTls: 'none' }],
  ['metric', 'metric:http://127.0.0.1:9090?query=up == 0', { url: 'http://127.0.0.1:9090', query: 'up == 0' }],
  [
    'metric',
    'metric: https://prom.example.com/graph?g0.expr=sum(up%7Bjob%3D%22shop%22%7D)&g0.tab=1',
    { url: 'https://prom.example.com', query: 'sum(up{job="shop"})' },
  ],
  ['heartbeat', '0 3 * * *', { schedule: { every: null, cron: ['0 3 * * *'], timezone: null } }],
  ['heartbeat', '*/5 8-18 * * MON-FRI', { schedule: { every: null, cron: ['*/5 8-18 * * MON-FRI'], timezone: null } }],
  ['heartbeat', 'cron 30 2 * * 1', { schedule: { every: null, cron: ['30 2 * * 1'], timezone: null } }],
  ['heartbeat', '@daily', { schedule: { every: null, cron: ['0 0 * * *'], timezone: null } }],
  ['heartbeat', 'Mon..Fri *-*-* 03:00:00', { schedule: { every: null, cron: ['0 3 * * MON-FRI'], timezone: null } }],
  ['heartbeat', 'every 5m', { schedule: { every: 300_000, cron: [], timezone: null } }],
];

test.each(examples)('recognises a monitor of the kind %s in %j', (kind, typed, fields) => {
  expect(recogniseAddress(typed)).toEqual({ kind, fields });
});

test.each([
  '',
  ' ',
  'gopher://example.com',
  'mailto:ops@example.com',
  'ops@example.com',
  'the cat sat and ran',
  'every now',
  'command:',
  "command: echo 'a",
  '@reboot',
  'tcp://',
  'example.com:port',
  'mongodb://a:1,b:2/db',
  'dns://example.com?type=FOO',
  'cert://example.com?starttls=gopher',
  'metric:up',
  'metric:http://127.0.0.1:9090',
])('recognises nothing in %j', (typed) => {
  expect(recogniseAddress(typed)).toBeNull();
});

const readersOf = (typed: string): readonly MonitorKind[] => readings(typed).map(({ kind }) => kind);

test.each([
  ['command:3', 'command'],
  ['domain:3', 'domain'],
  ['rdap:443', 'domain'],
  ['docker:3', 'container'],
  ['commander:3', 'tcp'],
])('reads the word that names the kind in %j', (typed, kind) => {
  expect(readersOf(typed)).toEqual([kind]);
});

test('reads an address as one kind at most', () => {
  for (const [kind, typed] of examples) expect(readersOf(typed.trim())).toEqual([kind]);
  const word = fc.constantFrom(
    'tcp',
    'command',
    'domain',
    'rdap',
    'docker',
    'metric',
    'ping',
    'dns',
    'https',
    'cron',
    'every',
    'a',
    '5m',
    '3',
    '*',
    '[::1]',
    '@daily',
  );
  const mark = fc.constantFrom(' ', ':', '://', '/', '?', '@', '.', '=', '');
  const text = fc.array(fc.tuple(word, mark), { maxLength: 8 }).map((parts) => parts.flat().join('').trim());
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (typed) => {
      expect(readersOf(typed.trim()).length).toBeLessThanOrEqual(1);
    }),
  );
});
