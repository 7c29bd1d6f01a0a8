/** HTTP/2, against Node's own server and against one that sends any frames. */
import { getActiveResourcesInfo } from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HttpMonitor } from '../../../../electron/contract/monitors/registry.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { testCertificates } from '../../../support/certificates.ts';
import {
  endHeaders,
  endStream,
  frame,
  numbers,
  ok,
  pour,
  startFrameServer,
  startHttp2Server,
  type CountedServer,
  type OnRequest,
  type OnStream,
} from '../../../support/http2-server.ts';
import { startTargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

const mebibyte = 1_048_576;

interface Rig extends CountedServer {
  readonly check: (fields?: Partial<HttpMonitor>) => Promise<WordedCheckDetail>;
}

function rigOf(server: CountedServer, ca: string): Rig {
  return { ...server, check: (fields = {}) => check(server.url, { trustedCertificates: ca, ...fields }) };
}

async function serve(onStream: OnStream, options: { readonly allowHTTP1?: boolean } = {}): Promise<Rig> {
  const { good, ca } = await testCertificates();
  return rigOf(await startHttp2Server({ ...good, ...options }, onStream), ca);
}

async function send(onRequest: OnRequest): Promise<Rig> {
  const { good, ca } = await testCertificates();
  return rigOf(await startFrameServer(good, onRequest), ca);
}

const hello: OnStream = (stream) => {
  stream.respond({ ':status': 200, 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'], 'x-name': 'v' });
  stream.end('hello');
};

describe('the protocol is chosen by the server', () => {
  test('which speaks HTTP/2 alone', async () => {
    const server = await serve(hello);
    const found = await server.check({ assertions: [{ on: 'body', is: 'equals', value: 'hello' }] });
    expect(found).toMatchObject({ verdict: 'pass', response: { status: 200, httpVersion: '2', body: 'hello' } });
    expect(found.response?.headers).toMatchObject({ 'content-type': 'text/plain', 'x-name': 'v' });
    expect(server.agreed).toEqual(['h2']);
  });

  test('which speaks both', async () => {
    const server = await serve(hello, { allowHTTP1: true });
    expect(await server.check()).toMatchObject({ verdict: 'pass', response: { httpVersion: '2' } });
  });

  test('which speaks HTTP/1.1 alone', async () => {
    const { good, ca } = await testCertificates();
    for (const tls of [good, { ...good, ALPNProtocols: ['http/1.1'] }]) {
      const server = await startTargetServer({ tls });
      onTestFinished(() => server.close());
      const found = await check(server.url, { trustedCertificates: ca });
      expect(found).toMatchObject({ verdict: 'pass', response: { httpVersion: '1.1' } });
    }
  });

  test('and HTTP/1.1 is used for a request that the server wants it for', async () => {
    const server = await serve((stream) => stream.close(13), { allowHTTP1: true });
    const found = await server.check();
    expect(found).toMatchObject({ verdict: 'pass', response: { httpVersion: '1.1', body: 'by HTTP/1.1' } });
    expect(server.agreed).toEqual(['h2', 'http/1.1']);
  });
});

describe('a request', () => {
  test('has method, path, headers and body, and no headers of a connection', async () => {
    const seen: unknown[] = [];
    const server = await serve((stream, headers, body) => {
      seen.push({ ...headers, body });
      stream.respond({ ':status': 204 }, { endStream: true });
    });
    const headers = { Connection: 'close', TE: 'trailers', Host: 'shop.example', 'X-Token': 'abc' };
    const found = await check(`${server.url}/a?b=c`, {
      method: 'POST',
      headers,
      body: '{"é":1}',
      ignoreTlsErrors: true,
    });
    expect(found).toMatchObject({ verdict: 'pass', response: { status: 204, body: '' } });
    expect(seen).toEqual([
      expect.objectContaining({
        ':method': 'POST',
        ':path': '/a?b=c',
        ':authority': 'shop.example',
        'content-length': '8',
        'content-type': 'application/json',
        'x-token': 'abc',
        body: '{"é":1}',
      }),
    ]);
    expect(seen[0]).not.toHaveProperty('connection');
  });

  test('is timed phase by phase', async () => {
    const server = await serve(hello);
    const { phases, responseTime } = await server.check();
    expect(phases).toMatchObject({ dns: null });
    for (const name of ['connect', 'tls', 'firstByte', 'download'] as const) expect(phases?.[name]).not.toBeNull();
    expect(responseTime).not.toBeNull();
  });

  test('follows redirects from one protocol to the other and back', async () => {
    const last = await serve(hello);
    const { good, ca } = await testCertificates();
    const middle = await startTargetServer({ tls: good, behaviour: { kind: 'redirect', to: `${last.url}/end` } });
    onTestFinished(() => middle.close());
    const first = await serve((stream) =>
      stream.respond({ ':status': 302, location: middle.url }, { endStream: true }),
    );
    const found = await first.check();
    expect(found).toMatchObject({ verdict: 'pass', response: { httpVersion: '2', finalUrl: `${last.url}/end` } });
    expect(ca).toContain('CERTIFICATE');
    await Promise.all([first.idle(), middle.idle(), last.idle()]);
  });

  test('with a body that is more than 1 MiB is read up to the limit', async () => {
    const server = await serve((stream) => stream.end(Buffer.alloc(5 * mebibyte, 'x')));
    const assertions = [{ on: 'body', is: 'contains', value: 'needle' }] as const;
    const found = await server.check({ assertions });
    expect(found).toMatchObject({ failure: { kind: 'too-large' }, response: { bodyBytes: mebibyte } });
    await server.idle();
    const whole = await serve((stream) => stream.end(`${'x'.repeat(mebibyte - 6)}needle`));
    expect(await whole.check({ assertions })).toMatchObject({ verdict: 'pass', response: { bodyBytes: mebibyte } });
  });

  test.each([
    ['headers', (stream) => stream.on('data', () => undefined)],
    ['body', (stream) => stream.respond({ ':status': 200 })],
  ] as readonly (readonly [string, OnStream])[])('whose %s never come times out', async (_, onStream) => {
    const server = await serve(onStream);
    const assertions = [{ on: 'body', is: 'contains', value: 'needle' }] as const;
    const failed = await failureOf(server.check({ timeout: 500, assertions }));
    expect(failed).toMatchObject({ kind: 'timeout' });
    await server.idle();
  });
});

function openSockets(): readonly string[] {
  return getActiveResourcesInfo().filter((name) => /TCP(Socket|Connect)|TLS/i.test(name));
}

const settings = frame('settings', 0, 0);
const begun = Buffer.concat([settings, frame('headers', endHeaders, 1, ok), frame('data', 0, 1, Buffer.from('hi'))]);
/** Literal, never indexed: `x-a: 5`. */
const field = Buffer.concat([Buffer.from([0x10, 3]), Buffer.from('x-a'), Buffer.from([1, 0x35])]);
/** `:status: 103`. */
const interim = Buffer.concat([Buffer.from([0x08, 3]), Buffer.from('103'), field]);
const long = Buffer.concat([
  Buffer.from([0x10, 3]),
  Buffer.from('x-a'),
  Buffer.from([0x7f, 0x99, 0x74]),
  Buffer.alloc(15_000, 'a'),
]);
const writing =
  (...parts: readonly Buffer[]): OnRequest =>
  (socket) =>
    void socket.write(Buffer.concat(parts));
const closing =
  (...parts: readonly Buffer[]): OnRequest =>
  (socket) =>
    void socket.end(Buffer.concat(parts));

describe('a failure is said clearly, and leaves no connection', () => {
  const cases: readonly (readonly [name: string, does: OnRequest, kind: string, message: RegExp])[] = [
    [
      'a refused stream',
      writing(settings, frame('reset', 0, 1, numbers(7))),
      'reset',
      /reset the HTTP\/2 stream before its response \(REFUSED_STREAM\)$/,
    ],
    [
      'a cancelled stream',
      writing(settings, frame('reset', 0, 1, numbers(8))),
      'reset',
      /before its response \(CANCEL\)$/,
    ],
    [
      'a stream that ends without a response',
      writing(settings, frame('reset', 0, 1, numbers(0))),
      'reset',
      /\(NO_ERROR\)$/,
    ],
    [
      'a graceful shutdown',
      writing(settings, frame('goAway', 0, 0, numbers(0, 0))),
      'reset',
      /closed the HTTP\/2 connection before its response \(GOAWAY, NO_ERROR\)$/,
    ],
    [
      'a rate limit',
      writing(settings, frame('goAway', 0, 0, numbers(0, 11))),
      'reset',
      /\(GOAWAY, ENHANCE_YOUR_CALM\)$/,
    ],
    ['a closed connection', closing(), 'reset', /closed the connection before its response$/],
    [
      'a connection that is closed after the settings',
      closing(settings),
      'reset',
      /closed the connection before its response$/,
    ],
    [
      'a body that is reset',
      writing(begun, frame('reset', 0, 1, numbers(2))),
      'reset',
      /while responding \(INTERNAL_ERROR\)$/,
    ],
    [
      'a body that is cancelled',
      writing(begun, frame('reset', 0, 1, numbers(8))),
      'reset',
      /while responding \(CANCEL\)$/,
    ],
    ['a body that is cut off', closing(begun), 'cut-short', /before the body was complete \(after 2 bytes\)$/],
    [
      'HTTP/1.1 in spite of what was agreed',
      closing(Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')),
      'not-http',
      /violated the HTTP\/2 protocol/,
    ],
    ['garbage', writing(Buffer.alloc(1_000, 'z')), 'not-http', /violated the HTTP\/2 protocol/],
    [
      'headers that cannot be unpacked',
      writing(settings, frame('headers', endHeaders, 1, Buffer.alloc(6, 0xff))),
      'not-http',
      /violated the HTTP\/2 protocol/,
    ],
    [
      'a response without a status',
      writing(settings, frame('headers', endHeaders + endStream, 1, field)),
      'reset',
      /\(PROTOCOL_ERROR\)$/,
    ],
    [
      'headers without an end',
      (socket) => {
        socket.write(Buffer.concat([settings, frame('headers', 0, 1, ok)]));
        pour(socket, frame('continuation', 0, 1, field));
      },
      'not-http',
      /CONTINUATION/,
    ],
    [
      'thousands of headers',
      writing(
        settings,
        frame('headers', endHeaders + endStream, 1, Buffer.concat([ok, ...Array<Buffer>(1_500).fill(field)])),
      ),
      'reset',
      /ENHANCE_YOUR_CALM/,
    ],
    [
      'headers of 90 KB',
      writing(
        settings,
        frame('headers', endStream, 1, ok),
        ...[1, 2, 3, 4, 5].map(() => frame('continuation', 0, 1, long)),
        frame('continuation', endHeaders, 1, long),
      ),
      'too-large',
      /too large \(over 64 KiB\)$/,
    ],
    [
      'a flood of pings',
      (socket) => {
        socket.write(settings);
        pour(socket, Buffer.concat(Array<Buffer>(4_000).fill(frame('ping', 0, 0, Buffer.alloc(8)))));
      },
      'not-http',
      /Flooding/,
    ],
    [
      'a flood of settings',
      (socket) => pour(socket, Buffer.concat(Array<Buffer>(4_000).fill(settings))),
      'not-http',
      /Flooding/,
    ],
    [
      'a flood of empty frames',
      (socket) => {
        socket.write(begun);
        pour(socket, Buffer.concat(Array<Buffer>(4_000).fill(frame('data', 0, 1))));
      },
      'not-http',
      /invalid HTTP\/2 frames$/,
    ],
    [
      'interim responses without an end',
      (socket) => {
        socket.write(settings);
        pour(socket, Buffer.concat(Array<Buffer>(1_000).fill(frame('headers', endHeaders, 1, interim))));
      },
      'too-large',
      /1 MiB of HTTP\/2 frames that are not part of a response$/,
    ],
  ];

  test.each(cases)('%s', async (_, does, kind, message) => {
    const server = await send(does);
    const assertions = [{ on: 'body', is: 'contains', value: 'needle' }] as const;
    const failed = await failureOf(server.check({ assertions }));
    expect(failed.message).toMatch(message);
    expect(failed.kind).toBe(kind);
    await server.idle();
    await expect.poll(openSockets).toEqual([]);
  });

  test('but a response that comes with the end of the connection counts', async () => {
    const goAway = frame('goAway', 0, 0, numbers(1, 0));
    const server = await send(
      writing(settings, goAway, frame('headers', endHeaders, 1, ok), frame('data', endStream, 1, Buffer.from('hi'))),
    );
    expect(await server.check()).toMatchObject({ verdict: 'pass', response: { body: 'hi', httpVersion: '2' } });
    await server.idle();
  });

  test('a pushed response is refused, and the own one is read', async () => {
    const pushed = Buffer.concat([numbers(2), Buffer.from([0x82, 0x84, 0x87])]);
    const server = await send(writing(settings, frame('push', endHeaders, 1, pushed)));
    expect((await failureOf(server.check({ timeout: 2_000 }))).message).toMatch(/./);
    await server.idle();
  });
});
