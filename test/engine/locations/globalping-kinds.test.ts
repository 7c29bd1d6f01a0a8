/** What Globalping is asked about hosts and names, and what its results come to. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import type { DnsRecord } from '../../../electron/contract/monitors/dns.ts';
import type { MonitorInputOf } from '../../../electron/contract/monitors/registry.ts';
import { openBudgets } from '../../../electron/engine/locations/budgets.ts';
import { testOf } from '../../../electron/engine/locations/globalping/tests.ts';
import { NoAnswer, sightingOf } from '../../../electron/engine/locations/location.ts';
import { askGlobalping } from '../../support/ask-globalping.ts';
import { startFakeGlobalping, type FakeGlobalping } from '../../support/fake-globalping.ts';
import { failed, pinged, resolved } from '../../support/globalping-results.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { monitorFor, type ProbedInput } from '../../support/probed.ts';

let clock: ManualClock;
let api: FakeGlobalping;

beforeEach(async () => {
  clock = manualClock();
  api = await startFakeGlobalping({ now: clock.now });
});

async function ask(input: ProbedInput): Promise<CheckDetail> {
  const budgets = openBudgets([], () => undefined);
  const { check } = await askGlobalping(monitorFor(input), { clock, budgets, url: api.url });
  return check;
}

const offline = { status: 'offline', rawOutput: '' };
const host = 'router.example.com';
type PingInput = Omit<MonitorInputOf<'ping'>, 'kind' | 'host'>;
const ping = (fields: PingInput = {}): ProbedInput => ({ kind: 'ping', host, ...fields });

describe('a host', () => {
  test('is sent as many echo requests as the monitor says', async () => {
    api.report(pinged());
    expect(await ask(ping({ count: 5, ipFamily: 6 }))).toMatchObject({
      verdict: 'pass',
      responseTime: 24.4,
      figures: { packetLoss: 0 },
    });
    expect(api.posts[0]?.body).toEqual({
      type: 'ping',
      target: host,
      locations: [{ magic: 'Frankfurt+datacenter-network' }],
      timeout: 7,
      measurementOptions: { packets: 5, ipVersion: 6 },
    });
  });

  test('that is an address is asked for without a version', async () => {
    api.report(pinged());
    expect((await ask({ kind: 'ping', host: '192.0.2.1', ipFamily: 4 })).verdict).toBe('pass');
  });

  test.each<[string, object, PingInput, string]>([
    ['a reply out of three', pinged([null, 30, null]), {}, 'up'],
    ['a loss of 100 %', pinged([null, null, null]), {}, 'down'],
    [
      'more loss than allowed',
      pinged([20, null, null]),
      { assertions: [{ on: 'packetLoss', is: 'lessThan', value: 50 }] },
      'down',
    ],
    [
      'a loss that is allowed',
      pinged([20, 21, null]),
      { assertions: [{ on: 'packetLoss', is: 'lessThan', value: 50 }] },
      'up',
    ],
    [
      'a time that counts here alone',
      pinged([900, 900, 900]),
      { assertions: [{ on: 'responseTime', is: 'lessThan', value: 50 }], degradedAfter: 10 },
      'up',
    ],
    ['a failure of the target', failed('target'), {}, 'down'],
    ['a failure of its resolver', failed('resolver'), {}, 'no-answer'],
    ['a failure of its own', failed('internal'), {}, 'no-answer'],
    ['a probe that is offline', offline, {}, 'no-answer'],
    [
      'replies that contradict its count',
      pinged([], { stats: { min: null, avg: null, max: null, total: 3, rcv: 3, drop: 0, loss: 0 } }),
      {},
      'no-answer',
    ],
    [
      'a count of nothing',
      pinged([], { stats: { min: null, avg: null, max: null, total: 0, rcv: 0, drop: 0, loss: 0 } }),
      {},
      'no-answer',
    ],
    ['the result of another test', resolved([]), {}, 'no-answer'],
  ])('with %s is judged', async (_, result, fields, sighting) => {
    api.report(result);
    expect(sightingOf(await ask(ping(fields)))).toBe(sighting);
  });

  test('that loses all is asked for again, of a fresh probe, before it counts', async () => {
    api.report(pinged([null, null, null]), pinged());
    expect((await ask(ping())).verdict).toBe('pass');
    expect(api.posts).toHaveLength(2);
  });

  test('that never replies fails as it does here', async () => {
    api.report(pinged([null, null, null]));
    expect(await ask(ping())).toMatchObject({
      failure: { code: 'ping-no-reply', facts: { host, peer: '192.0.2.1', sent: 3 } },
      figures: { packetLoss: 100 },
    });
  });
});

type DnsInput = Omit<MonitorInputOf<'dns'>, 'kind' | 'host'>;
const dns = (fields: DnsInput = {}): ProbedInput => ({ kind: 'dns', host: 'www.example.com', ...fields });

describe('a name', () => {
  test('is asked for with its record and name server', async () => {
    api.report(resolved([['MX', '10 mail.example.com.']]));
    expect((await ask(dns({ record: 'MX', resolver: '192.0.2.53:5353' }))).verdict).toBe('pass');
    expect(api.posts[0]?.body).toMatchObject({
      type: 'dns',
      target: 'www.example.com',
      measurementOptions: { query: { type: 'MX' }, resolver: '192.0.2.53', port: 5353 },
    });
  });

  test.each<[DnsRecord, string, string, string]>([
    ['A', 'www.example.com', '192.0.2.7', '192.0.2.7'],
    ['AAAA', 'www.example.com', '2001:DB8::7', '2001:db8::7'],
    ['CNAME', 'www.example.com', 'Edge.Example.NET.', 'edge.example.net'],
    ['MX', 'example.com', '10 Mail.example.com.', '10 mail.example.com'],
    ['NS', 'example.com', 'ns1.example.com.', 'ns1.example.com'],
    ['TXT', 'example.com', String.raw`"v=spf1 " "-all; \"me\" \195\188"`, 'v=spf1 -all; "me" ü'],
    [
      'SOA',
      'example.com',
      'ns1.example.com. Ops.example.com. 2026 7200 900 1209600 300',
      'ns1.example.com ops.example.com 2026 7200 900 1209600 300',
    ],
    ['SRV', '_sip._tcp.example.com', '10 60 5060 sip.example.com.', '10 60 5060 sip.example.com'],
    ['PTR', '192.0.2.7', 'host7.example.com.', 'host7.example.com'],
  ])('has its %s records as this computer would read them', async (record, name, value, text) => {
    api.report(
      resolved(
        [
          ['CNAME', 'alias.example.net.'],
          [record, value],
        ].slice(record === 'CNAME' ? 1 : 0) as [string, string][],
      ),
    );
    const assertions = [{ on: 'answer', is: 'equals', value: [text] }] as const;
    expect(await ask({ kind: 'dns', host: name, record, assertions })).toMatchObject({
      verdict: 'pass',
      failure: null,
    });
  });

  test.each<[string, object, DnsInput, string]>([
    [
      'another address',
      resolved([['A', '192.0.2.8']]),
      { assertions: [{ on: 'answer', is: 'equals', value: ['192.0.2.7'] }] },
      'down',
    ],
    ['an alias without an address', resolved([['CNAME', 'alias.example.net.']]), {}, 'down'],
    ['NXDOMAIN', resolved([], { statusCode: 3, statusCodeName: 'NXDOMAIN' }), {}, 'down'],
    [
      'NXDOMAIN that is expected',
      resolved([], { statusCode: 3, statusCodeName: 'NXDOMAIN' }),
      { assertions: [{ on: 'rcode', is: 'equals', value: 'NXDOMAIN' }] },
      'up',
    ],
    ['SERVFAIL', resolved([], { statusCode: 2, statusCodeName: 'SERVFAIL' }), {}, 'down'],
    ['a name server that does not answer the probe', failed('resolver'), {}, 'no-answer'],
    ['a probe that is offline', offline, {}, 'no-answer'],
    ['the result of another test', pinged(), {}, 'no-answer'],
  ])('with %s is judged', async (_, result, fields, sighting) => {
    api.report(result);
    expect(sightingOf(await ask(dns(fields)))).toBe(sighting);
  });

  test('that does not exist fails as it does here', async () => {
    api.report(resolved([], { statusCode: 3, statusCodeName: 'NXDOMAIN' }));
    expect(await ask(dns())).toMatchObject({
      failure: {
        code: 'dns-rcode',
        facts: { host: 'www.example.com', record: 'A', server: '192.0.2.53', rcode: 'NXDOMAIN' },
      },
    });
  });
});

test.each(['http', 'ping', 'dns'] as const)(
  'whatever a finished %s test contains, there is a check or no answer',
  (kind) => {
    const monitor = monitorFor(
      kind === 'http' ? { kind, url: 'https://www.example.com/' } : { kind, host: 'www.example.com' },
    );
    const judge = testOf(monitor)?.judge;
    const keys = [
      'resolvedAddress',
      'stats',
      'timings',
      'statusCodeName',
      'answers',
      'resolver',
      'headers',
      'rawBody',
      'tls',
    ];
    const strange = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
    fc.assert(
      fc.property(strange, fc.constantFrom(pinged(), resolved([['A', '192.0.2.7']])), (changes, result) => {
        try {
          expect(judge?.({ ...result, ...changes }, monitor, { atMs: 0, finalUrl: null })).toHaveProperty('verdict');
        } catch (error) {
          expect(error).toBeInstanceOf(NoAnswer);
        }
      }),
    );
  },
);
