import { beforeEach, describe, expect, test } from 'vitest';
import type { Budget } from '../../../electron/contract/model/location.ts';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import { openBudgets, type Budgets } from '../../../electron/engine/locations/budgets.ts';
import { openPlaceLists, type PlaceLists } from '../../../electron/engine/locations/place-lists.ts';
import { sightingOf, type Report } from '../../../electron/engine/locations/location.ts';
import { askGlobalping } from '../../support/ask-globalping.ts';
import { testCertificates } from '../../support/certificates.ts';
import { startFakeGlobalping, type FakeGlobalping, type Sending } from '../../support/fake-globalping.ts';
import { apiError as error, failed, finished, listed, tls } from '../../support/globalping-results.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { httpMonitor } from '../kinds/http/rig.ts';

let clock: ManualClock;
let api: FakeGlobalping;
let stored: Map<string, Budget>;
let budgets: Budgets;

beforeEach(async () => {
  clock = manualClock();
  api = await startFakeGlobalping({ now: clock.now });
  stored = new Map();
  budgets = openBudgets([], (account, budget) => void stored.set(account, budget));
});

const target = 'https://shop.example.com/health?full=1';

interface Asking {
  readonly fields?: Partial<HttpMonitor>;
  readonly purpose?: 'confirm' | 'regional';
  readonly finalUrl?: string | null;
  readonly token?: string | null;
}

function ask({ fields = {}, ...asking }: Asking = {}): Promise<Report> {
  return askGlobalping(httpMonitor(target, fields), { clock, budgets, url: api.url, ...asking });
}

function silence({ check }: Report): unknown {
  return check.failure?.code === 'no-answer' ? check.failure.facts : check;
}

