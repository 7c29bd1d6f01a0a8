import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ok, type Result } from '../../electron/contract/result.ts';
import type { Listener } from '../../electron/http/listener.ts';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { openRaw, sendRaw, type RawConnection } from '../support/raw-connection.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const places = 20;
/** So that a connection loses its place only to another one. */
const limits = { maxConnections: places, backlog: 9, headersTimeoutMs: 600_000, requestTimeoutMs: 600_000 };
/** More than the system's buffers take. */
const largeFileBytes = 8 * 1024 * 1024;

async function openBesieged(engine = echoEngine()): Promise<Listener> {
  const pageDirectory = tempDirectory(onTestFinished);
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html>');
  writeFileSync(join(pageDirectory, 'large.js'), 'x'.repeat(largeFileBytes));
  return openTestListener({ engine, limits, api: { token: apiToken, pageDirectory } });
}

async function connect(port: number): Promise<RawConnection> {
  const connection = openRaw(port);
  onTestFinished(() => void connection.socket.destroy());
  await new Promise((resolve) => connection.socket.once('connect', resolve));
  return connection;
}

async function ping(port: number): Promise<string> {
  const request = `GET /ping/${knownToken} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
  return (await sendRaw(port, request)).slice(0, 12);
}

const ignore = (): void => undefined;

interface SlowClient {
  /** What it does once connected. */
  readonly begin: (connection: RawConnection, port: number) => Promise<void> | void;
  /** What it does while others ping. */
  readonly dawdle: (connection: RawConnection) => void;
}

const slowClients: Readonly<Record<string, SlowClient>> = {
  'says nothing': { begin: ignore, dawdle: ignore },
  'sends its header byte by byte': {
    begin: ({ send }) => send(`GET /ping/${knownToken} HTTP/1.1\r\nX-Slow: `),
    dawdle: ({ send }) => send('x'),
  },
  'sends its body byte by byte': {
    begin: ({ send }) => send(`POST /ping/${knownToken} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`),
    dawdle: ({ send }) => send('x'),
  },
  'does not read its response': {
    begin({ socket, send }, port) {
      socket.pause();
      send(`GET /large.js HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    },
    dawdle: ignore,
  },
  'keeps its connection after a ping': {
    async begin({ send, until }) {
      send(`GET /ping/${knownToken} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await until('OK');
    },
    dawdle: ignore,
  },
};

test.each(Object.keys(slowClients))('pings are taken while six clients per place %s', async (kind) => {
  const { begin, dawdle } = slowClients[kind] ?? { begin: ignore, dawdle: ignore };
  const { port } = await openBesieged();
  const slow: RawConnection[] = [];
  for (let count = 0; count < 6 * places; count += 1) {
    const connection = await connect(port);
    await begin(connection, port);
    slow.push(connection);
  }
  const statuses: string[] = [];
  for (let count = 0; count < 2 * places; count += 1) {
    statuses.push(await ping(port));
    for (const connection of slow) if (connection.socket.writable) dawdle(connection);
  }
  expect(new Set(statuses)).toEqual(new Set(['HTTP/1.1 200']));
});

test('no more connections are open than there are places', async () => {
  const { port } = await openBesieged();
  const silent: RawConnection[] = [];
  for (let count = 0; count < 6 * places; count += 1) silent.push(await connect(port));
  await Promise.all(silent.slice(0, -places).map((connection) => connection.untilClosed()));
  expect(silent.slice(-places).map(({ socket }) => socket.closed)).toEqual(Array(places).fill(false));
});

test('the connection that has been waited for longest is closed first, and a request starts its wait again', async () => {
  const { port } = await openBesieged();
  const first = await connect(port);
  const others: RawConnection[] = [];
  for (let count = 1; count < places; count += 1) others.push(await connect(port));
  first.send(`GET /ping/${knownToken} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await first.until('OK');
  await connect(port);
  await others[0]?.untilClosed();
  expect([first, ...others.slice(1)].map(({ socket }) => socket.closed)).toEqual(Array(places - 1).fill(false));
});

test('a request that is being handled, and a stream of events, keep their places', async () => {
  const started = Promise.withResolvers<undefined>();
  const finished = Promise.withResolvers<Result<never>>();
  const engine = echoEngine();
  const get = (): Promise<Result<never>> => {
    started.resolve(undefined);
    return finished.promise;
  };
  const { port } = await openTestListener({
    engine: { ...engine, speaking: () => ({ ...engine, api: { ...engine.api, overview: { get } } }) },
    limits,
    api: apiOnly,
  });
  const head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${apiToken}`;
  const reader = await connect(port);
  reader.send(`GET /api/v1/events HTTP/1.1\r\n${head}\r\n\r\n`);
  await reader.until(':\n\n');
  const caller = await connect(port);
  caller.send(
    `POST /api/v1/overview.get HTTP/1.1\r\n${head}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  );
  await started.promise;
  for (let count = 0; count < 3 * places; count += 1) await connect(port);
  finished.resolve(ok(undefined as never));
  expect(await caller.until('"ok":true')).toMatch(/^HTTP\/1\.1 200 /);
  engine.emit({ type: 'monitorRemoved', monitorId: 'shop' });
  expect(await reader.until('shop')).toContain('monitorRemoved');
});
