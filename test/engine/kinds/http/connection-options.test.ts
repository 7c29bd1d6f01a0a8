import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { http } from '../../../../electron/contract/monitors/http.ts';
import { testCertificates } from '../../../support/certificates.ts';
import { mistakesIn } from '../../../support/probed.ts';
import { startTargetServer, type TargetServer, type TargetServerOptions } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

async function serve(options: TargetServerOptions = {}): Promise<TargetServer> {
  const server = await startTargetServer(options);
  onTestFinished(() => server.close());
  return server;
}

describe('certificates', () => {
  test('of an own authority are trusted, by that monitor alone', async () => {
    const { good, ca } = await testCertificates();
    const { url } = await serve({ tls: good });
    expect((await failureOf(check(url))).kind).toBe('tls-untrusted');
    expect(await check(url, { trustedCertificates: `${ca}\n${good.cert}` })).toMatchObject({ verdict: 'pass' });
    expect((await failureOf(check(url))).kind).toBe('tls-untrusted');
  });

  test('are compared with the server name, which is also sent', async () => {
    const { wrongHost, ca } = await testCertificates();
    const names: unknown[] = [];
    const SNICallback = (name: string, done: (error: null) => void): void => {
      names.push(name);
      done(null);
    };
    const { url } = await serve({ tls: { ...wrongHost, SNICallback } });
    const trustedCertificates = ca;
    expect((await failureOf(check(url, { trustedCertificates }))).kind).toBe('tls-hostname');
    expect(await check(url, { trustedCertificates, serverName: 'shop.example' })).toMatchObject({ verdict: 'pass' });
    expect(names).toEqual(['shop.example']);
    const other = await failureOf(check(url, { trustedCertificates, serverName: 'other.example' }));
    expect(other.message).toMatch(/^the certificate is for .*shop\.example.*, not for other\.example$/);
  });

  test('of a client are sent to the own origin, and to no other', async () => {
    const { good, ca } = await testCertificates();
    const seen: boolean[] = [];
    const server = createTlsServer(
      { ...good, requestCert: true, rejectUnauthorized: false },
      ({ socket }, response) => {
        seen.push(socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0);
        response.end('ok');
      },
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const fields = { trustedCertificates: ca };
    const clientCertificate = { cert: good.cert, key: good.key, passphrase: null };
    await check(url, fields);
    await check(url, { ...fields, clientCertificate });
    const first = await serve({ tls: good, behaviour: { kind: 'redirect', to: url } });
    await check(first.url, { ...fields, clientCertificate });
    expect(seen).toEqual([false, true, false]);
  });

  test('of a client whose key does not fit cannot tell', async () => {
    const { good, expired, ca } = await testCertificates();
    const { url } = await serve({ tls: good });
    const clientCertificate = { cert: good.cert, key: expired.key, passphrase: null };
    const found = await check(url, { trustedCertificates: ca, clientCertificate });
    expect(found).toMatchObject({ verdict: 'inconclusive', failure: { code: 'client-certificate-unusable' } });
    expect(JSON.stringify(found)).not.toContain('PRIVATE KEY');
  });

  test('are compared by the days that are left', async () => {
    const { good, ca } = await testCertificates();
    const { url } = await serve({ tls: good });
    const on = (value: number) => [{ on: 'certificateDays', is: 'greaterThan', value }] as const;
    expect(await check(url, { trustedCertificates: ca, assertions: on(1) })).toMatchObject({ verdict: 'pass' });
    const failed = await failureOf(check(url, { trustedCertificates: ca, assertions: on(300) }));
    expect(failed.message).toMatch(/^certificate expires in \d days, expected more than 300 days$/);
    const plain = await serve();
    expect((await check(plain.url, { assertions: on(1) })).verdict).toBe('fail');
  });
});

describe('redirects', () => {
  test('are followed as often as the monitor says', async () => {
    const server = await serve();
    for (let hop = 0; hop < 7; hop += 1)
      server.behaveAt(`/${String(hop)}`, { kind: 'redirect', to: `/${String(hop + 1)}` });
    expect(await check(`${server.url}/0`, { maxRedirects: 7 })).toMatchObject({ verdict: 'pass' });
    expect((await failureOf(check(`${server.url}/6`, { maxRedirects: 0 }))).message).toMatch(/^more than 0 redirects/);
  });

  test('have to lead to the expected URL', async () => {
    const server = await serve();
    server.behaveAt('/old', { kind: 'redirect', to: '/new' });
    const to = (value: string) => ({ assertions: [{ on: 'finalUrl', is: 'equals', value }] as const });
    expect(await check(`${server.url}/old`, to(`${server.url}/new`))).toMatchObject({ verdict: 'pass' });
    expect(await check(`${server.url}/new`, to(`${server.url}/new`))).toMatchObject({ verdict: 'pass' });
    expect((await failureOf(check(`${server.url}/old`, to(`${server.url}/old`)))).message).toBe(
      `final URL is "${server.url}/new", expected "${server.url}/old"`,
    );
  });
});

describe('the definition', () => {
  test('refuses what cannot be used', () => {
    const input = { kind: 'http', url: 'https://a.example' } as const;
    expect(mistakesIn({ ...input, proxy: 'ftp://x' })).toHaveProperty('proxy');
    expect(mistakesIn({ ...input, proxy: 'system' })).toEqual({});
    const proxyLogin = { username: 'a:b', password: 'p' };
    expect(mistakesIn({ ...input, proxy: 'system', proxyLogin })).toHaveProperty('proxy');
    expect(mistakesIn({ ...input, proxyLogin })).toHaveProperty('proxy');
    expect(mistakesIn({ ...input, proxy: 'http://p:1', proxyLogin })).toHaveProperty(['proxyLogin.username']);
    expect(mistakesIn({ ...input, proxy: 'socks5://p:1', proxyLogin })).toEqual({});
    expect(mistakesIn({ ...input, maxRedirects: 21 })).toHaveProperty('maxRedirects');
    expect(mistakesIn({ ...input, trustedCertificates: 'none' })).toHaveProperty('trustedCertificates');
    expect(mistakesIn({ ...input, clientCertificate: { cert: 'x', key: 'y' } })).toHaveProperty([
      'clientCertificate.cert',
    ]);
    expect(mistakesIn({ ...input, serverName: 'a b' })).toHaveProperty('serverName');
    expect(mistakesIn({ ...input, auth: { type: 'digest', username: 'a:b', password: '' } })).toHaveProperty([
      'auth.username',
    ]);
  });

  test('upgrades what was stored before', () => {
    const [upgrade, next, last] = http.upgrades ?? [];
    expect(upgrade?.({ url: 'https://a.example' })).toEqual({
      url: 'https://a.example',
      maxRedirects: 5,
      serverName: null,
      clientCertificate: null,
      trustedCertificates: null,
      proxy: null,
    });
    expect(next?.({ proxy: null })).toEqual({ proxy: null, systemCertificates: true });
    expect(last?.({ proxy: null })).toEqual({ proxy: null, proxyLogin: null });
  });
});
