import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsRecord } from '../../../../electron/contract/monitors/dns.ts';
import { recogniseAddress } from '../../../../electron/contract/monitors/recognise.ts';
import type { MonitorInputOf } from '../../../../electron/contract/monitors/registry.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { reverseName } from '../../../../electron/engine/kinds/dns/reverse-name.ts';
import { hostOf, targetOf } from '../../../../electron/engine/monitors/target.ts';
import { rdata, startDnsServer, type Zone } from '../../../support/dns-server.ts';
import { freePort } from '../../../support/ports.ts';
import { checkFor, mistakesIn, monitorFor } from '../../../support/probed.ts';

type DnsInput = Omit<MonitorInputOf<'dns'>, 'kind'>;

const records: Zone['records'] = {
  'example.test A': [rdata.address('192.0.2.7'), rdata.address('192.0.2.5')],
  'example.test AAAA': [rdata.address6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1])],
  'www.example.test CNAME': [rdata.name('Example.Test')],
  'example.test MX': [rdata.mx(20, 'mx2.example.test'), rdata.mx(10, 'mx1.example.test')],
  'example.test NS': [rdata.name('ns1.example.test')],
  'example.test TXT': [rdata.txt('v=spf1 ', '-all'), rdata.txt('owner="me"')],
  'example.test SOA': [rdata.soa(['ns1.example.test', 'ops.example.test'], [2026, 7200, 900, 1_209_600, 300])],
  '_sip._tcp.example.test SRV': [rdata.srv([10, 60, 5060], 'sip.example.test')],
  'example.test CAA': [rdata.caa('issue', 'ca.example.test')],
  '5.2.0.192.in-addr.arpa PTR': [rdata.name('host5.example.test')],
};

function check(input: DnsInput): Promise<WordedCheckDetail> {
  return checkFor({ kind: 'dns', timeout: '2s', ...input });
}

const valueOf = ({ evidence = [] }: WordedCheckDetail, name: string): string | undefined =>
  evidence.flatMap((found) => (found.name === name && 'text' in found ? [found.text] : []))[0];

describe('an answer', () => {
  test.each<[DnsRecord, string, string]>([
    ['A', 'example.test', '192.0.2.5\n192.0.2.7'],
    ['AAAA', 'example.test', '2001:db8::1'],
    ['CNAME', 'www.example.test', 'example.test'],
    ['MX', 'example.test', '10 mx1.example.test\n20 mx2.example.test'],
    ['NS', 'example.test', 'ns1.example.test'],
    ['TXT', 'example.test', 'owner="me"\nv=spf1 -all'],
    ['SOA', 'example.test', 'ns1.example.test ops.example.test 2026 7200 900 1209600 300'],
    ['SRV', '_sip._tcp.example.test', '10 60 5060 sip.example.test'],
    ['CAA', 'example.test', '0 issue "ca.example.test"'],
    ['PTR', '192.0.2.5', 'host5.example.test'],
  ])('of %s records is read', async (record, host, answer) => {
    const { address } = await startDnsServer({ records });
    const checked = await check({ host, record, resolver: address });
    expect(checked).toMatchObject({ verdict: 'pass', failure: null });
    expect([valueOf(checked, 'answer'), valueOf(checked, 'rcode')]).toEqual([answer, 'NOERROR']);
    expect(valueOf(checked, 'nameServer')).toBe(address);
    expect(checked.responseTime).toBeGreaterThan(0);
  });

  test('that is truncated is asked for again over TCP', async () => {
    const { address, asked } = await startDnsServer({ records, truncated: ['example.test'] });
    const checked = await check({ host: 'example.test', record: 'TXT', resolver: address });
    expect([checked.verdict, valueOf(checked, 'answer')]).toEqual(['pass', 'owner="me"\nv=spf1 -all']);
    expect([asked.udp, asked.tcp]).toEqual([1, 1]);
  });

  test('is compared without regard to its order', async () => {
    const { address: resolver } = await startDnsServer({ records });
    const verdictOf = async (is: 'equals' | 'in' | 'contains' | 'notEquals', value: string | string[]) =>
      (await check({ host: 'example.test', resolver, assertions: [{ on: 'answer', is, value }] })).verdict;
    expect(await verdictOf('equals', ['192.0.2.7', '192.0.2.5'])).toBe('pass');
    expect(await verdictOf('equals', ['192.0.2.5'])).toBe('fail');
    expect(await verdictOf('equals', '192.0.2.5')).toBe('fail');
    expect(await verdictOf('notEquals', '192.0.2.5')).toBe('pass');
    expect(await verdictOf('in', ['192.0.2.5', '192.0.2.7', '192.0.2.9'])).toBe('pass');
    expect(await verdictOf('in', ['192.0.2.5'])).toBe('fail');
    expect(await verdictOf('contains', '192.0.2.7')).toBe('pass');
  });

  test('that differs is shown beside what was expected, and a near miss is offered', async () => {
    const { address: resolver } = await startDnsServer({ records });
    const other = [{ on: 'answer', is: 'equals', value: ['192.0.2.9'] }] as const;
    expect((await check({ host: 'example.test', resolver, assertions: other })).failure?.message).toBe(
      'DNS answer is "192.0.2.5" and "192.0.2.7", expected ["192.0.2.9"]',
    );
    const near = [{ on: 'answer', is: 'equals', value: 'NS1.example.test' }] as const;
    const { assertions } = await check({ host: 'example.test', record: 'NS', resolver, assertions: near });
    expect(assertions[0]).toMatchObject({ passed: false, instead: { value: 'ns1.example.test' } });
  });
});

