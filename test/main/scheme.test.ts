import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadPageFiles } from '../../electron/http/page-files.ts';
import { declareScheme, isOwnUrl, serveWindow } from '../../electron/main/scheme.ts';
import { protocol } from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const folder = mkdtempSync(join(tmpdir(), 'vigilmon-scheme-'));
const root = join(folder, 'renderer');

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'index-Bd_3x.js'), 'export {};');
  writeFileSync(join(folder, 'outside.html'), 'not for the window');
  symlinkSync(join(folder, 'outside.html'), join(root, 'linked.html'));
  symlinkSync(folder, join(root, 'folder'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function get(url: string, method = 'GET'): Promise<Response> {
  const stop = serveWindow(loadPageFiles(root));
  try {
    return await protocol.request('app', new Request(url, { method }));
  } finally {
    stop();
  }
}

describe('serving', () => {
  test('the page and its files have their types', async () => {
    const page = await get('app://vigilmon/index.html');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toBe('<!doctype html>');
    const script = await get('app://vigilmon/assets/index-Bd_3x.js?v=1');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  test('the bare address is the page', async () => {
    expect((await get('app://vigilmon/')).status).toBe(200);
  });

  test('every response has the content security policy', async () => {
    for (const url of ['app://vigilmon/index.html', 'app://vigilmon/missing.js']) {
      const policy = (await get(url)).headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types svelte-trusted-html',
      ]) {
        expect(policy.split('; ')).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
    }
  });

  test('every response has the headers that isolate the page', async () => {
    for (const url of ['app://vigilmon/index.html', 'app://vigilmon/missing.js']) {
      const { headers } = await get(url);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });

  test('only reading methods are served', async () => {
    expect((await get('app://vigilmon/index.html', 'POST')).status).toBe(405);
    const head = await get('app://vigilmon/index.html', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test.each(['app://vigilmon/missing.html', 'app://vigilmon/assets', 'app://elsewhere/index.html'])(
    '%s is not there',
    async (url) => {
      expect((await get(url)).status).toBe(404);
    },
  );
});

describe('containment', () => {
  test.each([
    'app://vigilmon/../outside.html',
    'app://vigilmon/%2e%2e/outside.html',
    'app://vigilmon/..%2foutside.html',
    'app://vigilmon/..%5coutside.html',
    'app://vigilmon/assets/%2e%2e%2f%2e%2e%2foutside.html',
    'app://vigilmon/%252e%252e/outside.html',
    'app://vigilmon/..%252foutside.html',
    'app://vigilmon/..\\outside.html',
    'app://vigilmon/%2fetc%2fpasswd',
    'app://vigilmon/folder/outside.html',
    'app://vigilmon//etc/passwd',
    'app://vigilmon/C:/outside.html',
    'app://vigilmon/index.html%00.js',
    'app://vigilmon/%',
    'app://vigilmon/linked.html',
  ])('%s leads to nothing outside the folder', async (url) => {
    expect((await get(url)).status).toBe(404);
  });
});

describe('own addresses', () => {
  test('the scheme is declared as a secure origin of its own, without fetch, workers or a policy bypass', () => {
    declareScheme();
    expect(protocol.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
    ]);
  });

  test("only the window's scheme and host are its own", () => {
    expect(isOwnUrl('app://vigilmon/index.html#/monitors/a')).toBe(true);
    for (const url of [
      'app://evil/index.html',
      'app://vigilmon.evil/',
      'app://vigilmon:80/',
      'app://user@vigilmon/',
      'https://vigilmon/',
      'file:///index.html',
      'about:blank',
      'data:text/html,app://vigilmon/',
      '',
    ]) {
      expect([url, isOwnUrl(url)]).toEqual([url, false]);
    }
  });
});
