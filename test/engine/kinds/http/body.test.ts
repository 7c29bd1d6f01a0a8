import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTargetServer, type Encoding, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(() => server.close());

describe('the body', () => {
  const text = '{"status":"ok","name":"Größe"}';

  test.each<Encoding>(['gzip', 'deflate', 'deflate-raw', 'br', 'zstd'])('is decoded from %s', async (encoding) => {
    server.behave({ kind: 'answer', body: text, encoding });
    const { response } = await check(server.url);
    expect(response).toMatchObject({ body: text, bodyBytes: Buffer.byteLength(text) });
  });

  test('can be encoded twice', async () => {
    const { gzipSync, brotliCompressSync } = await import('node:zlib');
    const headers = { 'content-encoding': 'gzip, br' };
    server.behave({ kind: 'answer', headers, body: brotliCompressSync(gzipSync(text)) });
    expect((await check(server.url)).response?.body).toBe(text);
  });

  test('is rejected if it is encoded forty times', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': Array(40).fill('gzip').join(', ') }, body: 'x' });
    expect(await failureOf(check(server.url))).toEqual({
      kind: 'bad-encoding',
      message: 'the body has 40 content encodings, which is too many',
    });
  });

  test('that is corrupt fails the check', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'gzip' }, body: 'this is no gzip' });
    const { kind, message } = await failureOf(check(server.url));
    expect(kind).toBe('bad-encoding');
    expect(message).toContain('the gzip body is damaged');
    await server.idle();
  });

  test('that is compressed but incomplete is corrupt', async () => {
    const { gzipSync } = await import('node:zlib');
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'gzip' }, body: gzipSync(text).subarray(0, 20) });
    expect((await failureOf(check(server.url))).kind).toBe('bad-encoding');
  });

  test('that is declared compressed but empty is empty', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'gzip' } });
    expect((await check(server.url)).verdict).toBe('pass');
  });

  test('is used unchanged if the encoding is unknown', async () => {
    server.behave({ kind: 'answer', headers: { 'content-encoding': 'utf-8' }, body: text });
    expect((await check(server.url)).response?.body).toBe(text);
  });

  test('is decoded by its charset', async () => {
    const headers = { 'content-type': 'text/plain; charset=iso-8859-1' };
    server.behave({ kind: 'answer', headers, body: Buffer.from('Größe', 'latin1') });
    const { verdict } = await check(server.url, { assertions: [{ on: 'body', is: 'equals', value: 'Größe' }] });
    expect(verdict).toBe('pass');
  });

  test('starts after its byte order mark', async () => {
    server.behave({ kind: 'answer', body: Buffer.from('\uFEFFok', 'utf16le') });
    const { verdict } = await check(server.url, { assertions: [{ on: 'body', is: 'equals', value: 'ok' }] });
    expect(verdict).toBe('pass');
  });
});
