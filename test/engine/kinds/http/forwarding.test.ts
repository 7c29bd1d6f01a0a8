/** Plain HTTP behind an HTTP proxy, which gets the whole URL, and SOCKS4. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ownFault } from '../../../../electron/engine/transport/proxy-fault.ts';
import { freePort } from '../../../support/ports.ts';
import { httpProxy, socks4Proxy, startProxy } from '../../../support/proxies.ts';
import { startProgram, testWith } from '../../../support/real-programs.ts';
import type { TargetServer } from '../../../support/target-server.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { proxyAt, proxyLogin, targetForEach } from './proxied-target.ts';
import { check, failureOf } from './rig.ts';

let target: TargetServer;
let url: string;

targetForEach((made) => {
  ({ server: target, url } = made);
});

describe('a request through an HTTP proxy', () => {
  test('names the whole URL without its fragment, and is for the host of the target', async () => {
    const heads: string[] = [];
    const proxy = proxyAt('http', await httpProxy(heads));
    expect(await check(`${url}health?full=1#top`, { proxy })).toMatchObject({ verdict: 'pass' });
    expect(heads[0]).toMatch(
      /^GET http:\/\/shop\.internal:\d+\/health\?full=1 HTTP\/1\.1\r\nhost: shop\.internal:\d+\r\n/u,
    );
    expect(target.requests).toMatchObject([{ path: '/health?full=1' }]);
  });

  test('follows redirects, each by its own scheme and with the login of the proxy', async () => {
    const heads: string[] = [];
    const proxy = proxyAt('http', await httpProxy(heads));
    target.behaveAt('/', { kind: 'answer', status: 302, headers: { location: '/next' } });
    expect(await check(url, { proxy, proxyLogin })).toMatchObject({ verdict: 'pass' });
    target.behaveAt('/', { kind: 'answer', status: 302, headers: { location: 'https://shop.internal:1/' } });
    expect((await check(url, { proxy, proxyLogin })).failure?.message).toMatch(/could not connect to the target/u);
    expect(heads.map((head) => head.split(':')[0])).toEqual([
      'GET http',
      'GET http',
      'GET http',
      'CONNECT shop.internal',
    ]);
    expect(heads.every((head) => /\r\nproxy-authorization: /iu.test(head))).toBe(true);
  });

  test('gets the response of the target, whatever its status', async () => {
    const proxy = proxyAt('http', await httpProxy([]));
    for (const status of [403, 502, 503]) {
      target.behave({ kind: 'answer', status });
      const { message } = await failureOf(check(url, { proxy }));
      expect(message).toBe(`status ${String(status)}, expected 200-299`);
    }
  });

  test.each([
    ['407 Proxy Authentication Required', /requires a login or rejected the one it was given \(407\)$/u],
    [
      '403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0',
      /refused to connect to the target \(403 ERR_ACCESS_DENIED\)$/u,
    ],
    [
      '503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\nVia: 1.1 out (squid/5.7)',
      /could not connect to the target \(503 ERR_CONNECT_FAIL\)$/u,
    ],
    [
      '502 Bad Gateway\r\nProxy-Status: out; error=connection_refused',
      /could not connect to the target \(502 connection_refused\)$/u,
    ],
    ['500 Unable to connect\r\nServer: tinyproxy/1.11.1', /could not connect to the target \(500\)$/u],
  ])('fails with the proxy where it answers %j itself', async (status, message) => {
    const proxy = proxyAt('http', await httpProxy([], status));
    expect((await failureOf(check(url, { proxy }))).message).toMatch(message);
  });

  test('says who closed the connection, and what is no proxy', async () => {
    const answering = (answer: string): Promise<number> =>
      startProxy((socket) => void socket.once('data', () => socket.end(answer)));
    const closed = await failureOf(check(url, { proxy: proxyAt('http', await answering('')) }));
    expect(closed.message).toMatch(/^shop\.internal closed the connection/u);
    const other = await failureOf(check(url, { proxy: proxyAt('http', await answering('hello there\r\n\r\n')) }));
    expect(other.message).toMatch(/^127\.0\.0\.1:\d+ did not respond like a proxy$/u);
    const away = await failureOf(check(url, { proxy: proxyAt('http', await freePort()) }));
    expect(away.message).toMatch(/^the proxy 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/u);
  });
});

test.each([
  [{ via: '1.1 cdn, 1.1 out', 'proxy-status': 'cdn; error=connection_timeout' }],
  [{ via: '1.1 origin (squid/6.1), 1.1 out', 'x-squid-error': 'ERR_CONNECT_FAIL 111' }],
  [{ via: '1.1 out', server: 'tinyproxy/1.11.1' }],
  [{ via: '1.1 out', server: 'nginx' }],
  [{ 'proxy-status': 'out' }],
])('a failure of a proxy in front of the target is one of the target: %j', (headers) => {
  expect(ownFault(502, headers)).toBeNull();
});

describe('SOCKS4', () => {
  const system = (answer: string) => ({ systemProxy: () => Promise.resolve(answer) });

  test('is used where a script names it, with the address of the target', async () => {
    const route = system(`SOCKS 127.0.0.1:${String(await socks4Proxy())}`);
    expect(await check(target.url, { proxy: 'system' }, route)).toMatchObject({ verdict: 'pass' });
  });

  test('fails with the code of the proxy, and without an IPv4 address', async () => {
    const refusing = system(`SOCKS4 127.0.0.1:${String(await socks4Proxy(91))}`);
    const refused = await failureOf(check(target.url, { proxy: 'system' }, refusing));
    expect(refused.message).toMatch(/could not connect to the target \(SOCKS4:91\)$/u);
    const unconfirmed = system(`SOCKS4 127.0.0.1:${String(await socks4Proxy(93))}`);
    const rejected = await failureOf(check(target.url, { proxy: 'system' }, unconfirmed));
    expect(rejected.message).toMatch(/refused to connect to the target \(SOCKS4:93\)$/u);
    const without = await failureOf(check('http://[::1]:1/', { proxy: 'system' }, refusing));
    expect(without.message).toMatch(/IPv4/u);
  });
});

describe('behind Tinyproxy', () => {
  const testWithTinyproxy = testWith('tinyproxy');

  async function startTinyproxy(...lines: readonly string[]): Promise<string> {
    const cwd = tempDirectory(onTestFinished);
    const port = String(await freePort());
    // As it is installed, it allows CONNECT for these ports alone.
    const usual = ['Listen 127.0.0.1', `Port ${port}`, 'MaxClients 20', 'Timeout 60', 'ConnectPort 443'];
    writeFileSync(join(cwd, 'tinyproxy.conf'), `${[...usual, ...lines].join('\n')}\n`);
    await startProgram('tinyproxy', ['-d', '-c', 'tinyproxy.conf'], { cwd, readyUrl: `tcp://127.0.0.1:${port}` });
    return `http://127.0.0.1:${port}`;
  }

  testWithTinyproxy('plain HTTP passes, and a failure says whose it is', async () => {
    const proxy = await startTinyproxy('BasicAuth me secret');
    expect(await check(target.url, { proxy, proxyLogin })).toMatchObject({ verdict: 'pass' });
    expect(target.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect((await failureOf(check(target.url, { proxy }))).message).toMatch(/requires a login .*\(407\)$/u);
    target.behave({ kind: 'answer', status: 503 });
    const own = await failureOf(check(target.url, { proxy, proxyLogin }));
    expect(own.message).toBe('status 503, expected 200-299');
    const gone = `http://127.0.0.1:${String(await freePort())}/`;
    const unreached = await failureOf(check(gone, { proxy, proxyLogin }));
    expect(unreached.message).toMatch(/^the proxy .* could not connect to the target \(500\)$/u);
  });
});
