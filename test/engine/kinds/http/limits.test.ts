import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getActiveResourcesInfo } from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Assertion } from '../../../../electron/contract/model/monitor.ts';
import type { Clock } from '../../../../electron/engine/ports.ts';
import { systemClock } from '../../../../electron/host/system-clock.ts';
import { startTargetServer, type Behaviour, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf, onStatus } from './rig.ts';

const mebibyte = 1_048_576;
/** Not in any of the bodies, so that all of it has to be read. */
const contains: Assertion = { on: 'body', is: 'contains', value: 'needle' };

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
});
afterEach(async () => {
  await server.idle();
  await server.close();
});

describe('a body of more than 1 MiB', () => {
  test('fails the check if an assertion has to read it', async () => {
    server.behave({ kind: 'answer', body: 'x'.repeat(mebibyte + 1) });
    const { failure, assertions, response } = await check(server.url, { assertions: [onStatus, contains] });
    expect(failure).toMatchObject({ kind: 'too-large', message: 'the body is larger than 1 MiB' });
    expect(assertions.map(({ passed }) => passed)).toEqual([true, false]);
    expect(response).toMatchObject({ bodyBytes: mebibyte, bodyTruncated: true });
  });

  test('is no problem if no assertion reads it', async () => {
    server.behave({ kind: 'answer', body: 'x'.repeat(mebibyte + 1) });
    const { verdict, response } = await check(server.url, { assertions: [onStatus] });
    expect(verdict).toBe('pass');
    expect(response?.bodyTruncated).toBe(true);
    expect(response?.bodyBytes).toBeLessThan(mebibyte);
  });

  test('of exactly 1 MiB is read completely', async () => {
    server.behave({ kind: 'answer', body: `${'x'.repeat(mebibyte - 6)}needle` });
    const { verdict, response } = await check(server.url, { assertions: [contains] });
    expect(verdict).toBe('pass');
    expect(response?.bodyBytes).toBe(mebibyte);
  });

  test('that never ends is read only up to the limit', async () => {
    server.behave({ kind: 'endless', what: 'body' });
    expect((await failureOf(check(server.url, { assertions: [contains] }))).kind).toBe('too-large');
    await server.idle();
    // Anything beyond it is in the socket buffers of both sides.
    expect(server.bytesSent()).toBeLessThan(32 * mebibyte);
  });

  test('is counted after decoding: a zip bomb ends at the limit', async () => {
    server.behave({ kind: 'bomb', unpackedMiB: 100_000 });
    const { failure, response } = await check(server.url, { assertions: [contains] });
    expect(failure?.kind).toBe('too-large');
    expect(response).toMatchObject({ bodyBytes: mebibyte, bodyTruncated: true });
    await server.idle();
    // All of it would have been a hundred million bytes, and a thousand times that when unpacked.
    expect(server.bytesSent()).toBeLessThan(10 * mebibyte);
  });
});

test('endless headers are too large', async () => {
  server.behave({ kind: 'endless', what: 'headers' });
  expect(await failureOf(check(server.url))).toEqual({
    kind: 'too-large',
    message: `the headers of 127.0.0.1:${server.port} are too large (over 64 KiB)`,
  });
  await server.idle();
  expect(server.bytesSent()).toBeLessThan(32 * mebibyte);
});

test('headers of 60 KB are accepted', async () => {
  server.behave({ kind: 'answer', headers: { 'content-security-policy': 'x'.repeat(60_000) } });
  const { verdict, response } = await check(server.url);
  expect(verdict).toBe('pass');
  expect(response?.headers['content-security-policy']).toHaveLength(1_000);
});

/** Memory of buffers that is still referenced. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().arrayBuffers;
}

describe('after a check', () => {
  test('no memory of a hundred endless bodies is retained', async () => {
    server.behave({ kind: 'endless', what: 'body' });
    const before = heldBytes();
    for (let index = 0; index < 100; index += 1) await check(server.url, { assertions: [contains] });
    // 100 MiB have been read. Another thread frees them a moment later.
    await expect.poll(() => heldBytes() - before).toBeLessThan(20 * mebibyte);
  });

  test.each<Behaviour>([
    { kind: 'answer' },
    { kind: 'endless', what: 'body' },
    { kind: 'endless', what: 'headers' },
    { kind: 'bomb', unpackedMiB: 50 },
    { kind: 'reset', at: 'connection' },
    { kind: 'reset', at: 'body' },
    { kind: 'close', at: 'request' },
    { kind: 'raw', bytes: 'nonsense' },
    { kind: 'redirect', to: '/' },
    { kind: 'redirect', to: 'ftp://elsewhere' },
    { kind: 'answer', headers: { 'content-encoding': 'gzip' }, body: 'not packed' },
  ])('by an answer like $kind is no handle and no timer', async (behaviour) => {
    server.behave(behaviour);
    const clock = { ...systemClock, setTimer: countTimers(systemClock) };
    // The files of a worker share its process.
    const before = handles();
    await check(server.url, { assertions: [contains] }, { clock });
    await server.idle();
    expect(handles().length, handles().join()).toBeLessThanOrEqual(before.length);
    expect(armed).toBe(0);
  });
});

/** Connections of both sides, and lookups. */
function handles(): readonly string[] {
  return getActiveResourcesInfo().filter((name) => /TCP(Socket|Connect)|TLS|GetAddrInfo/i.test(name));
}

let armed = 0;

function countTimers({ setTimer }: Clock): Clock['setTimer'] {
  return (delayMs, task) => {
    armed += 1;
    const cancel = setTimer(delayMs, task);
    return () => {
      armed -= 1;
      cancel();
    };
  };
}
