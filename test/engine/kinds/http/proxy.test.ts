/** Monitors behind a proxy: with a login, over TLS, and as the environment or the desktop names it. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Secret } from '../../../../electron/contract/model/secret.ts';
import { http } from '../../../../electron/contract/monitors/http.ts';
import { environmentProxy } from '../../../../electron/engine/kinds/http/environment-proxy.ts';
import { pacRoutes } from '../../../../electron/engine/kinds/http/pac-routes.ts';
import { testCertificates } from '../../../support/certificates.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import { freePort } from '../../../support/ports.ts';
import { httpProxy, socksProxy } from '../../../support/proxies.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { errorOf, openTestEngine, valueOf } from '../../../support/test-engine.ts';
import { proxyAt, proxyLogin, targetForEach } from './proxied-target.ts';
import { check, failureOf } from './rig.ts';

let target: TargetServer;
let url: string;

targetForEach((made) => {
  ({ server: target, url } = made);
});

describe('a login', () => {
  test('is sent to an HTTP proxy, and to it alone', async () => {
    const heads: string[] = [];
    const proxy = proxyAt('http', await httpProxy(heads));
    expect(await check(url, { proxy, proxyLogin })).toMatchObject({ verdict: 'pass' });
    const { good, ca } = await testCertificates();
    const secure = await startTargetServer({ tls: good });
    onTestFinished(() => secure.close());
    expect(await check(secure.url, { proxy, proxyLogin, trustedCertificates: ca })).toMatchObject({ verdict: 'pass' });
    expect(heads.map((head) => head.split(' ')[0])).toEqual(['GET', 'CONNECT']);
    for (const head of heads) {
      expect(head).toMatch(/\r\nproxy-authorization: Basic bWU6c2VjcmV0\r\n/iu);
    }
    for (const { headers } of [...target.requests, ...secure.requests]) {
      expect(headers).not.toHaveProperty('proxy-authorization');
    }
    await target.idle();
  });

  test('is sent to a SOCKS5 proxy that asks for one', async () => {
    const proxy = proxyAt('socks5', await socksProxy(null, 2));
    expect(await check(url, { proxy, proxyLogin })).toMatchObject({ verdict: 'pass' });
    const wrong = { ...proxyLogin, password: 'other' };
    const refused = await failureOf(check(url, { proxy, proxyLogin: wrong }));
    expect(refused.message).toMatch(/requires a login or rejected the one it was given \(authentication\)$/);
    const missing = await failureOf(check(url, { proxy }));
    expect(missing.message).toMatch(/requires a login/);
  });

  test('does not appear in what a check keeps', async () => {
    target.behave({ kind: 'answer', body: `secret-word ${Buffer.from('me:secret-word').toString('base64')}` });
    const proxy = proxyAt('http', await httpProxy([]));
    const found = await check(url, { proxy, proxyLogin: { username: 'me', password: 'secret-word' } });
    expect(found.response?.body).not.toContain('secret-word');
    expect(found.response?.body).not.toContain(Buffer.from('me:secret-word').toString('base64'));
  });
});

describe('the password of a proxy', () => {
  async function engine() {
    const opened = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
    onTestFinished(() => opened.stop());
    return opened.api;
  }
  const shop = { kind: 'http', id: 'shop', url: 'https://shop.example/', enabled: false } as const;

  test('is hidden, and a variable in the export', async () => {
    const api = await engine();
    const login = { username: 'me', password: 'open-sesame' };
    valueOf(await api.monitors.create({ ...shop, proxy: 'http://proxy.example:3128', proxyLogin: login }));
    const monitor = valueOf(await api.monitors.get({ id: 'shop' }));
    expect(monitor).toMatchObject({ proxyLogin: { username: 'me', password: { hasSecret: true } } });
    const { yaml } = valueOf(await api.config.export(undefined));
    expect(yaml).toMatch(/proxyLogin:\s+username: me\s+password: '?\$\{\w+\}/);
    expect(yaml).not.toContain('sesame');
  });

  test('stays with the proxy that it was entered for', async () => {
    const api = await engine();
    valueOf(await api.monitors.create({ ...shop, proxy: 'http://proxy.example:3128', proxyLogin }));
    const hidden: Secret = { hasSecret: true };
    const kept = { username: 'me', password: hidden };
    const change = { kind: 'http', id: 'shop', proxyLogin: kept } as const;
    valueOf(await api.monitors.update({ ...change, name: 'Shop' }));
    const moved = errorOf(await api.monitors.update({ ...change, proxy: 'http://evil.example:3128' }));
    expect(moved.fields).toHaveProperty(['proxyLogin.password']);
    const without = { url: shop.url, proxy: null, proxyLogin: null };
    expect(http.origin?.({ ...without } as never)).toMatchObject({ host: 'shop.example' });
  });
});

describe('a proxy that speaks TLS', () => {
  test('is trusted by the authorities of the monitor', async () => {
    const { ca, good } = await testCertificates();
    const heads: string[] = [];
    const proxy = proxyAt('https', await httpProxy(heads, null, good));
    expect(await check(url, { proxy, trustedCertificates: ca })).toMatchObject({ verdict: 'pass' });
    expect(heads[0]).toContain(`GET ${url} HTTP/1.1`);
    const untrusted = await failureOf(check(url, { proxy }));
    expect(untrusted.message).toMatch(/^the proxy 127\.0\.0\.1:\d+ cannot be reached \(\w+\)$/);
  });
});

describe('a failure of the target is told apart from one of the proxy', () => {
  test('by SOCKS5', async () => {
    const refused = await failureOf(check(url, { proxy: proxyAt('socks5', await socksProxy(5)) }));
    expect(refused).toMatchObject({ kind: 'refused', message: `connection refused by ${new URL(url).host}` });
    const broken = await failureOf(check(url, { proxy: proxyAt('socks5', await socksProxy(1)) }));
    expect(broken.message).toMatch(/^the proxy .* could not connect to the target \(SOCKS5:1\)$/);
  });

  test('by CONNECT, as far as the status says', async () => {
    const through = async (status: string) =>
      (await failureOf(check('https://shop.example', { proxy: proxyAt('http', await httpProxy([], status)) }))).message;
    expect(await through('503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0')).toMatch(/\(503 ERR_DNS_FAIL\)$/);
    expect(await through('502 Bad Gateway')).toMatch(/could not connect to the target \(502\)$/);
    expect(await through('403 Forbidden')).toMatch(/refused to connect to the target \(403\)$/);
    expect(await through('407 Login')).toMatch(/requires a login/);
  });

  test('and a server that is no proxy is none', async () => {
    const { message } = await failureOf(check(url, { proxy: proxyAt('socks5', target.port), timeout: 1_000 }));
    expect(message).toMatch(/proxy/);
  });
});

describe('the proxy of the desktop', () => {
  const system = (answer: string) => ({ systemProxy: () => Promise.resolve(answer) });

  test('is used as the system says', async () => {
    const heads: string[] = [];
    const port = await httpProxy(heads);
    const asked: string[] = [];
    const systemProxy = (address: string) => {
      asked.push(address);
      return Promise.resolve(`PROXY 127.0.0.1:${String(port)}; DIRECT`);
    };
    expect(await check(url, { proxy: 'system' }, { systemProxy })).toMatchObject({ verdict: 'pass' });
    expect(asked).toEqual([url]);
    expect(heads).toHaveLength(1);
  });

  test('is passed over where it cannot be reached and the system names another way', async () => {
    const away = `PROXY 127.0.0.1:${String(await freePort())}`;
    const working = `SOCKS5 127.0.0.1:${String(await socksProxy())}`;
    expect(await check(url, { proxy: 'system' }, system(`${away}; ${working}`))).toMatchObject({ verdict: 'pass' });
    const own = await check(target.url, { proxy: 'system' }, system(`${away}; DIRECT`));
    expect(own).toMatchObject({ verdict: 'pass' });
    const alone = await failureOf(check(target.url, { proxy: 'system' }, system(away)));
    expect(alone.message).toMatch(/^the proxy .* cannot be reached \(ECONNREFUSED\)$/);
  });

  test('that cannot be used leaves the check without a result', async () => {
    const found = await check(target.url, { proxy: 'system' }, system('QUIC new:443'));
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      failure: { message: 'the system proxy settings contain no usable proxy' },
    });
  });

  test('is ended with the check where a script never answers', async () => {
    const systemProxy = () => new Promise<string>(() => undefined);
    const found = await failureOf(check(target.url, { proxy: 'system', timeout: 300 }, { systemProxy }));
    expect(found.kind).toBe('timeout');
  });

  test.each([
    ['DIRECT', [null]],
    ['PROXY a:1;HTTPS b:2; SOCKS5 c:3 ;direct', ['http://a:1/', 'https://b:2/', 'socks5://c:3', null]],
    ['PROXY [::1]:3128', ['http://[::1]:3128/']],
    ['QUIC q:1; PROXY a:1', ['http://a:1/']],
    ['SOCKS4 a:1; SOCKS b:2', ['socks4://a:1', 'socks4://b:2']],
  ])('%s', (answer, routes) => {
    expect(pacRoutes(answer).map((route) => route?.href ?? null)).toEqual(routes);
  });

  test.each(['', 'QUIC a:1', 'PROXY', 'nonsense'])('is none in %j', (answer) => {
    expect(() => pacRoutes(answer)).toThrow();
  });
});

describe('the proxy of the environment', () => {
  const to = (address: string, env: Readonly<Record<string, string>>): string | null =>
    environmentProxy(new URL(address), env)?.href ?? null;

  test('is the one of the scheme, or the one for all', () => {
    const env = { http_proxy: 'proxy:3128', HTTPS_PROXY: 'http://secure:1', all_proxy: 'socks5h://socks:1080' };
    expect(to('http://example.com', env)).toBe('http://proxy:3128/');
    expect(to('https://example.com', env)).toBe('http://secure:1/');
    expect(to('https://example.com', { all_proxy: env.all_proxy })).toBe('socks5://socks:1080');
    expect(to('https://example.com', {})).toBeNull();
    expect(() => to('http://example.com', { http_proxy: 'gopher://x' })).toThrow();
  });

  test.each([
    ['http://example.com', 'example.com', true],
    ['http://www.example.com', '.example.com', true],
    ['http://www.example.com', 'a, *.example.com', true],
    ['http://www.example.com', 'a example.com', true],
    ['http://badexample.com', 'example.com', false],
    ['http://example.com.', 'example.com', true],
    ['http://example.com:8080', 'example.com:8080', true],
    ['http://example.com:8081', 'example.com:8080', false],
    ['http://example.com', 'example.com:80', true],
    ['https://example.com', 'example.com:443', true],
    ['https://example.com', 'example.com:80', false],
    ['http://[::1]:80', '::1', true],
    ['http://[fd00::5]/', 'fd00::/8', true],
    ['http://[fe00::5]/', 'fd00::/8', false],
    ['http://10.1.2.3', '10.0.0.0/8', true],
    ['http://11.1.2.3', '10.0.0.0/8', false],
    ['http://10.1.2.3', '10.0.0.0/33', false],
    ['http://10.1.2.3', '10.0.0.0/x', false],
    ['http://ten.example', '10.0.0.0/8', false],
    ['http://10.1.2.3', '2.3', false],
    ['http://127.0.0.1', '*', true],
    ['http://example.com', '', false],
  ])('is not used for %s with no_proxy=%s: %s', (address, exempt, isExempt) => {
    expect(to(address, { all_proxy: 'http://proxy', no_proxy: exempt }) === null).toBe(isExempt);
  });
});