describe('a measurement', () => {
  test('asks for what the monitor checks, and says who asks', async () => {
    const { check, place } = await ask({ fields: { headers: { accept: 'text/plain' } }, token: 'secret-token' });
    expect(check).toMatchObject({
      verdict: 'pass',
      responseTime: 210,
      phases: { dns: 10, connect: 20, tls: 30, firstByte: 140, download: 10 },
    });
    expect(place).toEqual({ country: 'DE', city: 'Frankfurt', network: 'Hetzner' });
    const [post] = api.posts;
    expect(post?.headers).toMatchObject({ 'user-agent': 'Vigilmon/1.2.3', authorization: 'Bearer secret-token' });
    expect(post?.body).toEqual({
      type: 'http',
      target: 'shop.example.com',
      locations: [{ magic: 'Frankfurt+datacenter-network' }],
      timeout: 7,
      measurementOptions: {
        protocol: 'HTTPS',
        port: 443,
        request: { method: 'GET', path: '/health', query: 'full=1', headers: { accept: 'text/plain' } },
      },
    });
    // In progress, unchanged, finished.
    expect(api.gets()).toBe(3);
  });

  test('asks for where redirects lead', async () => {
    await ask({ finalUrl: 'http://www.example.com:8080/home' });
    expect(api.posts[0]?.body).toMatchObject({
      target: 'www.example.com',
      measurementOptions: { protocol: 'HTTP', port: 8080, request: { path: '/home' } },
    });
  });

  test.each([
    ['added a query, which may be a session', 'https://www.example.com/home?session=abc'],
    ['left the internet', 'https://intranet.local/home'],
  ])('asks for its own URL where redirects %s', async (_, finalUrl) => {
    await ask({ finalUrl });
    expect(api.posts[0]?.body).toMatchObject({ target: 'shop.example.com' });
  });

  test('never carries a secret in the query: the rest of it is sent as written', async () => {
    const fields = { url: 'https://shop.example.com/health?a=%20b&api_key=top-secret&sig=top-secret&c' };
    api.report(finished({ statusCode: 404 }));
    expect((await ask({ fields })).check.verdict).toBe('pass');
    expect(JSON.stringify(api.posts)).not.toContain('top-secret');
    expect(api.posts[0]?.body).toMatchObject({ measurementOptions: { request: { query: 'a=%20b&c' } } });
  });

  test.each<[string, Partial<HttpMonitor>]>([
    ['a cookie', { headers: { cookie: 'id=top-secret' } }],
    ['a login', { auth: { type: 'bearer', token: 'top-secret' } }],
    ['a header that may be a secret', { headers: { 'X-Api-Key': 'top-secret', accept: 'text/plain' } }],
    ['a body', { method: 'POST', body: 'top-secret' }],
  ])('never carries %s: reachability alone is judged', async (_, fields) => {
    api.report(finished({ statusCode: 404 }));
    const { check } = await ask({ fields });
    expect(check.verdict).toBe('pass');
    expect(JSON.stringify(api.posts)).not.toContain('top-secret');
    expect(api.posts[0]?.body).toMatchObject({ measurementOptions: { request: { method: 'GET', headers: {} } } });
  });

  test.each<[string, object, Partial<HttpMonitor>, string]>([
    ['a good status', finished(), {}, 'up'],
    ['a bad status', finished({ statusCode: 503 }), {}, 'down'],
    ['a status that turns away', finished({ statusCode: 403 }), {}, 'refused'],
    [
      'a status that turns away and is expected',
      finished({ statusCode: 403 }),
      { assertions: [{ on: 'status', is: 'equals', value: 403 }] },
      'up',
    ],
    ['a text that is missing', finished(), { assertions: [{ on: 'body', is: 'contains', value: 'fine' }] }, 'down'],
    [
      'a text that may follow',
      finished({ truncated: true }),
      { assertions: [{ on: 'body', is: 'contains', value: 'fine' }] },
      'no-answer',
    ],
    [
      'a header',
      finished(),
      { assertions: [{ on: 'header', path: 'content-type', is: 'contains', value: 'plain' }] },
      'up',
    ],
    ['an untrusted certificate', finished({ tls: tls({ authorized: false, error: 'CERT_HAS_EXPIRED' }) }), {}, 'down'],
    [
      'a certificate of an authority that the monitor alone trusts',
      finished({ tls: tls({ authorized: false, error: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
      { trustedCertificates: '-----BEGIN CERTIFICATE-----' },
      'up',
    ],
    ['a redirect', finished({ statusCode: 302 }), {}, 'up'],
    ['a failure of the target', failed('target'), {}, 'down'],
    ['a failure of the resolver', failed('resolver'), {}, 'no-answer'],
    ['a failure of the probe', failed('internal'), {}, 'no-answer'],
    ['a probe that is offline', { status: 'offline', rawOutput: '' }, {}, 'no-answer'],
  ])('with %s is judged', async (_, result, fields, sighting) => {
    api.report(result);
    expect(sightingOf((await ask({ fields })).check)).toBe(sighting);
  });

  test('keeps the evidence of a bad response', async () => {
    api.report(finished({ statusCode: 503, rawBody: 'database is down', tls: tls() }));
    const { check } = await ask();
    expect(check.response).toMatchObject({ status: 503, headers: { 'content-type': 'text/plain' } });
    expect(JSON.stringify(check.response)).toContain('database is down');
    expect(check.certificate).toMatchObject({ issuer: 'R11', subject: 'shop.example.com' });
    expect(check.certificate?.validTo).toBe(Date.UTC(2027, 0, 1));
  });

  test('that fails is asked for again, of a fresh probe, before it counts', async () => {
    api.report(failed('target'), finished());
    expect((await ask()).check.verdict).toBe('pass');
    expect(api.posts).toHaveLength(2);
  });
});

describe('what the service refuses is no answer', () => {
  test.each<[number, string, object]>([
    [
      400,
      error('validation_error', 'Parameter validation failed.'),
      { why: 'rejected', detail: 'Parameter validation failed.' },
    ],
    [401, error('unauthorized', 'Unauthorized.'), { why: 'rejected' }],
    [422, error('no_probes_found', 'No matching IPv4 probes available.'), { why: 'no-probe' }],
    [500, 'oops', { why: 'unreachable', detail: '500' }],
    [202, '{"id": ', { why: 'unintelligible' }],
    [202, '{"id": "../../x"}', { why: 'unintelligible' }],
  ])('status %i %s', async (status, body, facts) => {
    api.refuse(status, body);
    expect(silence(await ask())).toMatchObject(facts);
  });

  test.each<Sending>(['br', 'gzip', 'plain'])('a result sent as %s is read', async (how) => {
    api.send(how);
    expect((await ask()).check.verdict).toBe('pass');
  });

  test.each<[Sending, string]>([
    ['garbage', 'unreachable'],
    ['truncated', 'unreachable'],
    ['other-shape', 'unintelligible'],
    ['slow', 'late'],
    ['failing', 'unreachable'],
  ])('a result that is %s is no answer', async (how, why) => {
    api.send(how);
    expect(silence(await ask())).toMatchObject({ why });
    expect(api.posts).toHaveLength(1);
  });

  test('a service whose certificate nobody trusts is no answer', async () => {
    const { selfSigned } = await testCertificates();
    api = await startFakeGlobalping({ identity: selfSigned });
    expect(silence(await ask())).toMatchObject({ why: 'unreachable', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(api.posts).toEqual([]);
  });

  test('a limit that is reached stops all requests until the reset', async () => {
    api.rates.remaining = 0;
    api.rates.reset = 600;
    api.refuse(429, error('rate_limit_exceeded', 'API rate limit exceeded.'));
    const nowMs = clock.now();
    const facts = silence(await ask()) as { until: number };
    expect(facts).toMatchObject({ why: 'limit' });
    expect(facts.until - nowMs).toBeGreaterThanOrEqual(600_000);
    expect(silence(await ask())).toMatchObject({ why: 'limit', until: facts.until });
    expect(api.posts).toHaveLength(1);
    // Another program on this computer would know as well.
    budgets = openBudgets(
      Array.from(stored, ([account, budget]) => ({ account, budget })),
      () => undefined,
    );
    expect(silence(await ask())).toMatchObject({ why: 'limit' });
    clock.set(facts.until);
    api.report(finished());
    expect((await ask()).check.verdict).toBe('pass');
  });

  test('regional rounds leave a fifth of the limit to confirmations', async () => {
    api.rates.remaining = 50;
    await ask();
    expect(silence(await ask({ purpose: 'regional' }))).toMatchObject({ why: 'limit' });
    expect((await ask({ purpose: 'confirm' })).check.verdict).toBe('pass');
  });
});

describe('the places of the network', () => {
  function placesBy(url: string): ReturnType<PlaceLists['of']> {
    lists ??= openPlaceLists({ clock, logger: recordedLog(), version: '1.2.3' });
    return lists.of('globalping', url);
  }
  let lists: PlaceLists | null;
  beforeEach(() => {
    lists = null;
    api.list([
      listed('DE', 'Frankfurt', 'Hetzner', ['datacenter-network']),
      listed('DE', 'Frankfurt', 'Telekom', ['eyeball-network']),
      listed('DE', 'Berlin', 'Hetzner', ['datacenter-network']),
      listed('US', 'Ashburn', 'Amazon', ['datacenter-network']),
    ]);
  });

  test('are counted by country, city and network, most first', async () => {
    expect(await placesBy(api.url)).toEqual({
      ok: true,
      value: {
        at: clock.now(),
        probes: 4,
        countries: [
          { country: 'DE', probes: 3, datacenter: 2 },
          { country: 'US', probes: 1, datacenter: 1 },
        ],
        cities: [
          { country: 'DE', city: 'Frankfurt', probes: 2, datacenter: 1 },
          { country: 'DE', city: 'Berlin', probes: 1, datacenter: 1 },
          { country: 'US', city: 'Ashburn', probes: 1, datacenter: 1 },
        ],
        networks: [
          { country: 'DE', network: 'Hetzner', probes: 2, datacenter: 2 },
          { country: 'DE', network: 'Telekom', probes: 1, datacenter: 0 },
          { country: 'US', network: 'Amazon', probes: 1, datacenter: 1 },
        ],
      },
    });
  });

  test('are asked for once by several callers, and again when they are old', async () => {
    await Promise.all([placesBy(api.url), placesBy(api.url)]);
    await placesBy(api.url);
    expect(api.lists()).toBe(1);
    await clock.advance(600_000);
    await placesBy(api.url);
    expect(api.lists()).toBe(2);
  });

  test.each<[Sending, string]>([
    ['failing', 'unreachable'],
    ['other-shape', 'unintelligible'],
  ])('are unavailable where the list is %s, until it is asked for again', async (how, why) => {
    api.send(how);
    expect(await placesBy(api.url)).toMatchObject({
      ok: false,
      error: { code: 'unavailable', reason: { code: 'places-unavailable', facts: { why } } },
    });
    api.send('br');
    expect(await placesBy(api.url)).toMatchObject({ ok: true, value: { probes: 4 } });
  });
});
