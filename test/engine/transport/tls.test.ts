import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TlsOptions } from 'node:tls';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { ProbeEnvironment } from '../../../electron/engine/kinds/kind.ts';
import { english } from '../../../electron/engine/wording/en.ts';
import { formatFor } from '../../../electron/engine/wording/format.ts';
import { testCertificates, type TestCertificates } from '../../support/certificates.ts';
import { healthy, startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { check, failureOf } from '../kinds/http/rig.ts';

let certificates: TestCertificates;
let trusting: Partial<ProbeEnvironment>;
let server: TargetServer | null = null;

beforeAll(async () => {
  certificates = await testCertificates();
  trusting = { trustedCa: [certificates.ca] };
});
afterEach(async () => {
  await server?.close();
  server = null;
});

async function serve(tls: TlsOptions): Promise<TargetServer> {
  return (server = await startTargetServer({ tls }));
}

const inDays = (count: number): number => Date.now() + count * 86_400_000;
const isoDay = (count: number): string => new Date(inDays(count)).toISOString().slice(0, 10);
/** `28 Nov 2026` */
const day = (count: number): string => formatFor('en-GB', english).day(inDays(count));

test('a valid certificate passes and is recorded', async () => {
  const { url } = await serve(certificates.good);
  const { verdict, phases, certificate } = await check(url, {}, trusting);
  expect(verdict).toBe('pass');
  expect(phases?.tls).toBeGreaterThan(0);
  expect(certificate).toMatchObject({ subject: 'test server', issuer: 'Vigilmon Test Authority' });
  expect(certificate?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(new Date(certificate?.validTo ?? 0).toISOString()).toContain(isoDay(5));
});

test('names and addresses are both verified against the certificate', async () => {
  const { port } = await serve(certificates.good);
  expect((await check(`https://localhost:${port}`, { ipFamily: 4 }, trusting)).verdict).toBe('pass');
});

test('sessions are not resumed: every check performs a full handshake', async () => {
  const { url } = await serve(certificates.good);
  await check(url, {}, trusting);
  const { certificate } = await check(url, {}, trusting);
  expect(certificate).not.toBeNull();
  expect(server?.connections()).toBe(2);
});

describe('a certificate that is rejected', () => {
  const refused = (fields: Partial<HttpMonitor> = {}) => failureOf(check(server?.url ?? '', fields, trusting));

  test('because it has expired', async () => {
    await serve(certificates.expired);
    expect(await refused()).toEqual({ kind: 'tls-expired', message: `certificate of 127.0.0.1 expired on ${day(-2)}` });
  });

  test('because it is not valid yet', async () => {
    await serve(certificates.notYetValid);
    expect(await refused()).toEqual({
      kind: 'tls-not-yet-valid',
      message: `certificate of 127.0.0.1 is not valid before ${day(2)}`,
    });
  });

  test('because it is self-signed', async () => {
    await serve(certificates.selfSigned);
    expect(await refused()).toEqual({ kind: 'tls-untrusted', message: 'certificate of 127.0.0.1 is self-signed' });
  });

  test('because it is for another host', async () => {
    await serve(certificates.wrongHost);
    expect(await refused()).toEqual({
      kind: 'tls-hostname',
      message: 'the certificate is for shop.example, www.shop.example, not for 127.0.0.1',
    });
  });

  test('because its issuer is unknown', async () => {
    const { url } = await serve(certificates.good);
    const { kind, message } = await failureOf(check(url));
    expect(kind).toBe('tls-untrusted');
    expect(message).toContain('"Vigilmon Test Authority"');
  });

  test('is recorded, and nothing is sent', async () => {
    const { url, requests } = await serve(certificates.expired);
    const { certificate } = await check(url, { auth: { type: 'bearer', token: 'secret-token' } }, trusting);
    expect(new Date(certificate?.validTo ?? 0).toISOString()).toContain(isoDay(-2));
    expect(requests).toEqual([]);
    await server?.idle();
  });

  test.each(['expired', 'selfSigned', 'wrongHost', 'notYetValid'] as const)(
    'unless TLS errors are ignored: %s',
    async (name) => {
      const { url } = await serve(certificates[name]);
      expect(await check(url, { ignoreTlsErrors: true })).toMatchObject({ verdict: 'pass', failure: null });
    },
  );
});

describe('a handshake that fails', () => {
  test('because the server supports only old protocols', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const { url, port } = await serve({ ...certificates.good, ...old });
    const { kind, message } = await failureOf(check(url, {}, trusting));
    expect(kind).toBe('tls-protocol');
    expect(message).toContain(`127.0.0.1:${port} and this computer have no TLS version in common`);
  });

  test('because the server knows none of our ciphers', async () => {
    const unusual = { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' } as const;
    const { url, port } = await serve({ ...certificates.good, ...unusual });
    expect(await failureOf(check(url, {}, trusting))).toEqual({
      kind: 'tls-protocol',
      message: `127.0.0.1:${port} and this computer have no TLS version or cipher in common`,
    });
  });

  test.each([
    [40, 'and this computer have no TLS version or cipher in common'],
    [42, 'ended the TLS connection: bad certificate (TLS alert 42)'],
    [70, 'and this computer have no TLS version in common'],
    [71, 'and this computer have no TLS version or cipher in common'],
    [80, 'ended the TLS connection: internal error (TLS alert 80)'],
    [86, 'and this computer have no TLS version in common'],
    [112, 'does not serve the name localhost (TLS alert 112)'],
    [116, 'requires a client certificate'],
    [120, 'ended the TLS connection: no application protocol in common (TLS alert 120)'],
  ])('because the server answers with alert %i', async (alert, message) => {
    const bytes = Buffer.from([0x15, 3, 3, 0, 2, 2, alert]);
    server = await startTargetServer({ behaviour: { kind: 'raw', bytes, at: 'connection' } });
    const { port } = server;
    expect(await failureOf(check(`https://localhost:${port}`, { ipFamily: 4 }))).toEqual({
      kind: 'tls-protocol',
      message: `127.0.0.1:${port} ${message}`,
    });
  });

  test('because the server speaks plain HTTP', async () => {
    server = await startTargetServer({ behaviour: healthy });
    const { port } = server;
    expect(await failureOf(check(`https://127.0.0.1:${port}`))).toEqual({
      kind: 'tls-protocol',
      message: `127.0.0.1:${port} does not speak TLS; should the URL begin with http://?`,
    });
  });

  test('because the connection is reset', async () => {
    const { url, port } = await serve(certificates.good);
    server?.behave({ kind: 'reset', at: 'connection' });
    const { kind, message } = await failureOf(check(url, {}, trusting));
    expect(kind).toBe('reset');
    expect(message).toContain(`127.0.0.1:${port} closed the connection`);
    await server?.idle();
  });
});

test('a response over TLS that breaks off is cut short, and its connection is closed', async () => {
  const { url } = await serve(certificates.good);
  server?.behave({ kind: 'close', at: 'body' });
  expect(await failureOf(check(url, {}, trusting))).toMatchObject({ kind: 'cut-short' });
  await server?.idle();
});
