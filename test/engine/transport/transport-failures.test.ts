import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { check, failureOf, holdCheck, httpMonitor } from '../kinds/http/rig.ts';

let server: TargetServer;
let at: string;

beforeEach(async () => {
  server = await startTargetServer();
  at = `127.0.0.1:${server.port}`;
});
afterEach(() => server.close());

describe('a connection that cannot be established', () => {
  test('a closed port refuses, and the message names it', async () => {
    await server.close();
    const { verdict, failure, responseTime, phases, response } = await check(server.url);
    expect(verdict).toBe('fail');
    expect(failure).toMatchObject({ kind: 'refused', message: `connection refused by ${at}` });
    expect(responseTime).toBeNull();
    expect(phases).toMatchObject({ dns: null, tls: null, firstByte: null, download: null });
    expect(response).toBeNull();
  });

  test('every address that refused is named', async () => {
    await server.close();
    const { message } = await failureOf(check(`http://localhost:${server.port}`));
    expect(message).toContain(at);
  });

  test('a name that does not exist is a DNS failure', async () => {
    expect(await failureOf(check('http://nothing.invalid/'))).toEqual({
      kind: 'dns',
      message: expect.stringContaining('nothing.invalid') as string,
    });
  });

  test('an address of the wrong family differs from an unknown name', async () => {
    expect(await failureOf(check(server.url, { ipFamily: 6 }))).toEqual({
      kind: 'dns',
      message: '127.0.0.1 is not an IPv6 address',
    });
  });
});

describe('a connection that breaks', () => {
  test('reset on connect', async () => {
    server.behave({ kind: 'reset', at: 'connection' });
    expect(await failureOf(check(server.url))).toMatchObject({
      kind: 'reset',
      message: expect.stringContaining(at) as string,
    });
  });

  test('closed on connect', async () => {
    server.behave({ kind: 'close', at: 'connection' });
    expect(await failureOf(check(server.url))).toMatchObject({
      kind: 'reset',
      message: expect.stringContaining(at) as string,
    });
  });

  test('reset instead of a response', async () => {
    server.behave({ kind: 'reset', at: 'request' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'reset',
      message: `${at} closed the connection before its response`,
    });
  });

  test('closed instead of a response', async () => {
    server.behave({ kind: 'close', at: 'request' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'reset',
      message: `${at} closed the connection before its response`,
    });
  });

  test.each(['reset', 'close'] as const)('%s in the middle of the body', async (kind) => {
    server.behave({ kind, at: 'body' });
    const { verdict, failure, phases } = await check(server.url);
    expect(verdict).toBe('fail');
    expect(failure?.kind).toBe('cut-short');
    expect(failure?.message).toBe(`${at} closed the connection before the body was complete (after 9 bytes)`);
    expect(phases?.download).not.toBeNull();
  });

  test('closed in the middle of the headers', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\ncontent-type: te' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'cut-short',
      message: `${at} closed the connection in the middle of the headers`,
    });
  });

  test('a chunked body without its end is cut short', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n' });
    expect(await failureOf(check(server.url))).toMatchObject({ kind: 'cut-short' });
  });
});

describe('a response that is not HTTP', () => {
  test('a protocol whose server speaks first', async () => {
    server.behave({ kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.6\r\n', at: 'connection' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'not-http',
      message: `the response of ${at} is not HTTP: it begins with "SSH-2.0-OpenSSH_9.6\\r\\n"`,
    });
  });

  test('garbage instead of a response', async () => {
    server.behave({ kind: 'raw', bytes: '{"error":"no"}' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'not-http',
      message: `the response of ${at} is not HTTP: it begins with '{"error":"no"}'`,
    });
  });

  test('a TLS server that gets plain HTTP', async () => {
    server.behave({ kind: 'raw', bytes: Buffer.from([0x15, 3, 1, 0, 2, 2, 70]) });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'not-http',
      message: `${at} responded with TLS; should the URL begin with https://?`,
    });
  });

  test('a change of protocols that was not requested', async () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    server.behave({ kind: 'raw', bytes: `${head}HTTP/1.1 200 OK\r\n\r\n` });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'not-http',
      message: `${at} sent an unsolicited response: "HTTP/1.1 101 Switching Protocols"`,
    });
  });

  test('invalid chunks', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n' });
    expect(await failureOf(check(server.url))).toMatchObject({
      kind: 'not-http',
      message: expect.stringContaining('the body is not valid HTTP') as string,
    });
  });
});

