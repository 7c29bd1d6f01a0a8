import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import { monitorInput, monitorPatch } from '../../../electron/contract/monitors/schema.ts';
import { type MonitorInput, type MonitorPatch } from '../../../electron/contract/monitors/registry.ts';
import { normaliseMonitor, patchMonitor } from '../../../electron/engine/monitors/normalise.ts';
import { storedHeartbeat } from '../../support/stored-heartbeat.ts';
import { storedHttp } from '../../support/stored-http.ts';
import { errorsOf, fresh, heartbeat, http, httpErrors, made, normalise, token, url } from './normalise-rig.ts';

describe('defaults', () => {
  test('suffice for a monitor with a URL', () => {
    const named = { id: 'shop-example-com-health', name: 'shop.example.com/health', url };
    expect(http({ url: ` ${url} ` })).toEqual(storedHttp(named));
  });

  test('a short interval alone gets a suitable timeout', () => {
    expect(http({ url, interval: '5s' }).timeout).toBe(2_500);
    expect(http({ url, interval: '11s' }).timeout).toBe(10_000);
  });

  test('suffice for a heartbeat with a period', () => {
    expect(heartbeat({ name: 'Mailer', schedule: { every: '5m' } })).toEqual(storedHeartbeat({ token }));
  });

  test.each([
    ['10s', 10_000],
    ['1m', 10_000],
    ['1h', 360_000],
    ['1d', 3_600_000],
  ])('the grace period of a job every %s is %i ms', (every, grace) => {
    expect(heartbeat({ schedule: { every } }).grace).toBe(grace);
  });

  test('a grace period of 0 is valid', () => {
    expect(heartbeat({ schedule: { every: '5m' }, grace: 0 }).grace).toBe(0);
  });
});

