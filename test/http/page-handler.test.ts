import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, type NetworkInterfaceInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageUrlOf } from '../../electron/http/page-url.ts';
import { echoEngine } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { sendRaw } from '../support/raw-connection.ts';

let root: string;
let pageDirectory: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'vigilmon-page-'));
  pageDirectory = join(root, 'renderer');
  mkdirSync(join(pageDirectory, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'a secret');
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html><title>Vigilmon</title>');
  writeFileSync(join(pageDirectory, 'assets', 'index-BmXQ2x1k.js'), 'export {};');
  writeFileSync(join(pageDirectory, 'assets', 'index-BmXQ2x1k.js.map'), '{}');
  writeFileSync(join(pageDirectory, 'assets', 'style-Cq8sD_0e.css'), 'body {}');
  writeFileSync(join(pageDirectory, 'icon.svg'), '<svg/>');
  symlinkSync(join(root, 'secret.txt'), join(pageDirectory, 'link.txt'));
  symlinkSync(root, join(pageDirectory, 'folder'));
});
afterAll(() => rmSync(root, { recursive: true }));

async function get(path: string, init?: RequestInit): Promise<Response> {
  const api = { token: apiToken, pageDirectory };
  const { url } = await openTestListener({ engine: echoEngine(), api });
  return fetch(`${url}${path}`, init);
}

test.each(['/', '/index.html', '/?from=bookmark'])('%s is the window, without a token', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.text()).toContain('<title>Vigilmon</title>');
});

test('the page may run its own scripts and styles, connect to its own listener, and nothing else', async () => {
  const { headers } = await get('/');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
      'trusted-types svelte-trusted-html',
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test.each([
  ['/assets/index-BmXQ2x1k.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/assets/style-Cq8sD_0e.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/icon.svg', 'image/svg+xml', 'no-store'],
])('%s has its type, and is kept for ever only where its name holds its hash', async (path, type, caching) => {
  const { headers } = await get(path);
  expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([type, caching]);
});

test('HEAD has no body', async () => {
  const answer = await get('/', { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

test.each(['GET', 'HEAD'])(
  'a %s of the link to an incident, as scanners of messages send it, calls nothing',
  async (method) => {
    const engine = echoEngine();
    const { pageUrl } = await openTestListener({ engine, api: { token: apiToken, pageDirectory } });
    const link = `${pageUrl?.() ?? ''}/#/incidents/12`;
    expect(link).not.toContain(apiToken);
    expect((await fetch(link, { method })).status).toBe(200);
    expect([engine.calls, engine.pings]).toEqual([[], []]);
  },
);

test('without a page there is no address of it', async () => {
  expect((await openTestListener({ engine: echoEngine() })).pageUrl).toBeNull();
  expect((await openTestListener({ engine: echoEngine(), api: apiOnly })).pageUrl).toBeNull();
});

describe('the address of the page in messages', () => {
  const at = (address: string, internal = false): NetworkInterfaceInfo =>
    ({
      ...{ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4', netmask: '', mac: '', cidr: null },
      ...(address.includes(':') ? { scopeid: 0 } : {}),
    }) as NetworkInterfaceInfo;

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['192.168.1.7', '192.168.1.7'],
    ['::1', '[::1]'],
    ['nas.lan', 'nas.lan'],
    ['0.0.0.0', '192.168.1.5'],
    ['::', '192.168.1.5'],
  ])('of a listener on %s is at %s', (host, name) => {
    const interfaces = { lo: [at('127.0.0.1', true)], eth0: [at('fd00::5'), at('169.254.3.4'), at('192.168.1.5')] };
    expect(pageUrlOf({ host, port: 7464 }, interfaces)).toBe(`http://${name}:7464`);
  });

  test('of a listener on all addresses is at the name of a computer without a network', () => {
    expect(pageUrlOf({ host: '0.0.0.0', port: 7464 }, { lo: [at('127.0.0.1', true)] })).toBe(
      `http://${hostname()}:7464`,
    );
  });
});

test('the page accepts no other methods', async () => {
  expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(405);
});

describe('nothing but the files of the window is served', () => {
  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/..%252fsecret.txt',
    '/%2fetc%2fpasswd',
    '/C:/secret.txt',
    '/..%5csecret.txt',
    '/..%255csecret.txt',
    '/..\\secret.txt',
    '/....//secret.txt',
    '//secret.txt',
    '/index.html%00.txt',
    '/assets',
    '/assets/',
    '/assets/index-BmXQ2x1k.js.map',
    '/link.txt',
    '/folder/secret.txt',
    '/constructor',
    '/missing.js',
    '/etc/passwd',
  ])('%s', async (path) => {
    const { port } = await openTestListener({ engine: echoEngine(), api: { token: apiToken, pageDirectory } });
    const answer = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('secret');
  });
});

test('a foreign Host does not get the page', async () => {
  const { port } = await openTestListener({ engine: echoEngine(), api: { token: apiToken, pageDirectory } });
  const answer = await sendRaw(port, 'GET / HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
});

test('without a page the API still works', async () => {
  const { url } = await openTestListener({ engine: echoEngine(), api: { token: apiToken, pageDirectory: null } });
  expect((await fetch(url)).status).toBe(404);
});
