import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { domainProbe } from '../../../../electron/engine/kinds/domain/domain-probe.ts';
import { readBootstrap, readRegistration, serverFor } from '../../../../electron/engine/kinds/domain/rdap.ts';
import { openWork } from '../../../../electron/engine/transport/work.ts';
import { checkInEnglish } from '../../../support/in-english.ts';
import { mistakesIn, monitorFor } from '../../../support/probed.ts';
import { startTargetServer, type Behaviour, type TargetServer } from '../../../support/target-server.ts';
import { systemClock } from '../../../../electron/host/system-clock.ts';
import { probeContext } from '../http/rig.ts';

const dayMs = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMs + 60_000).toISOString();

/** As in RFC 9083, section 5.3. */
function answer(expiration: string | null): object {
  return {
    rdapConformance: ['rdap_level_0'],
    objectClassName: 'domain',
    ldhName: 'example.test',
    status: ['active', 'client transfer prohibited'],
    events: [
      { eventAction: 'registration', eventDate: '1995-08-14T04:00:00Z' },
      ...(expiration === null ? [] : [{ eventAction: 'expiration', eventDate: expiration }]),
      { eventAction: 'last changed', eventDate: '2026-08-14T07:01:39Z' },
    ],
    entities: [
      { objectClassName: 'entity', roles: ['abuse'] },
      {
        objectClassName: 'entity',
        roles: ['registrar'],
        vcardArray: [
          'vcard',
          [
            ['version', {}, 'text', '4.0'],
            ['fn', {}, 'text', 'Example Registrar'],
          ],
        ],
      },
    ],
  };
}

let registry: TargetServer;
beforeEach(async () => {
  registry = await startTargetServer();
  onTestFinished(() => registry.close());
  registry.behaveAt('/dns.json', {
    kind: 'answer',
    json: { services: [[['test', 'co.test'], [`${registry.url}/rdap/`]]] },
  });
});

const list = (): URL => new URL(`${registry.url}/dns.json`);

async function check(domain: string, behaviour: Behaviour | null = null): Promise<WordedCheckDetail> {
  if (behaviour !== null) registry.behaveAt(`/rdap/domain/${domain}`, behaviour);
  return checkInEnglish(await domainProbe(list())(monitorFor({ kind: 'domain', domain }), probeContext()));
}

const expiring = (days: number): Behaviour => ({ kind: 'answer', json: answer(inDays(days)) });

describe('a registration', () => {
  test.each([
    [400, 'pass', undefined],
    [30, 'pass', undefined],
    [29, 'degraded', /^the registration of example.test expires in 29 days, on \d+ \w+ \d{4}/],
    [7, 'degraded', /expires in 7 days/],
    [6, 'fail', /expires in 6 days/],
    [1, 'fail', /expires in 1 day, on/],
    [-1, 'fail', /^the registration of example.test expired on /],
  ] as const)('that ends in %i days is %s', async (days, verdict, message) => {
    const found = await check('example.test', expiring(days));
    expect(found.verdict).toBe(verdict);
    if (message === undefined) expect(found.failure).toBeNull();
    else expect(found.failure?.message).toMatch(message);
    expect(found.figures).toEqual({ days });
    expect(found.scales).toEqual({ days: { unit: 'd', warning: [30], critical: [7] } });
  });

  test('is shown with its dates', async () => {
    const expires = inDays(90);
    const found = await check('example.test', { kind: 'answer', json: answer(expires) });
    expect(found.evidence).toEqual([
      { name: 'expires', type: 'moment', at: Date.parse(expires) },
      { name: 'registered', type: 'moment', at: Date.UTC(1995, 7, 14, 4) },
      { name: 'changed', type: 'moment', at: Date.parse('2026-08-14T07:01:39Z') },
      { name: 'registrar', type: 'line', text: 'Example Registrar' },
      { name: 'status', type: 'line', text: 'active, client transfer prohibited' },
      { name: 'source', type: 'line', text: `127.0.0.1:${String(registry.port)}` },
    ]);
  });

  test('that is not there is down', async () => {
    const found = await check('gone.test', { kind: 'answer', status: 404, json: { errorCode: 404 } });
    expect(found).toMatchObject({ verdict: 'fail', failure: { kind: 'domain', code: 'domain-not-found' } });
  });

  test('is compared by assertions as well', async () => {
    registry.behaveAt('/rdap/domain/example.test', expiring(90));
    const assertions = [{ on: 'domainDays', is: 'greaterThan', value: 100 }] as const;
    const monitor = monitorFor({ kind: 'domain', domain: 'example.test', assertions });
    const found = checkInEnglish(await domainProbe(list())(monitor, probeContext()));
    expect(found.failure?.message).toBe('domain expires in 90 days, expected more than 100 days');
  });

  test('of a name in another script is asked for in ASCII', async () => {
    registry.behaveAt('/rdap/domain/xn--mnchen-3ya.test', expiring(90));
    const monitor = monitorFor({ kind: 'domain', domain: 'münchen.test' });
    expect(await domainProbe(list())(monitor, probeContext())).toMatchObject({ verdict: 'pass' });
  });
});

