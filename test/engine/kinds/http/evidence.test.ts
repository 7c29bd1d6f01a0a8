import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check } from './rig.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(() => server.close());

describe('the evidence of a response', () => {
  test('has status, version, headers and body, even of a pass', async () => {
    server.behave({ kind: 'answer', headers: { 'x-two': ['a', 'b'] }, body: 'fine' });
    const { response } = await check(server.url);
    expect(response).toMatchObject({
      status: 200,
      httpVersion: '1.1',
      headers: { 'x-two': 'a, b' },
      body: 'fine',
      bodyBytes: 4,
      bodyTruncated: false,
      finalUrl: null,
    });
  });

  test('has the version of old HTTP', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.0 200 OK\r\n\r\nold' });
    expect((await check(server.url)).response).toMatchObject({ httpVersion: '1.0', body: 'old' });
  });

  test('has at most 4 KiB of the body, in complete characters', async () => {
    server.behave({ kind: 'answer', body: 'ö'.repeat(3_000) });
    const { response } = await check(server.url);
    expect(response).toMatchObject({ body: 'ö'.repeat(2_048), bodyBytes: 6_000, bodyTruncated: true });
  });

  test('has no body that is not text', async () => {
    server.behave({ kind: 'answer', body: Buffer.from([0x89, 0x50, 0, 0, 1]) });
    expect((await check(server.url)).response).toMatchObject({ body: '', bodyBytes: 5 });
  });

  test('has UTF-8 header values', async () => {
    server.behave({ kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\nx-name: Größe\r\ncontent-length: 0\r\n\r\n' });
    expect((await check(server.url)).response?.headers['x-name']).toBe('Größe');
  });
});
