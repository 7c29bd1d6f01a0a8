import { expect, test } from 'vitest';
import type { EngineEvent } from '../../electron/contract/events.ts';
import { echoEngine } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { openRaw, type RawConnection } from '../support/raw-connection.ts';

const removed = (monitorId: string): EngineEvent => ({ type: 'monitorRemoved', monitorId });

/** A reader, once it receives events. */
async function openStream(port: number): Promise<RawConnection> {
  const connection = openRaw(port);
  connection.send(
    `GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${apiToken}\r\n\r\n`,
  );
  await connection.until(':\n\n');
  return connection;
}

test('events arrive in order, one by one, at every reader', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, api: apiOnly });
  const readers = [await openStream(port), await openStream(port)];
  engine.emit(removed('first'));
  engine.emit(removed('line\nbreak'));
  for (const reader of readers) {
    const text = await reader.until('break');
    expect(text).toContain('text/event-stream');
    expect(text.indexOf('data: {"type":"monitorRemoved","monitorId":"first"}\n\n')).toBeGreaterThan(0);
    expect(text).toContain('data: {"type":"monitorRemoved","monitorId":"line\\nbreak"}\n\n');
  }
});

test('events require the token', async () => {
  const { url } = await openTestListener({ engine: echoEngine(), api: apiOnly });
  expect((await fetch(`${url}/api/v1/events`)).status).toBe(401);
});

test('the engine has no subscriber while there are no readers', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, api: apiOnly });
  expect(engine.listenerCount()).toBe(0);
  const reader = await openStream(port);
  expect(engine.listenerCount()).toBe(1);
  reader.socket.destroy();
  await expect.poll(() => engine.listenerCount()).toBe(0);
});

test('a quiet stream sends keep-alive comments', async () => {
  const { port } = await openTestListener({ engine: echoEngine(), api: apiOnly, limits: { eventHeartbeatMs: 20 } });
  const reader = await openStream(port);
  expect((await reader.until(':\n\n\r\n3\r\n:\n\n')).match(/:\n\n/g)?.length).toBeGreaterThanOrEqual(2);
});

test('a reader that does not read is disconnected, and the others continue', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, api: apiOnly, limits: { maxUnreadEventBytes: 10_000 } });
  const slow = await openStream(port);
  const quick = await openStream(port);
  slow.socket.pause();
  const large = removed('x'.repeat(100_000));
  const isGone = new Promise((resolve) => slow.socket.once('close', resolve));
  for (let count = 0; count < 200 && engine.listenerCount() > 0; count += 1) {
    engine.emit(large);
    await new Promise((resolve) => setImmediate(resolve));
  }
  engine.emit(removed('the last'));
  await quick.until('the last');
  slow.socket.resume();
  await isGone;
  expect(await slow.untilClosed()).not.toContain('the last');
});

test('the number of readers is limited', async () => {
  const { url, port } = await openTestListener({ engine: echoEngine(), api: apiOnly, limits: { maxEventStreams: 1 } });
  await openStream(port);
  const refused = await fetch(`${url}/api/v1/events`, { headers: { Authorization: `Bearer ${apiToken}` } });
  expect(refused.status).toBe(503);
});

test('a stream ends when the listener closes', async () => {
  const listener = await openTestListener({ engine: echoEngine(), api: apiOnly });
  const reader = await openStream(listener.port);
  await listener.close();
  expect(await reader.untilClosed()).toMatch(/0\r\n\r\n$/);
});

test('a reader that is disconnected by closing gets no more events', async () => {
  const engine = echoEngine();
  const { port, close } = await openTestListener({ engine, api: apiOnly });
  const reader = await openStream(port);
  const closed = close();
  engine.emit(removed('too late'));
  expect(engine.listenerCount()).toBe(0);
  await closed;
  expect(await reader.untilClosed()).not.toContain('too late');
});
