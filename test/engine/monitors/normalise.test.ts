import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeartbeatMonitor, HttpMonitor, Monitor } from '../../../electron/contract/monitors/registry.ts';
import { monitorInput, monitorPatch } from '../../../electron/contract/monitors/schema.ts';
import { type MonitorInput, type MonitorPatch } from '../../../electron/contract/monitors/registry.ts';
import type { Outcome } from '../../../electron/contract/refusal.ts';
import { normaliseMonitor, patchMonitor, type NormaliseContext } from '../../../electron/engine/monitors/normalise.ts';
import { worded, type Answered } from '../../support/worded.ts';
import { storedHeartbeat } from '../../support/stored-heartbeat.ts';
import { withoutLocations } from '../../support/without-locations.ts';

const token = 'made-by-the-program';
const fresh: NormaliseContext = { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => token };

function normalise(input: MonitorInput, context: Partial<NormaliseContext> = {}): Outcome<Monitor> {
  return normaliseMonitor(monitorInput.parse(input), { ...fresh, ...context });
}

function made(result: Answered<Monitor>): Monitor {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function http(
  input: Omit<Extract<MonitorInput, { kind: 'http' }>, 'kind'>,
  context?: Partial<NormaliseContext>,
): HttpMonitor {
  const monitor = made(normalise({ kind: 'http', ...input }, context));
  if (monitor.kind !== 'http') throw new Error('not an http monitor');
  return monitor;
}

function heartbeat(
  input: Omit<Extract<MonitorInput, { kind: 'heartbeat' }>, 'kind'>,
  context?: Partial<NormaliseContext>,
): HeartbeatMonitor {
  const monitor = made(normalise({ kind: 'heartbeat', ...input }, context));
  if (monitor.kind !== 'heartbeat') throw new Error('not a heartbeat');
  return monitor;
}

function errorsOf(answered: Answered<unknown>): Readonly<Record<string, string>> {
  const result = worded(answered);
  if (result.ok) throw new Error('nothing is wrong with it');
  return result.error.fields ?? {};
}

const url = 'https://shop.example.com/health';
const httpErrors = (input: Omit<Extract<MonitorInput, { kind: 'http' }>, 'kind' | 'url'> & { url?: string }) =>
  errorsOf(normalise({ kind: 'http', url, ...input }));

describe('defaults', () => {
  test('suffice for a monitor with a URL', () => {
    expect(http({ url: ` ${url} ` })).toEqual({
      id: 'shop-example-com-health',
      name: 'shop.example.com/health',
      kind: 'http',
      enabled: true,
      severity: 'critical',
      tags: [],
      notes: '',
      ...withoutLocations,
      source: 'hand',
      url,
      method: 'GET',
      headers: {},
      body: null,
      auth: null,
      interval: 60_000,
      timeout: 10_000,
      followRedirects: true,
      maxRedirects: 5,
      serverName: null,
      clientCertificate: null,
      trustedCertificates: null,
      systemCertificates: true,
      proxy: null,
      proxyLogin: null,
      ipFamily: 'auto',
      ignoreTlsErrors: false,
      failAfter: 2,
      recoverAfter: 2,
      recheckInterval: 5_000,
      degradedAfter: null,
      invert: false,
      certificateWarningDays: [14],
      assertions: [],
    });
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

describe('names and ids', () => {
  test.each([
    ['Shop API (EU)', 'shop-api-eu'],
    ['  Zürich – Büro  ', 'zurich-buro'],
    ['監視', 'monitor'],
    ['--a--', 'a'],
  ])('the id of %j is %s', (name, id) => {
    expect(http({ url, name }).id).toBe(id);
  });

  test('a taken id gets a number', () => {
    const takenIds = new Set(['shop', 'shop-2']);
    expect(http({ url, name: 'Shop' }, { takenIds }).id).toBe('shop-3');
  });

  test('ids of long names are cut, including the number', () => {
    const name = 'x'.repeat(100);
    const takenIds = new Set(['x'.repeat(64)]);
    expect(http({ url, name }, { takenIds }).id).toBe(`${'x'.repeat(62)}-2`);
  });

  test('a blank name counts as missing', () => {
    expect(http({ url, name: '  ' }).name).toBe('shop.example.com/health');
  });

  test('a given id that is taken is a conflict', () => {
    const result = normalise({ kind: 'http', url, id: 'shop' }, { takenIds: new Set(['shop']) });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'conflict', fields: { id: { code: 'id-taken' } } },
    });
  });

  test('a monitor keeps its id under another name', () => {
    const existing = http({ url, name: 'Shop' });
    const takenIds = new Set(['shop']);
    expect(http({ url, name: 'Store' }, { existing, takenIds }).id).toBe('shop');
    expect(errorsOf(normalise({ kind: 'http', url, id: 'store' }, { existing, takenIds }))).toEqual({
      id: 'cannot change',
    });
  });

  test.each(['Shop', 'a b', '', 'x'.repeat(65), 'shop_1'])('%j is not an id', (id) => {
    expect(httpErrors({ id })).toEqual({ id: 'must be 1 to 64 characters of a-z, 0-9 and -' });
  });
});

describe('problems', () => {
  const between = 'must be between 5s and 1d';
  const count = 'must be a whole number from 1 to 10';
  test.each<[Parameters<typeof httpErrors>[0], Readonly<Record<string, string>>]>([
    [{ url: '' }, { url: 'must not be empty' }],
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

describe('hidden secrets', () => {
  const existing = http({
    url,
    headers: { 'X-Api-Key': 'key', 'X-Plain': 'plain' },
    auth: { type: 'basic', username: 'me', password: 'pass' },
  });

  test('keep the stored value', () => {
    const monitor = http(
      {
        url,
        headers: { 'x-api-key': { hasSecret: true } },
        auth: { type: 'basic', username: 'other', password: { hasSecret: true } },
      },
      { existing },
    );
    expect(monitor.headers).toEqual({ 'x-api-key': 'key' });
    expect(monitor.auth).toEqual({ type: 'basic', username: 'other', password: 'pass' });
  });

  test('of another kind of authentication do not', () => {
    const auth = { type: 'bearer', token: { hasSecret: true } } as const;
    expect(errorsOf(normalise({ kind: 'http', url, auth }, { existing }))).toHaveProperty(['auth.token']);
  });
});

describe('stored secrets stay with their origin', () => {
  const stored = http({
    url,
    auth: { type: 'basic', username: 'me', password: 'pass' },
    headers: { 'X-Api-Key': 'key', 'X-Shop': 'north' },
  });
  const moveTo = (to: string, from = stored): Outcome<Monitor> => {
    const patched = patchMonitor(from, monitorPatch.parse({ kind: 'http', id: from.id, url: to }));
    if (!patched.ok) throw new Error(JSON.stringify(patched.error));
    return normaliseMonitor(patched.value, { ...fresh, existing: from, takenIds: new Set([from.id]) });
  };

  test.each([
    'https://evil.example/health',
    'https://shop.example.com:8443/health',
    'http://shop.example.com/health',
    'https://shop.example.com.evil.example/',
    'https://sub.shop.example.com/',
  ])('and have to be entered again for %s', (to) => {
    const again = 'must be entered again: it was stored for another address';
    expect(errorsOf(moveTo(to))).toEqual({ 'auth.password': again, 'headers.X-Api-Key': again });
  });

  test.each([`${url}/deep?x=1`, 'https://SHOP.example.com:443/', 'https://shop.example.com'])(
    'and go along to %s',
    (to) => {
      expect(made(moveTo(to))).toMatchObject({ auth: { password: 'pass' }, headers: { 'X-Api-Key': 'key' } });
    },
  );

  test('and go along from http to https on the usual ports', () => {
    const plain = http({ url: 'http://shop.example.com/', auth: stored.auth });
    expect(made(moveTo('https://shop.example.com/', plain))).toMatchObject({ auth: { password: 'pass' } });
    expect(errorsOf(moveTo('https://shop.example.com:8443/', plain))).toHaveProperty(['auth.password']);
    const elsewhere = http({ url: 'http://shop.example.com:8080/', auth: stored.auth });
    expect(errorsOf(moveTo('https://shop.example.com/', elsewhere))).toHaveProperty(['auth.password']);
  });

  test('but an invalid URL is the only problem of its monitor', () => {
    expect(Object.keys(errorsOf(moveTo('shop.example')))).toEqual(['url']);
  });

  test('and a monitor without any moves freely', () => {
    const open = http({ url, headers: { 'X-Shop': 'north' } });
    expect(made(moveTo('https://other.example/', open))).toMatchObject({ headers: { 'X-Shop': 'north' } });
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

describe('a schedule with cron lines', () => {
  test('may be one text or a list, and is kept as translated', () => {
    const one = heartbeat({ schedule: { cron: '0 3 * * *' } });
    expect(one.schedule).toEqual({ every: null, cron: ['0 3 * * *'], timezone: null });
    const several = heartbeat({ schedule: { cron: ['@daily', 'Mon..Fri 09:00'], timezone: 'Europe/Berlin' } });
    expect(several.schedule.cron).toEqual(['0 0 * * *', '0 9 * * MON-FRI']);
    expect(heartbeat({ schedule: several.schedule }).schedule).toEqual(several.schedule);
  });

  test.each([
    ['*/5 * * * *', 30_000],
    ['0 * * * *', 360_000],
    ['0 3 * * *', 3_600_000],
  ])('%s has a grace of %d ms', (cron, grace) => {
    expect(heartbeat({ schedule: { cron } }).grace).toBe(grace);
  });

  test('that is not valid is refused, line by line', () => {
    const bad = { cron: ['0 3 * * *', '61 * * * *', '0 0 30 2 *', '@reboot'], timezone: 'Mars/Olympus' };
    expect(errorsOf(normalise({ kind: 'heartbeat', schedule: bad }))).toEqual({
      'schedule.cron.1': 'is not a cron line: Invalid value for minute: 61',
      'schedule.cron.2': 'never falls due',
      'schedule.cron.3': 'names no time: an event such as @reboot is not a schedule',
      'schedule.timezone': expect.stringContaining('time zone') as string,
    });
  });

  test.each([{ every: '5m', cron: '0 3 * * *' }, {}, { cron: [] }])(
    'and no or another period is refused: %j',
    (schedule) => {
      expect(errorsOf(normalise({ kind: 'heartbeat', schedule }))).toEqual({
        schedule: 'must have either a period or cron lines',
      });
    },
  );
});
