/** What a blackbox_exporter is asked about each kind of monitor, and what its answers come to. */
import { describe, expect, test } from 'vitest';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import { sightingOf } from '../../../electron/engine/locations/location.ts';
import { askExporter, startExporter, type Given } from '../../support/ask-exporter.ts';
import { testCertificates } from '../../support/certificates.ts';
import { monitorFor, type ProbedInput } from '../../support/probed.ts';

const metrics = (success: 0 | 1, more = ''): string =>
  `probe_success ${String(success)}\nprobe_duration_seconds 0.02\n${more}`;
const log = (level: string, text: string, then = metrics(0)): string => `Logs for the probe:
ts=2026-11-29T03:07:16.76Z caller=handler.go:117 module=x target=y ${level} ${text}
ts=2026-11-29T03:07:16.76Z caller=main.go:181 module=x target=y level=error msg="Probe failed" duration_seconds=0.0003



Metrics that would have been returned:
${then}`;

/** First without, then with the log. */
async function ask(
  input: ProbedInput,
  ...answers: readonly [Given, Given?]
): Promise<{ check: CheckDetail; asked: readonly URL[] }> {
  const asked: URL[] = [];
  const url = await startExporter((request) => {
    asked.push(new URL(request.url ?? '', 'http://exporter'));
    return answers[asked.length - 1] ?? { status: 500, text: '' };
  });
  const { check } = await askExporter({ url }, monitorFor(input));
  return { check, asked };
}

describe('a monitor', () => {
  test.each<[string, ProbedInput, Readonly<Record<string, string>>]>([
    [
      'of a port',
      { kind: 'tcp', host: 'db.example.com', port: 5432 },
      { target: 'db.example.com:5432', module: 'tcp_connect' },
    ],
    [
      'of a port with TLS',
      { kind: 'tcp', host: '2001:db8::1', port: 993, tls: true },
      { target: '[2001:db8::1]:993', module: 'tls_connect' },
    ],
    ['of a host', { kind: 'ping', host: '2001:db8::1' }, { target: '2001:db8::1', module: 'icmp' }],
    [
      'of a name',
      { kind: 'dns', id: 'shop-mail', host: 'example.com', record: 'MX', resolver: '192.0.2.53' },
      { target: '192.0.2.53:53', module: 'dns_shop_mail' },
    ],
    [
      'of a certificate',
      { kind: 'certificate', host: 'example.com' },
      { target: 'example.com:443', module: 'tls_connect' },
    ],
    [
      'of a certificate with another name',
      { kind: 'certificate', host: '192.0.2.1', port: 8443, serverName: 'www.example.com' },
      { target: '192.0.2.1:8443', module: 'tls_connect', hostname: 'www.example.com' },
    ],
    [
      'of a certificate after STARTTLS',
      { kind: 'certificate', host: 'mail.example.com', startTls: 'smtp' },
      { target: 'mail.example.com:587', module: 'smtp_starttls' },
    ],
  ])('%s is asked for by its target and module', async (_, input, query) => {
    const { asked } = await ask(input, { text: metrics(1) });
    expect(asked.map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([query]);
  });
});

describe('a host', () => {
  const ping = { kind: 'ping', host: 'router.example.com' } as const;
  const replied = metrics(
    1,
    'probe_icmp_duration_seconds{phase="rtt"} 0.0123\nprobe_icmp_duration_seconds{phase="setup"} 0.0005\n',
  );
  const lost = metrics(0, 'probe_icmp_duration_seconds{phase="rtt"} 0\n');
  const timeout = 'msg="Timeout reading from socket" err="read ip 0.0.0.0: i/o timeout"';

  test('that replies is up, with its round trip', async () => {
    expect((await ask(ping, { text: replied })).check).toMatchObject({ verdict: 'pass', responseTime: 12.3 });
  });

  test('that never replies is down, after a second echo request', async () => {
    const { check, asked } = await ask(ping, { text: lost }, { text: log('level=warn', timeout, lost) });
    expect(check).toMatchObject({ verdict: 'fail', responseTime: null, failure: { code: 'reported-by-location' } });
    expect(asked).toHaveLength(2);
  });

  test('of which one echo request was lost is up', async () => {
    const { check } = await ask(ping, { text: lost }, { text: log('level=warn', timeout, replied) });
    expect(check).toMatchObject({ verdict: 'pass', responseTime: 12.3 });
  });

  test('that must not reply is up while it does not, and down when it does', async () => {
    const unreachable = { ...ping, assertions: [{ on: 'packetLoss', is: 'greaterThan', value: 99 }] } as const;
    expect((await ask(unreachable, { text: lost }, { text: log('level=warn', timeout, lost) })).check.verdict).toBe(
      'pass',
    );
    expect((await ask(unreachable, { text: replied })).check).toMatchObject({
      verdict: 'fail',
      failure: { code: 'assertions-failed' },
    });
  });

  test.each([
    [
      'may send no pings',
      'msg="Error listening to socket" err="listen ip4:icmp 0.0.0.0: socket: operation not permitted"',
    ],
    [
      'has no network',
      'msg="Error writing to socket" err="write ip 0.0.0.0->192.0.2.1: sendto: network is unreachable"',
    ],
    [
      'has no name server',
      'msg="Resolution with IP protocol failed" target=router.example.com err="lookup router.example.com on 10.0.0.53:53: read udp 10.0.0.5:4711->10.0.0.53:53: i/o timeout"',
    ],
    [
      'has a name server that fails',
      'msg="Resolution with IP protocol failed" target=router.example.com err="lookup router.example.com on [::1]:53: server misbehaving"',
    ],
  ])('says nothing through an exporter that %s', async (_, error) => {
    const { check } = await ask(ping, { text: lost }, { text: log('level=error', error, lost) });
    expect(check).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'no-answer', facts: { why: 'probe-failed' } },
    });
  });

  test('whose name does not exist is down', async () => {
    const error =
      'msg="Resolution with IP protocol failed" err="lookup router.example.com on 10.0.0.53:53: no such host"';
    expect((await ask(ping, { text: lost }, { text: log('level=error', error, lost) })).check.verdict).toBe('fail');
  });
});

