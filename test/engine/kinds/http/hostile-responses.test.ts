/** Servers that send anything: the check ends with a clear failure or a result, and leaves no connection. */
import fc from 'fast-check';
import { brotliCompressSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testCertificates } from '../../../support/certificates.ts';
import { endHeaders, endStream, frame, frameTypes, ok, startFrameServer } from '../../../support/http2-server.ts';
import { startTargetServer, type Behaviour, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

const mebibyte = 1_048_576;
const aboutBody = { assertions: [{ on: 'body', is: 'contains', value: 'needle' }] } as const;

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(async () => {
  await server.idle();
  await server.close();
});

const raw = (bytes: string | Buffer, staysOpen = false): Behaviour => ({ kind: 'raw', bytes, staysOpen });
const head = (...lines: readonly string[]): string => `HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n`;
const chunked = head('transfer-encoding: chunked');

describe('a response that breaks the rules fails the check', () => {
  test.each<[string, Behaviour, string]>([
    ['HTTP/0.9', raw('<html>hello</html>'), 'not-http'],
    ['an invalid status line', raw('HTTP/1.1 twenty OK\r\n\r\n'), 'not-http'],
    ['a version that does not exist', raw('HTTP/7.0 200 OK\r\n\r\n'), 'not-http'],
    ['the preface of HTTP/2', raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 'not-http'],
    ['a status line without an end', raw(`HTTP/1.1 200 ${'x'.repeat(200_000)}`), 'cut-short'],
    ['a chunk size that is no number', raw(`${chunked}zz\r\nhello\r\n0\r\n\r\n`), 'not-http'],
    ['a chunk size beyond all numbers', raw(`${chunked}${'f'.repeat(40)}\r\nhello`), 'not-http'],
    ['a chunk that is longer than it says', raw(`${chunked}2\r\nhello\r\n0\r\n\r\n`), 'not-http'],
    ['a chunk extension without an end', raw(`${chunked}5;${'x'.repeat(200_000)}`), 'cut-short'],
    ['chunks without the last one', raw(`${chunked}5\r\nhello\r\n`), 'cut-short'],
    ['a length that is too large', raw(`${head('content-length: 100')}hello`), 'cut-short'],
    ['a negative length', raw(`${head('content-length: -5')}hello`), 'not-http'],
    ['two lengths', raw(`${head('content-length: 5', 'content-length: 6')}hello!`), 'not-http'],
    ['nothing but an empty line', raw('\r\n\r\n'), 'cut-short'],
    ['gzip that is none', { kind: 'answer', headers: { 'content-encoding': 'gzip' }, body: 'plain' }, 'bad-encoding'],
    [
      'ten encodings',
      { kind: 'answer', headers: { 'content-encoding': 'gzip, '.repeat(10) }, body: 'x' },
      'bad-encoding',
    ],
  ])('%s', async (_, behaviour, kind) => {
    server.behave(behaviour);
    const failed = await failureOf(check(server.url, { ...aboutBody, timeout: 2_000 }));
    expect(failed.kind).toBe(kind);
    expect(failed.message).not.toBe('');
  });

  test.each<[string, Behaviour]>([
    ['headers', { kind: 'hang', before: 'headers' }],
    ['a body', { kind: 'hang', before: 'end' }],
    ['one byte a second', { kind: 'drip' }],
    ['a head without an end', raw('HTTP/1.1 200 OK\r\nx: ', true)],
    ['a chunk without an end', raw(`${chunked}5\r\nhe`, true)],
  ])('that never comes to an end, within %s, times out', async (_, behaviour) => {
    server.behave(behaviour);
    expect((await failureOf(check(server.url, { ...aboutBody, timeout: 400 }))).kind).toBe('timeout');
  });

  test.each([
    ['br', brotliCompressSync(Buffer.alloc(64 * mebibyte))],
    ['zstd', zstdCompressSync(Buffer.alloc(64 * mebibyte))],
  ])('a %s body that unpacks to 64 MiB is read up to the limit', async (encoding, body) => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': encoding }, body });
    const { failure, response } = await check(server.url, aboutBody);
    expect(failure?.kind).toBe('too-large');
    expect(response).toMatchObject({ bodyBytes: mebibyte, bodyTruncated: true });
  });
});