describe('problems', () => {
  const between = 'must be between 5s and 1d';
  const count = 'must be a whole number from 1 to 10';
  const notDuration = 'is not a duration: write 500ms, 30s, 5m, 1h or 2d';
  const empty = (...fields: readonly string[]) => Object.fromEntries(fields.map((name) => [name, 'must not be empty']));
  test.each<[Parameters<typeof httpErrors>[0], Readonly<Record<string, string>>]>([
    [{ url: '' }, { url: 'must not be empty' }],
    [
      { url: '', interval: '5 min' },
      { url: 'must not be empty', interval: notDuration },
    ],
    [
      { url: '', timeout: '', failAfter: 'two' as never },
      { ...empty('url', 'timeout'), failAfter: 'must be a number' },
    ],
    [{ regionalInterval: null, certificateWarningDays: ['' as never] }, empty('certificateWarningDays.0')],
    [
      { url: '', regionalInterval: '5 min' },
      { ...empty('url'), regionalInterval: notDuration },
    ],
    [{ regionalInterval: '', degradedAfter: '' }, empty('regionalInterval', 'degradedAfter')],
    [{ url: 'ftp://example.com' }, { url: 'must begin with http:// or https://' }],
    [{ url: 'localhost:3000' }, { url: 'must begin with http:// or https://' }],
    [{ url: 'http://' }, { url: 'is not a URL' }],
    [{ url: 'http://a\nb' }, { url: 'is not a URL' }],
    [{ url: 'http://me:secret@example.com' }, { url: 'must not contain a username or password' }],
    [{ interval: '4s' }, { interval: between }],
    [{ interval: 0 }, { interval: between }],
    [{ interval: '2d' }, { interval: between }],
    [{ interval: '10s', timeout: '10s' }, { timeout: 'must be shorter than the interval (10s)' }],
    [{ timeout: 99 }, { timeout: 'must be between 100ms and 1d' }],
    [{ recheckInterval: 999 }, { recheckInterval: 'must be between 1s and 1m' }],
    [{ recheckInterval: '61s' }, { recheckInterval: 'must be between 1s and 1m' }],
    [{ failAfter: 0 }, { failAfter: count }],
    [{ failAfter: 1.5 }, { failAfter: count }],
    [{ recoverAfter: 11 }, { recoverAfter: count }],
    [{ degradedAfter: '10s' }, { degradedAfter: 'must be shorter than the timeout (10s)' }],
    [{ degradedAfter: 0 }, { degradedAfter: 'must be between 1ms and 1d' }],
    [{ certificateWarningDays: [0] }, { 'certificateWarningDays.0': 'must be a whole number from 1 to 365' }],
    [{ certificateWarningDays: [1, 2, 3, 4, 5, 6] }, { certificateWarningDays: 'must have at most 5' }],
    [{ body: 'x' }, { body: 'is not sent with GET: choose another method, or leave it out' }],
    [{ name: 'x'.repeat(201) }, { name: 'must not be longer than 200 characters' }],
    [{ name: 'two\nlines' }, { name: 'must be one line' }],
    [{ notes: 'x'.repeat(5_001) }, { notes: 'must not be longer than 5000 characters' }],
    [{ tags: Array.from({ length: 21 }, (_, n) => `t${String(n)}`) }, { tags: 'must have at most 20' }],
    [{ tags: ['x'.repeat(51)] }, { tags: 'must not be longer than 50 characters' }],
    [{ headers: { 'a b': 'x' } }, { 'headers.a b': 'is not a header name' }],
    [{ headers: { 'X-A': 'a\r\nX-B: b' } }, { 'headers.X-A': 'must be one line of Latin characters' }],
    [{ headers: { 'X-A': '監' } }, { 'headers.X-A': 'must be one line of Latin characters' }],
    [{ headers: { Connection: 'close' } }, { 'headers.Connection': 'is set by the connection itself' }],
    [{ headers: { 'content-length': '3' } }, { 'headers.content-length': 'is set by the connection itself' }],
    [{ headers: { Host: 'a', host: 'b' } }, { 'headers.host': 'is given twice' }],
    [
      { headers: { authorization: 'x' }, auth: { type: 'bearer', token: 'y' } },
      { 'headers.authorization': 'is set by the login already: keep one of the two' },
    ],
    [{ auth: { type: 'bearer', token: '' } }, { 'auth.token': 'must not be empty' }],
    [
      { auth: { type: 'basic', username: 'a', password: '\ud800' } },
      { 'auth.password': 'must not contain control characters' },
    ],
    [{ auth: { type: 'basic', username: 'a:b', password: 'c' } }, { 'auth.username': 'must not contain a colon' }],
    [
      { auth: { type: 'basic', username: 'a', password: { hasSecret: true } } },
      { 'auth.password': 'is required: none is stored' },
    ],
    [{ headers: { 'X-Api-Key': { hasSecret: true } } }, { 'headers.X-Api-Key': 'is required: none is stored' }],
  ])('%j', (input, errors) => {
    expect(httpErrors(input)).toEqual(errors);
  });

  test('are reported all at once', () => {
    const errors = httpErrors({ url: 'ftp://x', interval: '1s', timeout: 1, failAfter: 0, name: 'x'.repeat(300) });
    expect(Object.keys(errors).toSorted()).toEqual(['failAfter', 'interval', 'name', 'timeout', 'url']);
  });

  test('name assertions by their index', () => {
    const good = { on: 'status', is: 'equals', value: 200 } as const;
    const bad = { on: 'json', is: 'equals', value: 'ok', path: '$.[' } as const;
    expect(Object.keys(httpErrors({ assertions: [good, bad] }))).toEqual(['assertions.1.path']);
    const many = new Array<typeof good>(51).fill(good);
    expect(httpErrors({ assertions: many })).toEqual({ assertions: 'must have at most 50' });
  });

  test.each<[Omit<Extract<MonitorInput, { kind: 'heartbeat' }>, 'kind'>, Readonly<Record<string, string>>]>([
    [{ schedule: { every: '9s' } }, { 'schedule.every': 'must be between 10s and 366d' }],
    [{ schedule: { every: '' }, maxRunTime: '' }, empty('schedule.every', 'maxRunTime')],
    [{ schedule: { every: '367d' } }, { 'schedule.every': 'must be between 10s and 366d' }],
    [{ schedule: { every: '5m' }, grace: '367d' }, { grace: 'must be between 0s and 366d' }],
    [{ schedule: { every: '5m' }, token: 'short' }, { token: 'must be 16 to 64 characters of A-Z, a-z, 0-9, _ and -' }],
  ])('of a heartbeat: %j', (input, errors) => {
    expect(errorsOf(normalise({ kind: 'heartbeat', ...input }))).toEqual(errors);
  });
});

