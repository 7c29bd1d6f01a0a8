/** Cookies that a redirect sets are sent to the next hop of the same check, and to no other. */
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newCookieJar } from '../../../../electron/engine/kinds/http/cookie-jar.ts';
import { check } from './rig.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each(['/home', '/'])('a site that wants its cookie back passes, at %s', async (target) => {
  const seen: (string | undefined)[] = [];
  const url = await serve(({ headers }, response) => {
    seen.push(headers.cookie);
    if (headers.cookie?.includes('seen=1') === true) response.end('welcome');
    else response.writeHead(302, { 'set-cookie': 'seen=1; Path=/', location: target }).end();
  });
  expect((await check(`${url}/`)).verdict).toBe('pass');
  expect((await check(`${url}/`, { headers: { Cookie: 'own=2' } })).verdict).toBe('pass');
  expect(seen).toEqual([undefined, 'seen=1', 'own=2', 'own=2; seen=1']);
});

test("the monitor's own cookies do not follow to another origin, whatever that sets", async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve(({ url = '', headers }, response) => {
    seen.push(headers.cookie);
    if (url === '/end') response.end('ok');
    else response.writeHead(302, { 'set-cookie': 'b=1; Path=/', location: '/end' }).end();
  });
  const url = await serve((_, response) => {
    response.writeHead(302, { location: `${other}/` }).end();
  });
  expect((await check(url, { headers: { Cookie: 'own=2' } })).verdict).toBe('pass');
  expect(seen).toEqual([undefined, 'b=1']);
});

test('a site that sets the same cookie again and again is a loop', async () => {
  const url = await serve((_, response) => {
    response.writeHead(302, { 'set-cookie': 'seen=1; Path=/', location: '/' }).end();
  });
  expect((await check(`${url}/`)).failure?.kind).toBe('redirect-loop');
});

describe('a jar', () => {
  const sent = (setCookie: string, to: string, from = 'https://www.shop.example/a/b'): string | null => {
    const jar = newCookieJar();
    jar.keep(setCookie, new URL(from), Date.UTC(2026, 0, 5));
    return jar.headerFor(new URL(to));
  };

  test.each([
    ['a=1', 'https://www.shop.example/a/c', 'a=1'],
    ['a=1', 'https://www.shop.example/other', null],
    ['a=1; Path=/', 'https://www.shop.example/other', 'a=1'],
    ['a=1; Path=/x', 'https://www.shop.example/xy', null],
    ['a=1; Path=/', 'https://shop.example/', null],
    ['a=1; Path=/', 'https://my.www.shop.example/', null],
    ['a=1; Path=/; Domain=.shop.example', 'https://api.shop.example/', 'a=1'],
    ['a=1; Path=/; Domain=other.example', 'https://other.example/', null],
    ['a=1; Path=/; Domain=example', 'https://other.example/', null],
    ['a=1; Path=/; Domain=p.example', 'https://p.example/', null],
    ['a=1; Path=/; Secure', 'http://www.shop.example/', null],
    ['a=1; Path=/; Secure; HttpOnly; SameSite=Lax', 'https://www.shop.example/', 'a=1'],
    ['a=1; Path=/; Max-Age=0', 'https://www.shop.example/', null],
    ['a=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://www.shop.example/', 'a=1'],
    ['a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://www.shop.example/', null],
    ['a=1; Path=/; Expires=soon', 'https://www.shop.example/', 'a=1'],
    ['a=1; Path=/\na=2; Path=/\nb=x=y; Path=/', 'https://www.shop.example/', 'a=2; b=x=y'],
    ['a=1; Path=/\na=; Path=/; Max-Age=0', 'https://www.shop.example/', null],
    ['=1; Path=/', 'https://www.shop.example/', null],
    [`a=${'x'.repeat(5_000)}; Path=/`, 'https://www.shop.example/', null],
  ])('%j for %s', (setCookie, to, header) => {
    expect(sent(setCookie, to)).toBe(header);
  });

  test('holds no more than fifty', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `c${index}=1; Path=/`).join('\n');
    expect(sent(lines, 'https://www.shop.example/')?.split('; ')).toHaveLength(50);
  });
});
