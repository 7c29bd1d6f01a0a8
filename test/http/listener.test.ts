import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { usualLimits } from '../../electron/http/limits.ts';
import { openListener } from '../../electron/http/listener.ts';
import { createLimitedServer } from '../../electron/http/server.ts';
import { fail, type Result } from '../../electron/contract/result.ts';
import type { Spoken } from '../../electron/engine/engine.ts';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { openRaw, sendRaw } from '../support/raw-connection.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { worded } from '../support/worded.ts';

const withoutApi = { engine: echoEngine(), logger: recordedLog() };

/** So that only the limit under test ends a connection. */
const patient = { headersTimeoutMs: 600_000, requestTimeoutMs: 600_000 };

describe('where it listens', () => {
  test('it reports its address', async () => {
    const { url, port } = await openTestListener({ engine: echoEngine() });
    expect(url).toBe(`http://127.0.0.1:${port}`);
  });

  test('a port in use is an error that names it and suggests what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    expect(worded(await openListener({ ...withoutApi, host: '127.0.0.1', port }))).toEqual({
      ok: false,
      error: {
        code: 'conflict',
        message: `port ${port} on 127.0.0.1 is in use by another program: choose another port`,
      },
    });
  });

  test('an address of another computer is an error', async () => {
    expect(worded(await openListener({ ...withoutApi, host: '192.0.2.1', port: 0 }))).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: '192.0.2.1 is not an address of this computer: choose another address' },
    });
  });

  test('a folder without a built window is an error', async () => {
    const api = { token: apiToken, pageDirectory: '/nonexistent/renderer' };
    expect(await openListener({ ...withoutApi, host: '127.0.0.1', port: 0, api })).toMatchObject({
      ok: false,
      error: { code: 'unavailable' },
    });
  });

  test('on all addresses it accepts each of them, but not foreign names', async () => {
    const { url, port } = await openTestListener({ engine: echoEngine(), host: '0.0.0.0', api: apiOnly });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const statusFor = async (host: string): Promise<string> => {
      const headers = `Host: ${host}\r\nAuthorization: Bearer ${apiToken}\r\nContent-Type: application/json`;
      const request = `POST /api/v1/overview.get HTTP/1.1\r\n${headers}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
      return (await sendRaw(port, request)).slice(9, 12);
    };
    expect(await statusFor(`192.0.2.7:${port}`)).toBe('200');
    expect(await statusFor(`evil.example.com:${port}`)).toBe('403');
  });
});

describe('what a client may cost', () => {
  test('default limits: 1,000 connections, 16 KiB of headers in five seconds, a request in ten', async () => {
    const { maxConnections, backlog } = usualLimits;
    expect(maxConnections).toBe(1_000);
    expect(2 * backlog).toBeLessThan(maxConnections);
    const { headersTimeout, requestTimeout } = createLimitedServer(usualLimits);
    expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 5_000, requestTimeout: 10_000 });
    const { port } = await openTestListener({ engine: echoEngine() });
    const withHeader = (bytes: number): string =>
      `GET /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${'x'.repeat(bytes)}\r\n\r\n`;
    expect(await sendRaw(port, withHeader(15_000))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await sendRaw(port, withHeader(17_000))).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('headers that arrive too slowly time out', async () => {
    const limits = { ...patient, headersTimeoutMs: 100, timeoutCheckMs: 20 };
    const { port } = await openTestListener({ engine: echoEngine(), limits });
    expect(await sendRaw(port, `GET /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nX-Slow:`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a silent connection times out', async () => {
    const limits = { ...patient, headersTimeoutMs: 100, timeoutCheckMs: 20 };
    const { port } = await openTestListener({ engine: echoEngine(), limits });
    await openRaw(port).untilClosed();
  });

  test('headers that are too large are rejected', async () => {
    const { port } = await openTestListener({ engine: echoEngine() });
    const request = `GET /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await sendRaw(port, request)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('a URL that is too long is rejected', async () => {
    const { url } = await openTestListener({ engine: echoEngine() });
    expect((await fetch(`${url}/ping/${'x'.repeat(3_000)}`)).status).toBe(414);
  });

  test.each(['\u0016\u0003\u0001\u0002\u0000', 'hello\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'])(
    'what is no HTTP is refused: %j',
    async (text) => {
      const { port, url } = await openTestListener({ engine: echoEngine() });
      expect(await sendRaw(port, text)).toMatch(/^HTTP\/1\.1 400 /);
      expect((await fetch(`${url}/ping/${knownToken}`)).status).toBe(200);
    },
  );
});

describe('closing', () => {
  test('idle connections close at once and the port is free', async () => {
    const listener = await openTestListener({ engine: echoEngine() });
    const idle = openRaw(listener.port);
    idle.send(`GET /ping/${knownToken} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await idle.until('OK');
    await listener.close();
    await idle.untilClosed();
    const again = await openListener({ ...withoutApi, host: '127.0.0.1', port: listener.port });
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.close();
  });

  test('a call in progress gets its response first', async () => {
    const started = Promise.withResolvers<undefined>();
    const finished = Promise.withResolvers<Result<never>>();
    const engine = echoEngine();
    const get = (): Promise<Result<never>> => {
      started.resolve(undefined);
      return finished.promise;
    };
    const api = { ...engine.api, overview: { get } };
    const speaking = (): Spoken => ({ ...engine, api });
    const listener = await openTestListener({ engine: { ...engine, speaking }, api: apiOnly });
    const headers = { Authorization: `Bearer ${apiToken}`, 'Content-Type': 'application/json' };
    const answer = fetch(`${listener.url}/api/v1/overview.get`, { method: 'POST', headers });
    await started.promise;
    const closed = listener.close();
    finished.resolve(fail('conflict', 'answered all the same'));
    expect((await answer).status).toBe(409);
    await closed;
  });

  test('a call that does not finish is cut off', async () => {
    const listener = await openTestListener({ engine: echoEngine(), limits: { closeTimeoutMs: 20 } });
    const endless = openRaw(listener.port);
    endless.send(`POST /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n`);
    await endless.until('100 Continue');
    await listener.close();
    await endless.untilClosed();
  });
});
