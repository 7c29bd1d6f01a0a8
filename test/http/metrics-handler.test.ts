import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { quality } from '../../electron/http/accepted.ts';
import { createGuard } from '../../electron/http/guard.ts';
import { echoEngine } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';

const authorization = `Bearer ${apiToken}`;
/** As Prometheus 2.42 and 3.x send it. */
const prometheus2 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
const prometheus3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

describe('GET /metrics', () => {
  test.each([
    ['*/*', 'text'],
    ['text/html, */*;q=0.8', 'text'],
    ['text/plain; version=0.0.4', 'text'],
    ['application/openmetrics-text; version=0.0.1', 'text'],
    ['application/openmetrics-text; version="1.0.0"', 'openmetrics'],
    ['application/openmetrics-text', 'openmetrics'],
    ['application/openmetrics-text;q=0, text/plain;q=0.1', 'text'],
    [prometheus2, 'openmetrics'],
    [prometheus3, 'openmetrics'],
  ])('to a client that accepts %s is %s', async (accept, format) => {
    const { url } = await openTestListener({ engine: echoEngine(), api: apiOnly });
    const response = await fetch(`${url}/metrics`, { headers: { accept, authorization } });
    expect(await response.text()).toBe(`# ${format}\n`);
    expect(response.headers.get('content-type')).toContain(
      format === 'text' ? 'text/plain; version=0.0.4' : 'application/openmetrics-text; version=1.0.0',
    );
  });

  test('needs the token unless it is open to this computer', async () => {
    const engine = echoEngine();
    const statusWith = async (options: Partial<Parameters<typeof openTestListener>[0]>): Promise<number> => {
      const { url } = await openTestListener({ engine, ...options });
      return (await fetch(`${url}/metrics`)).status;
    };
    expect(await statusWith({ api: apiOnly })).toBe(401);
    expect(await statusWith({ api: apiOnly, metrics: 'open' })).toBe(200);
    expect(await statusWith({ metrics: 'open' })).toBe(200);
    expect(await statusWith({ api: apiOnly, metrics: 'off' })).toBe(404);
    expect(await statusWith({})).toBe(404);
  });

  test('stops where its reader stops, and waits for one that is slow', async () => {
    let taken = 0;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    function* endless(): Generator<string, void> {
      try {
        for (; taken < 100_000; taken += 1) yield 'x'.repeat(10_000);
      } finally {
        end();
      }
    }
    const { url } = await openTestListener({ engine: { ...echoEngine(), metrics: endless }, metrics: 'open' });
    const request = get(`${url}/metrics`, (response) => {
      response.once('data', () => response.destroy());
    });
    request.on('error', () => undefined);
    await ended;
    expect(taken).toBeLessThan(10_000);
  });

  test('lets other requests pass while it is written', async () => {
    function* long(): Generator<string, void> {
      for (let count = 0; count < 200; count += 1) yield `line ${String(count)}\n`;
    }
    const { url } = await openTestListener({ engine: { ...echoEngine(), metrics: long }, metrics: 'open' });
    const order: string[] = [];
    await new Promise<void>((resolve, reject) => {
      get(`${url}/metrics`, (response) => {
        void fetch(`${url}/ping/unknown`).then(() => order.push('ping'), reject);
        void text(response).then((all) => {
          expect(all.split('\n')).toHaveLength(201);
          order.push('metrics');
          resolve();
        }, reject);
      }).on('error', reject);
    });
    expect(order).toContain('metrics');
  });
});

test('the most specific range decides how well a type is accepted', () => {
  expect(quality('*/*;q=0.2, text/*;q=0.4, text/plain;q=0.6', 'text/plain', '0.0.4')).toBe(0.6);
  expect(quality('*/*;q=0.2, text/*;q=0.4', 'text/plain', '0.0.4')).toBe(0.4);
  expect(quality('text/plain;version=9', 'text/plain', '0.0.4')).toBe(0);
  expect(quality('text/plain;q=nonsense', 'text/plain', '0.0.4')).toBe(0);
});

test('what is open to this computer is closed to others', () => {
  const guard = createGuard({ host: '0.0.0.0', port: 7464, machineName: 'office', token: apiToken });
  const headers = { host: '192.168.1.5:7464', authorization };
  for (const from of ['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1']) {
    expect(guard.check('this-computer', headers, from).ok).toBe(true);
  }
  for (const from of ['192.168.1.9', '::ffff:10.0.0.1', '', '2001:db8::1']) {
    expect(guard.check('this-computer', headers, from)).toMatchObject({ error: { code: 'forbidden' } });
    expect(guard.check('token', headers, from).ok).toBe(true);
  }
});
