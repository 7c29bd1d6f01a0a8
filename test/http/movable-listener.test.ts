import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import { ok } from '../../electron/contract/result.ts';
import {
  createMovableListener,
  type ListenerPlace,
  type MovableListener,
} from '../../electron/http/movable-listener.ts';
import { echoEngine, knownToken, type EchoEngine } from '../support/echo-engine.ts';
import { apiOnly, apiToken } from '../support/open-listener.ts';
import { freePort, takenPort } from '../support/ports.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { clientWords } from '../support/client-words.ts';

const anywhere: ListenerPlace = { host: '127.0.0.1', port: 0, metrics: 'token', api: apiOnly };

interface Rig {
  readonly listener: MovableListener;
  /** The places that `system.info` would show, latest last. */
  readonly reported: readonly object[];
}

function movable(engine: EchoEngine = echoEngine()): Rig {
  const reported: object[] = [];
  const reportListener = (listener: object): void => void reported.push(listener);
  const listener = createMovableListener({ engine: { ...engine, reportListener }, logger: recordedLog() });
  onTestFinished(() => listener.close());
  return { listener, reported };
}

async function openAt(listener: MovableListener, place: ListenerPlace): Promise<string> {
  const moved = await listener.move(place);
  if (!moved.ok) throw new Error(JSON.stringify(moved.error));
  return moved.value.url;
}

/** Whether a ping is accepted there. */
async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/ping/${knownToken}`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function statusOf(url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return (await fetch(`${url}/api/v1/overview.get`, { method: 'POST', headers, body: '{}' })).status;
}

test('it is closed until it is opened somewhere', async () => {
  const { listener, reported } = movable();
  expect(listener.current()).toBeNull();
  const url = await openAt(listener, anywhere);
  expect(listener.current()).toEqual({ ...anywhere, port: Number(new URL(url).port), url });
  expect(reported).toEqual([{ url, pageUrl: null }]);
});

describe('moving', () => {
  test('moves to another port and leaves the old one', async () => {
    const { listener, reported } = movable();
    const before = await openAt(listener, anywhere);
    const after = await openAt(listener, { ...anywhere, port: await freePort() });
    expect(await answers(after)).toBe(true);
    expect(await answers(before)).toBe(false);
    expect(reported).toMatchObject([{ url: before }, { url: after }]);
  });

  test('moves to another address with the same port', async () => {
    const { listener } = movable();
    const before = await openAt(listener, anywhere);
    const port = Number(new URL(before).port);
    expect(await openAt(listener, { ...anywhere, host: '0.0.0.0', port })).toBe(before);
    expect(await answers(before)).toBe(true);
    expect(listener.current()).toMatchObject({ host: '0.0.0.0', port });
  });

  test('stays where it was if the port is in use, and reports it', async () => {
    const { listener, reported } = movable();
    const before = await openAt(listener, anywhere);
    const port = await takenPort();
    expect(await listener.move({ ...anywhere, port })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await answers(before)).toBe(true);
    expect(listener.current()?.url).toBe(before);
    expect(reported).toMatchObject([{ url: before }]);
  });

  test('returns to where it was if the address with the same port is unavailable', async () => {
    const { listener } = movable();
    const before = await openAt(listener, anywhere);
    const port = Number(new URL(before).port);
    const refused = await listener.move({ ...anywhere, host: '192.0.2.1', port });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await answers(before)).toBe(true);
    expect(await statusOf(before, apiToken)).toBe(200);
  });

  test('reports the error if it was never open', async () => {
    const { listener, reported } = movable();
    const port = await takenPort();
    await listener.move({ ...anywhere, port });
    expect(listener.current()).toBeNull();
    expect(reported).toMatchObject([{ error: { reason: { code: 'port-in-use', facts: { port } } } }]);
    await openAt(listener, anywhere);
    expect(reported.at(-1)).toHaveProperty('url');
  });
});

describe('reopening in the same place', () => {
  test('with a new token the old one is rejected, and readers that used it are disconnected', async () => {
    const { listener } = movable();
    const url = await openAt(listener, anywhere);
    const headers = { authorization: `Bearer ${apiToken}` };
    const stream = await fetch(`${url}/api/v1/events`, { headers });
    const port = Number(new URL(url).port);
    await openAt(listener, { ...anywhere, port, api: { ...apiOnly, token: 'another-token' } });
    expect(await stream.text()).toBe(':\n\n');
    expect([await statusOf(url, apiToken), await statusOf(url, 'another-token')]).toEqual([401, 200]);
  });

  test('without the API, pings are accepted as before', async () => {
    const { listener } = movable();
    const url = await openAt(listener, anywhere);
    await openAt(listener, { ...anywhere, port: Number(new URL(url).port), api: null });
    expect(await answers(url)).toBe(true);
    expect(await statusOf(url, apiToken)).toBe(404);
  });
});

test.each(['another port', 'the same port'])(
  'the call that moves it to %s is answered where it came from',
  async (to) => {
    const rig: { move: () => Promise<unknown> } = { move: () => Promise.resolve() };
    const engine = echoEngine(() => ok('moved'));
    const slow = {
      ...engine.api,
      overview: { get: async () => (await rig.move(), engine.api.overview.get(undefined)) },
    };
    const { listener } = movable({ ...engine, api: slow });
    const url = await openAt(listener, anywhere);
    const port = to === 'the same port' ? Number(new URL(url).port) : await freePort();
    rig.move = () => listener.move({ ...anywhere, port, api: { ...apiOnly, token: 'another-token' } });
    expect(
      await connectHttp({ words: clientWords, baseUrl: url, token: apiToken }).api.overview.get(undefined),
    ).toEqual({
      ok: true,
      value: 'moved',
    });
  },
);

test('frees every port when closed', async () => {
  const { listener } = movable();
  const urls = [await openAt(listener, anywhere), await openAt(listener, { ...anywhere, port: await freePort() })];
  await listener.close();
  expect(listener.current()).toBeNull();
  for (const url of urls) {
    const server = createServer().listen(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
    expect((server.address() as AddressInfo).port).toBe(Number(new URL(url).port));
    await new Promise((resolve) => server.close(resolve));
  }
});
