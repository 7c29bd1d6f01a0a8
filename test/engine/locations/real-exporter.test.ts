/** The distribution's blackbox_exporter as a location for each kind of monitor that it can probe. */
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import { isInstalled } from '../../../build/distribution-programs.ts';
import { sightingOf } from '../../../electron/engine/locations/location.ts';
import { askExporter } from '../../support/ask-exporter.ts';
import { testCertificates, type Identity, type TestCertificates } from '../../support/certificates.ts';
import { rdata, startDnsServer } from '../../support/dns-server.ts';
import { freePort } from '../../support/ports.ts';
import { monitorFor, type ProbedInput } from '../../support/probed.ts';
import { startProgram, testWith } from '../../support/real-programs.ts';
import { tempDirectory } from '../../support/temp-directory.ts';

let certificates: TestCertificates;
beforeAll(async () => {
  certificates = await testCertificates();
});

const ip4 = { preferred_ip_protocol: 'ip4' } as const;
const modules = {
  icmp: { prober: 'icmp', icmp: ip4 },
  dns_shop: {
    prober: 'dns',
    dns: { ...ip4, query_name: 'shop.example.test', query_type: 'A', validate_answer_rrs: {} },
  },
  tls_connect: { prober: 'tcp', tcp: { ...ip4, tls: true, tls_config: { ca_file: 'ca.pem' } } },
};

/** @param before what runs the exporter. @returns its URL. */
async function startExporter(...before: readonly string[]): Promise<string> {
  const cwd = tempDirectory(onTestFinished);
  // It may run as another user.
  chmodSync(cwd, 0o755);
  // YAML has JSON in it.
  writeFileSync(join(cwd, 'blackbox.yml'), JSON.stringify({ modules }), { mode: 0o644 });
  writeFileSync(join(cwd, 'ca.pem'), certificates.ca, { mode: 0o644 });
  const address = `127.0.0.1:${String(await freePort())}`;
  const args = [`--config.file=${join(cwd, 'blackbox.yml')}`, `--web.listen-address=${address}`];
  const [program, ...all] = [...before, 'prometheus-blackbox-exporter', ...args];
  await startProgram(program ?? '', all, { cwd, readyUrl: `http://${address}` });
  return `http://${address}`;
}

async function ask(url: string, input: ProbedInput): Promise<CheckDetail> {
  return (await askExporter({ url }, monitorFor(input))).check;
}

async function serve(identity: Identity): Promise<number> {
  const server = createServer(identity)
    .on('tlsClientError', () => undefined)
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const withExporter = testWith('prometheus-blackbox-exporter');

describe('the real exporter', () => {
  withExporter('sees a host as up, or says that it may not send pings', async () => {
    const check = await ask(await startExporter(), { kind: 'ping', host: '127.0.0.1' });
    if (sightingOf(check) === 'up') expect(check.responseTime).toBeGreaterThanOrEqual(0);
    else expect(check.failure).toMatchObject({ code: 'no-answer', facts: { why: 'probe-failed' } });
  });

  withExporter('asks for the name of its module, and sees what its name server answers', async () => {
    const url = await startExporter();
    const good = await startDnsServer({ records: { 'shop.example.test A': [rdata.address('192.0.2.7')] } });
    const shop = { kind: 'dns', id: 'shop', host: 'shop.example.test', timeout: '2s' } as const;
    expect(await ask(url, { ...shop, resolver: good.address })).toMatchObject({ verdict: 'pass', failure: null });
    expect(good.asked.udp).toBe(1);
    const bad = await startDnsServer({ records: {}, failing: { 'shop.example.test': 'NXDOMAIN' } });
    expect(await ask(url, { ...shop, resolver: bad.address })).toMatchObject({
      verdict: 'fail',
      failure: { code: 'reported-by-location' },
    });
    expect(await ask(url, { ...shop, id: 'other', resolver: good.address })).toMatchObject({
      failure: { code: 'no-answer', facts: { why: 'rejected', detail: 'Unknown module "dns_other"' } },
    });
  });

  withExporter('reports a certificate, which the monitor’s assertions judge', async () => {
    const url = await startExporter();
    const port = await serve(certificates.good);
    const about = { kind: 'certificate', host: 'localhost', port, trustedCertificates: certificates.ca } as const;
    const check = await ask(url, { ...about, assertions: [{ on: 'names', is: 'contains', value: 'localhost' }] });
    expect(check).toMatchObject({
      verdict: 'pass',
      certificate: { fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}/) as string },
    });
    const far = [{ on: 'certificateDays', is: 'greaterThan', value: 40_000 }] as const;
    expect(await ask(url, { ...about, assertions: far })).toMatchObject({
      verdict: 'fail',
      failure: { code: 'assertions-failed' },
    });
  });

  withExporter('sees an expired certificate as down, at a port with TLS as well', async () => {
    const url = await startExporter();
    const port = await serve(certificates.expired);
    for (const about of [{ kind: 'certificate' }, { kind: 'tcp', tls: true }] as const) {
      expect(await ask(url, { ...about, host: 'localhost', port })).toMatchObject({
        verdict: 'fail',
        failure: { facts: { text: expect.stringContaining('certificate has expired') as string } },
      });
    }
  });
});

/** Without any privilege, and outside the groups that may send pings. */
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--bounding-set=-all'];
const mayDropRights = process.getuid?.() === 0 && isInstalled('setpriv');

describe.skipIf(!mayDropRights)('the real exporter without privileges', () => {
  withExporter('never makes a host down, as it may not send pings', async () => {
    const check = await ask(await startExporter(...nobody), { kind: 'ping', host: '127.0.0.1' });
    // Some systems allow everybody to send pings.
    expect(['up', 'no-answer']).toContain(sightingOf(check));
  });
});