describe('clean-up', () => {
  test('trims tags and drops blank and repeated ones', () => {
    expect(http({ url, tags: [' eu ', 'eu', '', 'shop'] }).tags).toEqual(['eu', 'shop']);
  });
  test('replaces line separators in names and tags', () => {
    expect(http({ url, name: 'Shop\u2028API', tags: ['eu\u2029west', 'a\u0085b'] })).toMatchObject({
      name: 'Shop API',
      tags: ['eu west', 'a b'],
    });
  });
  test('sorts warnings and drops repeated ones', () => {
    expect(http({ url, certificateWarningDays: [7, 30, 7] }).certificateWarningDays).toEqual([30, 7]);
  });
  test('treats an empty body as none', () => {
    expect(http({ url, body: '' }).body).toBeNull();
  });
});

describe('an update', () => {
  const existing = http({
    url,
    name: 'Shop',
    headers: { 'X-Api-Key': 'key' },
    degradedAfter: '2s',
    assertions: [{ on: 'body', is: 'contains', value: 'ok' }],
  });
  const update = (patch: Omit<Extract<MonitorPatch, { kind: 'http' }>, 'kind' | 'id'>): Monitor => {
    const patched = patchMonitor(existing, monitorPatch.parse({ kind: 'http', id: existing.id, ...patch }));
    if (!patched.ok) throw new Error(JSON.stringify(patched.error));
    return made(normaliseMonitor(patched.value, { ...fresh, existing, takenIds: new Set([existing.id]) }));
  };

  test('without fields changes nothing', () => {
    expect(update({})).toEqual(existing);
  });
  test('replaces the given fields', () => {
    expect(update({ interval: '30s', tags: ['a'] })).toEqual({ ...existing, interval: 30_000, tags: ['a'] });
  });
  test('accepts null as a value', () => {
    expect(update({ degradedAfter: null })).toEqual({ ...existing, degradedAfter: null });
  });
  test('keeps a secret that comes back hidden', () => {
    expect(update({ headers: { 'X-Api-Key': { hasSecret: true } } })).toEqual(existing);
  });
  test('cannot change the kind', () => {
    const patch = monitorPatch.parse({ kind: 'heartbeat', id: existing.id });
    expect(errorsOf(patchMonitor(existing, patch))).toEqual({ kind: 'cannot change: it is http' });
    const whole = normalise({ kind: 'heartbeat', schedule: { every: '5m' } }, { existing });
    expect(errorsOf(whole)).toHaveProperty('kind');
  });

  test('of a heartbeat keeps the token unless another one is given', () => {
    const job = heartbeat({ name: 'Mailer', schedule: { every: '5m' }, token: 'chosen-by-a-person' });
    const without = heartbeat({ name: 'Mailer', schedule: { every: '1h' } }, { existing: job });
    expect(without.token).toBe('chosen-by-a-person');
    const renewed = patchMonitor(job, monitorPatch.parse({ kind: 'heartbeat', id: job.id, token: 'another-one-1234' }));
    expect(renewed).toMatchObject({ ok: true, value: { token: 'another-one-1234', schedule: { every: 300_000 } } });
  });
});

const inputs = fc.record(
  {
    kind: fc.constant('http' as const),
    url: fc.webUrl({ validSchemes: ['http', 'https'] }),
    name: fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replace(/\p{Cc}/gu, '')),
    tags: fc.array(
      fc.string({ maxLength: 10 }).map((text) => text.replace(/\p{Cc}/gu, '')),
      { maxLength: 5 },
    ),
    method: fc.constantFrom('POST' as const, 'PUT' as const),
    body: fc.option(fc.string({ maxLength: 20 }), { nil: null }),
    interval: fc.integer({ min: 5_000, max: 86_400_000 }),
    certificateWarningDays: fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 5 }),
    headers: fc.dictionary(fc.constantFrom('X-A', 'X-B', 'Cookie'), fc.string({ unit: 'grapheme-ascii' })),
  },
  { requiredKeys: ['kind', 'url', 'method'] },
);

test('normalising a monitor again changes nothing', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const once = made(normalise(input));
      const patched = patchMonitor(once, monitorPatch.parse({ kind: 'http', id: once.id }));
      if (!patched.ok) throw new Error(JSON.stringify(patched.error));
      const again = normaliseMonitor(patched.value, { ...fresh, existing: once, takenIds: new Set([once.id]) });
      expect(again).toEqual({ ok: true, value: once });
      expect(monitorInput.safeParse(patched.value).success).toBe(true);
    }),
  );
});