describe('the deadline', () => {
  const monitor = (): ReturnType<typeof httpMonitor> =>
    httpMonitor(server.url, { timeout: 10_000, assertions: [{ on: 'body', is: 'contains', value: 'needle' }] });

  test('ends a check whose server never responds', async () => {
    server.behave({ kind: 'hang', before: 'headers' });
    const { result, clock } = holdCheck(monitor());
    await server.nextRequest();
    await clock.advance(10_000);
    expect(await result).toMatchObject({
      verdict: 'fail',
      failure: { kind: 'timeout', message: `timed out after 10 s while waiting for ${at} to respond` },
      phases: { firstByte: 10_000, download: null },
    });
    expect(clock.pending()).toBe(0);
  });

  test('does not end it early', async () => {
    server.behave({ kind: 'hang', before: 'headers' });
    const { result, clock } = holdCheck(monitor());
    await server.nextRequest();
    await clock.advance(9_999);
    expect(await Promise.race([result, Promise.resolve('under way')])).toBe('under way');
    await clock.advance(1);
    expect((await result).failure?.kind).toBe('timeout');
  });

  test('ends a body that never arrives', async () => {
    server.behave({ kind: 'hang', before: 'body' });
    const { result, clock, answered } = holdCheck(monitor());
    await answered;
    await clock.advance(10_000);
    expect((await result).failure).toMatchObject({
      kind: 'timeout',
      message: 'timed out after 10 s while receiving the body (0 bytes so far)',
    });
  });

  test('ends a body that arrives byte by byte', async () => {
    server.behave({ kind: 'drip' });
    const { result, clock, answered } = holdCheck(monitor());
    await answered;
    await clock.advance(10_000);
    const { failure, phases } = await result;
    expect(failure).toMatchObject({
      kind: 'timeout',
      message: 'timed out after 10 s while receiving the body (1 byte so far)',
    });
    expect(phases?.download).toBe(10_000);
    await server.idle();
  });

  test('ends headers that never end', async () => {
    server.behave({ kind: 'hang', before: 'headers' });
    const { result, clock, answered } = holdCheck(monitor());
    server.behave({ kind: 'endless', what: 'informational' });
    await answered;
    await clock.advance(10_000);
    expect((await result).failure?.kind).toBe('timeout');
    await server.idle();
  });

  test('ends a TLS handshake that hangs', async () => {
    const silent = await listen((socket) => socket.resume());
    const { result, clock } = holdCheck(httpMonitor(`https://127.0.0.1:${silent.port}`));
    await silent.greeted;
    await clock.advance(10_000);
    expect((await result).failure).toMatchObject({
      kind: 'timeout',
      message: `timed out after 10 s in the TLS handshake with 127.0.0.1:${silent.port}`,
    });
    silent.server.close();
    await once(silent.server, 'close');
  });
});

describe('when the program stops', () => {
  test('a check in progress is inconclusive and closes its connection', async () => {
    server.behave({ kind: 'hang', before: 'headers' });
    const stopping = new AbortController();
    const { result, clock } = holdCheck(httpMonitor(server.url), { signal: stopping.signal });
    await server.nextRequest();
    stopping.abort();
    expect(await result).toMatchObject({ verdict: 'inconclusive', failure: { kind: 'internal' } });
    expect(clock.pending()).toBe(0);
    await server.idle();
  });

  test('a check that has not started does not connect', async () => {
    const { verdict } = await check(server.url, {}, { signal: AbortSignal.abort() });
    expect(verdict).toBe('inconclusive');
    expect(server.connections()).toBe(0);
  });
});

interface SilentServer {
  readonly server: Server;
  readonly port: number;
  /** The first bytes of a client have arrived. */
  readonly greeted: Promise<void>;
}

async function listen(serve: (socket: Socket) => void): Promise<SilentServer> {
  const listening = createServer();
  const greeted = new Promise<void>((resolve) => {
    listening.on('connection', (socket) => {
      socket.once('data', () => resolve());
      socket.on('error', () => undefined);
      serve(socket);
    });
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return { server: listening, port: address.port, greeted };
}
