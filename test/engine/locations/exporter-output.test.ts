import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOwnFailure, readDebug, readMetrics } from '../../../electron/engine/locations/blackbox/probe-output.ts';

const names = ['probe_success', 'probe_duration_seconds', 'probe_http_status_code', 'probe_ssl_earliest_cert_expiry'];

describe('the output of an exporter', () => {
  test.each([
    ['probe_duration_seconds -1', 'durationMs'],
    ['probe_duration_seconds 1e300', 'durationMs'],
    ['probe_http_status_code 7', 'status'],
    ['probe_http_status_code 1e9', 'status'],
    ['probe_ssl_earliest_cert_expiry -6.21355968e+10', 'certificate'],
    ['probe_ssl_earliest_cert_expiry 1e300', 'certificate'],
    ['probe_icmp_duration_seconds{phase="rtt"} -5', 'roundTripMs'],
    ['probe_http_duration_seconds{phase="resolve"} NaN', 'phases'],
  ] as const)('with the impossible value %s has none', (line, field) => {
    expect(readMetrics(`probe_success 1\n${line}\n`)?.[field]).toBeNull();
  });

  test('of any kind is read without an error, and names no impossible date', () => {
    const line = fc
      .tuple(fc.constantFrom(...names), fc.oneof(fc.double(), fc.string()))
      .map((parts) => parts.join(' '));
    const info = fc.string().map((text) => `probe_ssl_last_chain_info{issuer="CN=${text}"} 1`);
    fc.assert(
      fc.property(fc.array(fc.oneof(line, info, fc.string())), (lines) => {
        const text = ['probe_success 1', ...lines].join('\n');
        const certificate = readMetrics(text)?.certificate ?? null;
        if (certificate !== null) expect(new Date(certificate.validTo).getTime()).not.toBeNaN();
        expect(typeof readDebug(text).reason).toBe('string');
      }),
    );
  });

  test.each([
    ['a line that never ends', `probe_ssl_last_chain_info{${'a'.repeat(1_000_000)}`],
    ['labels that never end', `probe_ssl_last_chain_info{${'a="'.repeat(300_000)}`],
    ['escapes that never end', `probe_ssl_last_chain_info{issuer="${'\\\\'.repeat(500_000)}`],
    ['a hundred thousand names', `probe_ssl_last_chain_info{subjectalternative="${'a.example,'.repeat(100_000)}"} 1`],
  ])('with %s is read at once', (_, line) => {
    expect(readMetrics(`probe_success 1\n${line}`)).toMatchObject({ success: true });
    expect(readDebug(`level=error msg="${line}`).reason.length).toBeLessThanOrEqual(line.length + 1);
  });
});

test.each([
  ['Error listening to socket: listen ip4:icmp 0.0.0.0: socket: operation not permitted', true],
  ['Error dialing TCP: dial tcp 192.0.2.1:443: connect: cannot assign requested address', true],
  ['Error dialing TCP: dial tcp: lookup shop.example.com: Temporary failure in name resolution', true],
  ['Error dialing TCP: dial tcp 192.0.2.1:443: connect: connection refused', false],
  ['Error dialing TCP: dial tcp 192.0.2.1:443: connect: no route to host', false],
  ['Error for HTTP request: Get "http://shop/operation not permitted": EOF', false],
  ['Resolution with IP protocol failed: lookup shop.example.com on 10.0.0.53:53: no such host', false],
  ['', false],
])('%s: is the exporter’s own failure: %s', (reason, isOwn) => {
  expect(isOwnFailure(reason)).toBe(isOwn);
});