test('huge cookies are not sent on', async () => {
  const cookies = Array.from({ length: 12 }, (_, index) => `c${String(index)}=${'x'.repeat(5_000)}`);
  server.behaveAt('/', { kind: 'answer', status: 302, headers: { location: '/next', 'set-cookie': cookies } });
  expect(await check(`${server.url}/`)).toMatchObject({ verdict: 'pass' });
  expect(server.requests.at(-1)?.headers).not.toHaveProperty('cookie');
});

test('the body of a redirect is not waited for', async () => {
  server.behave(raw('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 1000000\r\n\r\nbeginning', true));
  expect((await failureOf(check(`${server.url}/`))).kind).toBe('redirect-loop');
});

/** Pieces that parsers care about, in any order, and any bytes. */
const pieces = fc.oneof(
  fc
    .constantFrom(
      ...[
        'HTTP/1.1 200 OK\r\n',
        'HTTP/1.1 100 Continue\r\n\r\n',
        'HTTP/1.0 302 \r\n',
        'ICY 200\n',
        '\r\n',
        '\n',
        '\r',
        ' ',
        '\0',
      ],
      ...['content-length: 5\r\n', 'content-length:\r\n', 'Content-Length : 3\r\n', 'transfer-encoding: chunked\r\n'],
      ...[
        'transfer-encoding: gzip, chunked\r\n',
        'location: http://[\r\n',
        'location: /\r\n',
        'content-encoding: br\r\n',
      ],
      ...[
        'set-cookie: =;;;domain\r\n',
        'x',
        ': ',
        '5\r\nhello\r\n',
        '0\r\n\r\n',
        'fffffffffffffffff\r\n',
        '{"status":"down"}',
      ],
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);

describe('whatever bytes come', { timeout: 120_000 }, () => {
  const settled = expect.stringMatching(/^(?:pass|fail)$/) as unknown;

  test('over HTTP/1.1, a check ends with a result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(pieces, { maxLength: 12 }), async (isHttp, parts) => {
        const start = isHttp ? [Buffer.from('HTTP/1.1 200 OK\r\n')] : [];
        server.behave(raw(Buffer.concat([...start, ...parts])));
        const { verdict, failure } = await check(server.url, { ...aboutBody, timeout: 5_000 });
        expect(verdict).toEqual(settled);
        expect(failure?.message).not.toBe('');
        await server.idle();
      }),
      { numRuns: 150 },
    );
  });

  test('over HTTP/2, a check ends with a result', async () => {
    const { good, ca } = await testCertificates();
    let bytes = Buffer.alloc(0);
    const frames = await startFrameServer(good, (socket) => socket.end(bytes));
    const types = Object.keys(frameTypes) as (keyof typeof frameTypes)[];
    const payloads = fc.oneof(
      fc.constant(ok),
      fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some)),
    );
    const anyFrame = fc
      .tuple(
        fc.constantFrom(...types),
        fc.constantFrom(0, endStream, endHeaders, endHeaders + endStream, 0x2d),
        fc.constantFrom(0, 1, 2, 3),
        payloads,
      )
      .map(([type, flags, stream, payload]) => frame(type, flags, stream, payload));
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(fc.oneof(anyFrame, pieces), { maxLength: 8 }), async (isHttp2, parts) => {
        bytes = Buffer.concat([...(isHttp2 ? [frame('settings', 0, 0)] : []), ...parts]);
        const found = await check(frames.url, { ...aboutBody, trustedCertificates: ca, timeout: 5_000 });
        expect(found.verdict).toEqual(settled);
        expect(found.failure?.message).not.toBe('');
        await frames.idle();
      }),
      { numRuns: 100 },
    );
  });
});