describe('a name server', () => {
  test.each<[string, string]>([
    ['missing.test', 'no such name: missing.test (NXDOMAIN)'],
    ['broken.test', 'failed to resolve A of broken.test (SERVFAIL)'],
    ['private.test', 'refused to resolve A of private.test (REFUSED)'],
  ])('that has no answer for %s fails with its response code', async (host, words) => {
    const failing = { 'broken.test': 'SERVFAIL', 'private.test': 'REFUSED' } as const;
    const { address } = await startDnsServer({ records, failing });
    const { verdict, failure } = await check({ host, resolver: address });
    expect([verdict, failure?.kind]).toEqual(['fail', 'dns']);
    expect(failure?.message).toContain(words);
  });

  test('passes with the response code that is expected', async () => {
    const { address: resolver } = await startDnsServer({ records });
    const assertions = [{ on: 'rcode', is: 'equals', value: 'NXDOMAIN' }] as const;
    expect(await check({ host: 'gone.test', resolver, assertions })).toMatchObject({ verdict: 'pass' });
    expect((await check({ host: 'example.test', resolver, assertions })).failure?.message).toBe(
      'response code is "NOERROR", expected "NXDOMAIN"',
    );
  });

  test('without such records fails, unless they must not exist', async () => {
    const { address: resolver } = await startDnsServer({ records });
    const input = { host: 'example.test', record: 'SRV', resolver } as const;
    expect((await check(input)).failure?.message).toBe('example.test has no SRV records');
    const absent = [{ on: 'answer', is: 'exists', value: false }] as const;
    expect(await check({ ...input, assertions: absent })).toMatchObject({ verdict: 'pass' });
  });

  test('that never answers times out, and one that is not there is reported', async () => {
    const { address } = await startDnsServer({ records, raw: () => null });
    const silent = await check({ host: 'example.test', resolver: address, timeout: '900ms' });
    expect([silent.verdict, silent.failure?.kind]).toEqual(['fail', 'timeout']);
    expect(silent.failure?.message).toContain(address);
    const nobody = `127.0.0.1:${String(await freePort())}`;
    const { failure } = await check({ host: 'example.test', resolver: nobody });
    expect(failure?.message).toContain(nobody);
  });

  test('can be named, and its name is looked up', async () => {
    const { address } = await startDnsServer({ records });
    const resolver = address.replace('127.0.0.1', 'localhost');
    expect(await check({ host: 'example.test', resolver, ipFamily: 4 })).toMatchObject({ verdict: 'pass' });
  });

  test('that sends garbage is a failure, whatever it sends', async () => {
    const garbage = fc.oneof(fc.uint8Array({ maxLength: 600 }), fc.constant(new Uint8Array(65_000)));
    let bytes: Uint8Array = new Uint8Array();
    const { address } = await startDnsServer({
      records,
      raw: (question) => Buffer.concat([question.subarray(0, 2), Buffer.from([0x81, 0x80]), bytes]),
    });
    await fc.assert(
      fc.asyncProperty(garbage, async (next) => {
        bytes = next;
        const { verdict, failure } = await check({ host: 'example.test', resolver: address, timeout: '400ms' });
        expect([verdict, failure === null]).toEqual(['fail', false]);
      }),
      { numRuns: 12 },
    );
  });
});

describe('the definition', () => {
  test('derives name, target and host limit, and reads the target back', () => {
    const monitor = monitorFor({ kind: 'dns', host: 'example.test', record: 'MX', resolver: '192.0.2.53' });
    expect(monitor).toMatchObject({ name: 'example.test MX', id: 'example-test-mx' });
    expect([targetOf(monitor), hostOf(monitor)]).toEqual(['dns://192.0.2.53/example.test?type=MX', '192.0.2.53:53']);
    for (const given of [{ host: 'a.test' }, { host: '::1', record: 'PTR', resolver: '[::1]:5353' }] as const) {
      const made = monitorFor({ kind: 'dns', ...given });
      expect(recogniseAddress(targetOf(made))).toMatchObject({ kind: 'dns', fields: given });
    }
  });

  test.each<[DnsInput, string]>([
    [{ host: 'a b' }, 'host'],
    [{ host: '' }, 'host'],
    [{ host: 'a.test', resolver: '1.1.1.1:99999' }, 'resolver'],
    [{ host: 'a.test', resolver: 'https://1.1.1.1' }, 'resolver'],
    [{ host: 'a.test', assertions: [{ on: 'rcode', is: 'lessThan', value: 3 }] }, 'assertions.0.is'],
    [{ host: 'a.test', assertions: [{ on: 'answer', is: 'equals', value: [] }] }, 'assertions.0.value'],
  ])('refuses %j', (input, field) => {
    expect(Object.keys(mistakesIn({ kind: 'dns', ...input }))).toEqual([field]);
  });
});

test.each([
  ['192.0.2.5', '5.2.0.192.in-addr.arpa'],
  ['2001:db8::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'],
  ['::ffff:192.0.2.1', '1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa'],
])('the PTR record of %s is at %s', (address, name) => {
  expect(reverseName(address)).toBe(name);
});
