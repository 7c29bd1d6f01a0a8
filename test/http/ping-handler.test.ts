import { expect, test } from 'vitest';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { openTestListener } from '../support/open-listener.ts';
import { openRaw, sendRaw } from '../support/raw-connection.ts';

async function pinged(path: string, init?: RequestInit): Promise<{ status: number; text: string; headers: Headers }> {
  const engine = echoEngine();
  const { url } = await openTestListener({ engine });
  const answer = await fetch(`${url}${path}`, init);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

test.each(['GET', 'POST', 'PUT'])('%s of a known token is answered OK', async (method) => {
  const answer = await pinged(`/ping/${knownToken}`, { method });
  expect(answer).toMatchObject({ status: 200, text: 'OK' });
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('ping-body-limit')).toBe('10000');
});

test('HEAD is a ping, too, and has no body', async () => {
  expect(await pinged(`/ping/${knownToken}`, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});

test('a ping that cannot be recorded should be sent again later', async () => {
  const { url } = await openTestListener({
    engine: { ...echoEngine(), receivePing: () => Promise.resolve('not-recorded') },
  });
  const answer = await fetch(`${url}/ping/${knownToken}`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await answer.text()).toBe('the ping could not be recorded; send it again later');
});

test('a ping of long ago is refused with the reason', async () => {
  const { url } = await openTestListener({
    engine: { ...echoEngine(), receivePing: () => Promise.resolve('too-old') },
  });
  const answer = await fetch(`${url}/ping/${knownToken}?at=1`);
  expect([answer.status, await answer.text()]).toEqual([400, 'at must not be more than 30 days ago']);
});

test('an unknown token is not found', async () => {
  expect(await pinged('/ping/unknown-token-0123456789')).toMatchObject({ status: 404, text: 'not found' });
  expect(await pinged('/ping/unknown-token-0123456789', { method: 'POST', body: 'x' })).toMatchObject({ status: 404 });
});

test('a ping that cannot be understood is refused with the reason', async () => {
  expect(await pinged(`/ping/${knownToken}/stop`)).toMatchObject({
    status: 400,
    text: 'the token may be followed by start, fail, log, an exit code or the name of a signal',
  });
  expect(await pinged(`/ping/${knownToken}?rid=7`)).toMatchObject({ status: 400, text: 'rid must be a UUID' });
});

test('another method is not allowed', async () => {
  const answer = await pinged(`/ping/${knownToken}`, { method: 'DELETE' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, PUT, OPTIONS');
});

test('pings need neither token nor Host of the API', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine });
  const answer = await sendRaw(
    port,
    `GET /ping/${knownToken} HTTP/1.1\r\nHost: jobs.example.com\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test('without API access everything but pings is unknown', async () => {
  expect(await pinged('/')).toMatchObject({ status: 404 });
  expect(await pinged('/api/v1/overview.get', { method: 'POST' })).toMatchObject({ status: 404 });
});

test('the engine is told who pings, how and with what', async () => {
  const engine = echoEngine();
  const { url } = await openTestListener({ engine });
  const rid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
  await fetch(`${url}/ping/${knownToken}/3?rid=${rid}`, {
    method: 'POST',
    body: 'backup failed: no space\n',
    headers: { 'User-Agent': 'backup.sh' },
  });
  expect(engine.pings).toEqual([
    {
      token: knownToken,
      kind: 'fail',
      exitCode: 3,
      runId: rid,
      isPost: true,
      body: 'backup failed: no space\n',
      remoteAddress: '127.0.0.1',
      userAgent: 'backup.sh',
    },
  ]);
});

test('a larger body is accepted and cut to 10 kB, between two characters', async () => {
  const engine = echoEngine();
  const { url } = await openTestListener({ engine });
  const answer = await fetch(`${url}/ping/${knownToken}`, { method: 'POST', body: `x${'é'.repeat(1_000_000)}` });
  expect(answer.status).toBe(200);
  expect(engine.pings[0]?.body).toBe(`x${'é'.repeat(4_999)}`);
});

test('bytes that are no text do not stop a ping', async () => {
  const engine = echoEngine();
  const { url } = await openTestListener({ engine });
  await fetch(`${url}/ping/${knownToken}`, { method: 'POST', body: new Uint8Array([0x61, 0xff, 0x62]) });
  expect(engine.pings[0]?.body).toBe('a\ufffdb');
});

test('at most 200 characters of the user agent are kept', async () => {
  const engine = echoEngine();
  const { url } = await openTestListener({ engine });
  await fetch(`${url}/ping/${knownToken}`, { headers: { 'user-agent': 'x'.repeat(5_000) } });
  expect(engine.pings[0]?.userAgent).toBe('x'.repeat(200));
});

test('one who never stops sending is answered and cut off', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({
    engine,
    limits: { maxDiscardedBytes: 100_000, requestTimeoutMs: 600_000 },
  });
  const connection = openRaw(port);
  connection.send(`POST /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n`);
  const chunk = 'x'.repeat(16_384);
  const more = (): void => {
    while (connection.socket.writable && connection.socket.write(chunk));
  };
  connection.socket.on('drain', more);
  more();
  await connection.untilClosed();
  // What lies in the buffers between the two counts as well.
  expect(connection.socket.bytesWritten).toBeLessThan(100_000_000);
  expect(engine.pings).toHaveLength(1);
  expect(engine.pings[0]?.body).toHaveLength(10_000);
});

test('a body that comes too slowly ends with the time for a request, and is no ping', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, limits: { requestTimeoutMs: 100, timeoutCheckMs: 20 } });
  const answer = await sendRaw(port, `POST /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nslow`);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(engine.pings).toEqual([]);
});

test('one who goes away before the end has not pinged', async () => {
  const engine = echoEngine();
  const { port, url } = await openTestListener({ engine });
  const connection = openRaw(port);
  connection.send(`POST /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf`);
  connection.socket.end();
  await connection.untilClosed();
  await fetch(`${url}/ping/${knownToken}/log`);
  expect(engine.pings.map(({ kind }) => kind)).toEqual(['log']);
});

test('many pings on one connection are each answered, in order', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine });
  const ping = (rest: string, last = false): string =>
    `GET /ping/${knownToken}${rest} HTTP/1.1\r\nHost: x\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
  const answer = await sendRaw(port, ping('/start') + ping('/log') + ping('/nonsense') + ping('', true));
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 200']);
  expect(engine.pings.map(({ kind }) => kind)).toEqual(['start', 'log', 'success']);
});