describe('a registry cannot tell', () => {
  test.each<[string, Behaviour, string | RegExp]>([
    ['with too many requests', { kind: 'answer', status: 429 }, /refused the request: too many requests$/],
    ['with an error', { kind: 'answer', status: 503 }, /failed with status 503$/],
    ['without a date', { kind: 'answer', json: answer(null) }, /does not say when example.test expires$/],
    ['with a date that is none', { kind: 'answer', json: answer('soon') }, /does not say when/],
    ['with a page', { kind: 'answer', body: '<html>' }, /is not RDAP$/],
    ['with another object', { kind: 'answer', json: { objectClassName: 'nameserver' } }, /is not RDAP$/],
    ['when it is away', { kind: 'reset', at: 'request' }, /closed the connection/],
    ['when it never stops', { kind: 'endless', what: 'body' }, /./],
  ])('%s', async (_what, behaviour, message) => {
    const found = await check('example.test', behaviour);
    expect(found.verdict).toBe('inconclusive');
    expect(found.failure?.message).toMatch(message);
  });

  test('where the domain has none', async () => {
    const found = await check('example.nowhere');
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      failure: { message: 'the registry of example.nowhere has no RDAP server that IANA lists' },
    });
  });

  test('where the list of IANA cannot be had', async () => {
    registry.behaveAt('/dns.json', { kind: 'answer', status: 500 });
    expect(await check('example.test')).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'registry-failed' },
    });
  });
});

test('registries may hand on to another server', async () => {
  registry.behaveAt('/rdap/domain/example.test', { kind: 'redirect', to: `${registry.url}/registrar/example.test` });
  registry.behaveAt('/registrar/example.test', expiring(90));
  expect(await check('example.test')).toMatchObject({ verdict: 'pass' });
  registry.behaveAt('/rdap/domain/loop.test', { kind: 'redirect', to: '/rdap/domain/loop.test' });
  expect(await check('loop.test')).toMatchObject({ verdict: 'inconclusive' });
});

test('the list of IANA is fetched once a week, and an old one is better than none', async () => {
  registry.behaveAt('/rdap/domain/example.test', { kind: 'answer', json: answer('2099-01-01T00:00:00Z') });
  const monitor = monitorFor({ kind: 'domain', domain: 'example.test' });
  const work = openWork({ clock: systemClock, maxHandshakes: () => 10 });
  let now = Date.UTC(2027, 0, 1);
  const environment = { ...probeContext({ work }), clock: { ...systemClock, now: () => now } };
  const probe = domainProbe(list());
  const lists = (): number => registry.requests.filter(({ path }) => path === '/dns.json').length;
  await probe(monitor, environment);
  now += 6 * dayMs;
  await probe(monitor, environment);
  expect(lists()).toBe(1);
  now += 2 * dayMs;
  registry.behaveAt('/dns.json', { kind: 'answer', status: 500 });
  expect(await probe(monitor, environment)).toMatchObject({ verdict: 'pass' });
  expect(lists()).toBe(2);
});

test('a server of its own needs no list', async () => {
  registry.behaveAt('/domain/example.zz', expiring(90));
  const monitor = monitorFor({ kind: 'domain', domain: 'example.zz', server: registry.url });
  expect(await domainProbe(list())(monitor, probeContext())).toMatchObject({ verdict: 'pass' });
  expect(registry.requests.map(({ path }) => path)).toEqual(['/domain/example.zz']);
});

test('the entry of the list with the most labels applies', () => {
  const bootstrap = readBootstrap({
    services: [
      [['uk'], ['http://a/', 'https://b/']],
      [['co.uk'], ['https://c/']],
    ],
  });
  expect(serverFor('Example.CO.UK', bootstrap ?? new Map())).toBe('https://c/');
  expect(serverFor('example.uk', bootstrap ?? new Map())).toBe('https://b/');
  expect(serverFor('uk', bootstrap ?? new Map())).toBeNull();
});

test('any JSON is read without an error, and in bounded room', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
      readBootstrap(json);
      const read = readRegistration({ objectClassName: 'domain', events: json, entities: json, status: json });
      expect(JSON.stringify(read).length).toBeLessThan(5_000);
    }),
  );
});

test('the definition asks once a day, and needs a warning before the end', () => {
  expect(monitorFor({ kind: 'domain', domain: 'example.com' })).toMatchObject({
    id: 'example-com',
    interval: dayMs,
    timeout: 10_000,
    recheckInterval: 600_000,
    warningDays: 30,
    criticalDays: 7,
  });
  expect(mistakesIn({ kind: 'domain', domain: 'a.com', warningDays: 7 })).toEqual({
    criticalDays: 'must be at most 6',
  });
  expect(mistakesIn({ kind: 'domain', domain: 'https://a.com' })).toEqual({
    domain: 'is not a host name or an address',
  });
  expect(mistakesIn({ kind: 'domain', domain: 'a.com', interval: '1m' })).toHaveProperty('interval');
});