describe('a certificate', () => {
  const inDays = (days: number): number => Math.floor(Date.now() / 1_000) + days * 86_400 + 60;
  const described = String.raw`probe_ssl_last_chain_info{fingerprint_sha256="${'4f'.repeat(32)}",issuer="CN=Shop \"CA\",O=Shop\, Inc,C=DE",subject="CN=www.example.com",subjectalternative="www.example.com,example.com"} 1`;
  const served = (days: number, more = described): Given => ({
    text: metrics(1, `probe_ssl_earliest_cert_expiry ${String(inDays(days))}\n${more}\n`),
  });
  const certificate = { kind: 'certificate', host: 'www.example.com' } as const;

  test('is described as far as the exporter reports it', async () => {
    const { check } = await ask(certificate, served(60));
    expect(check).toMatchObject({
      verdict: 'pass',
      certificate: {
        issuer: 'Shop "CA"',
        subject: 'www.example.com',
        fingerprint: Array.from({ length: 32 }, () => '4F').join(':'),
      },
    });
  });

  test('that expires soon is down by the monitor’s own assertion', async () => {
    expect((await ask(certificate, served(10))).check).toMatchObject({
      verdict: 'fail',
      failure: { code: 'assertions-failed' },
    });
  });

  test.each<[string, Extract<ProbedInput, { kind: 'certificate' }>['assertions'], string]>([
    ['of the issuer', [{ on: 'issuer', is: 'contains', value: 'Shop' }], 'up'],
    ['of another issuer', [{ on: 'issuer', is: 'contains', value: 'Let' }], 'down'],
    ['for the name', [{ on: 'names', is: 'contains', value: 'example.com' }], 'up'],
    ['for another name', [{ on: 'names', is: 'contains', value: 'shop.example.com' }], 'down'],
    [
      'for an address, which the exporter does not list',
      [{ on: 'names', is: 'contains', value: '192.0.2.1' }],
      'no-answer',
    ],
  ])('%s is judged', async (_, assertions, sighting) => {
    const { check } = await ask({ ...certificate, assertions: assertions ?? [] }, served(60));
    expect(sightingOf(check)).toBe(sighting);
  });

  test.each<[string, ProbedInput, Given]>([
    ['its module does not use TLS', certificate, { text: metrics(1) }],
    [
      'an older exporter does not name the issuer',
      { ...certificate, assertions: [{ on: 'issuer', is: 'contains', value: 'Shop' }] },
      served(60, ''),
    ],
  ])('is no answer where %s', async (_, input, given) => {
    expect((await ask(input, given)).check.failure).toMatchObject({ code: 'no-answer', facts: { why: 'needs-more' } });
  });

  test('from an authority that the monitor alone trusts says nothing', async () => {
    const { ca } = await testCertificates();
    const error = {
      text: log('level=error', 'msg="Error dialing TCP" err="x509: certificate signed by unknown authority"'),
    };
    const { check } = await ask({ ...certificate, trustedCertificates: ca }, { text: metrics(0) }, error);
    expect(sightingOf(check)).toBe('no-answer');
    expect(sightingOf((await ask(certificate, { text: metrics(0) }, error)).check)).toBe('down');
  });
});
