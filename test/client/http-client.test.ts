/** The client against the real listener: what it sends is what the listener takes. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import type { StreamTiming } from '../../electron/client/subscription.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import { fail } from '../../electron/contract/result.ts';
import { echoEngine, type EchoEngine } from '../support/echo-engine.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { clientWords } from '../support/client-words.ts';

const quick: StreamTiming = { firstRetryMs: 5, longestRetryMs: 20, silenceMs: 10_000 };

async function connect(engine: EchoEngine) {
  const listener = await openTestListener({ engine, api: apiOnly });
  return {
    listener,
    client: connectHttp({ words: clientWords, baseUrl: listener.url, token: apiToken, timing: quick }),
  };
}

async function serveOnce(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('calls', () => {
  test('each call of the table reaches the engine under its own name', async () => {
    const engine = echoEngine();
    const { client } = await connect(engine);
    const { api } = client;
    await api.overview.get(undefined);
    await api.monitors.get({ id: 'shop-api' });
    await api.system.backup({});
    expect(engine.calls).toEqual(['overview.get', 'monitors.get', 'system.backup']);
  });

  test('the answer is the result, whether good or not', async () => {
    const { client } = await connect(echoEngine());
    expect(await client.api.monitors.get({ id: 'shop-api' })).toEqual({
      ok: true,
      value: { echo: { id: 'shop-api' } },
    });
    const refusing = await connect(echoEngine(() => fail('conflict', 'the id is taken')));
    expect(await refusing.client.api.monitors.get({ id: 'shop-api' })).toEqual(fail('conflict', 'the id is taken'));
  });

  test('a wrong token is unauthorized', async () => {
    const { listener } = await connect(echoEngine());
    const { api } = connectHttp({ words: clientWords, baseUrl: `${listener.url}/`, token: 'wrong' });
    expect(await api.overview.get(undefined)).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
  });

  test('a Vigilmon that is not there is unavailable', async () => {
    const { listener, client } = await connect(echoEngine());
    await listener.close();
    expect(await client.api.overview.get(undefined)).toEqual(
      fail('unavailable', `Vigilmon is not responding at ${listener.url}`),
    );
  });

  test.each([
    ['no JSON', '<html>'],
    ['other JSON', '{"status":"ok"}'],
    ['half a result', '{"ok":true}'],
  ])('a program that answers with %s is not Vigilmon', async (_, body) => {
    const baseUrl = await serveOnce((_request, response) => response.end(body));
    const { api } = connectHttp({ words: clientWords, baseUrl, token: apiToken });
    expect(await api.overview.get(undefined)).toEqual(fail('unavailable', `The program at ${baseUrl} is not Vigilmon`));
  });
});

const removed = (monitorId: string): EngineEvent => ({ type: 'monitorRemoved', monitorId });

/** What a subscriber is told: gaps and the ids of removed monitors. */
function collect() {
  const heard: string[] = [];
  const listener = (event: EngineEvent): void => {
    heard.push(event.type === 'monitorRemoved' ? event.monitorId : event.type);
  };
  return { heard, listener, onGap: () => void heard.push('gap') };
}

describe('events', () => {
  test('come in order, after the gap before the stream was open', async () => {
    const engine = echoEngine();
    const { client } = await connect(engine);
    const { heard, listener, onGap } = collect();
    const unsubscribe = client.subscribe(listener, onGap);
    onTestFinished(unsubscribe);
    await expect.poll(() => heard).toEqual(['gap']);
    engine.emit(removed('ä€😀'));
    engine.emit(removed('x'.repeat(200_000)));
    engine.emit(removed('last'));
    await expect.poll(() => heard.length).toBe(4);
    expect(heard.map((id) => id.slice(0, 6))).toEqual(['gap', 'ä€😀', 'xxxxxx', 'last']);
  });

  test('go on after the listener was away, with a gap when it left and one when it was back', async () => {
    const engine = echoEngine();
    const { listener, client } = await connect(engine);
    const { heard, listener: hear, onGap } = collect();
    onTestFinished(client.subscribe(hear, onGap));
    await expect.poll(() => heard).toEqual(['gap']);
    engine.emit(removed('before'));
    await expect.poll(() => heard).toEqual(['gap', 'before']);
    await listener.close();
    await expect.poll(() => heard).toEqual(['gap', 'before', 'gap']);
    engine.emit(removed('unheard'));
    await openTestListener({ engine, api: apiOnly, port: listener.port });
    await expect.poll(() => heard).toEqual(['gap', 'before', 'gap', 'gap']);
    engine.emit(removed('after'));
    await expect.poll(() => heard).toEqual(['gap', 'before', 'gap', 'gap', 'after']);
  });

  test('all subscribers share one stream, which ends with the last of them', async () => {
    const engine = echoEngine();
    const { client } = await connect(engine);
    const first = collect();
    const second = collect();
    const endFirst = client.subscribe(first.listener, first.onGap);
    const endSecond = client.subscribe(second.listener, second.onGap);
    await expect.poll(() => [first.heard, second.heard]).toEqual([['gap'], ['gap']]);
    expect(engine.listenerCount()).toBe(1);
    endFirst();
    engine.emit(removed('x'));
    await expect.poll(() => second.heard).toEqual(['gap', 'x']);
    expect(first.heard).toEqual(['gap']);
    endSecond();
    await expect.poll(() => engine.listenerCount()).toBe(0);
    const third = collect();
    onTestFinished(client.subscribe(third.listener, third.onGap));
    await expect.poll(() => third.heard).toEqual(['gap']);
  });

  test('a stream that has fallen silent is opened again', async () => {
    let opened = 0;
    const baseUrl = await serveOnce((_request, response) => {
      opened += 1;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
    });
    const client = connectHttp({ words: clientWords, baseUrl, token: apiToken, timing: { ...quick, silenceMs: 30 } });
    const { heard, listener, onGap } = collect();
    onTestFinished(client.subscribe(listener, onGap));
    await expect.poll(() => opened).toBeGreaterThan(2);
    expect(new Set(heard)).toEqual(new Set(['gap']));
  });

  test('a stream of something else is given up and tried again, and tells nothing', async () => {
    let opened = 0;
    const baseUrl = await serveOnce((_request, response) => {
      opened += 1;
      if (opened === 1) response.writeHead(401).end();
      else response.writeHead(200).end('data: 7\n\ndata: {no json\n\n');
    });
    const client = connectHttp({ words: clientWords, baseUrl, token: apiToken, timing: quick });
    const { heard, listener, onGap } = collect();
    onTestFinished(client.subscribe(listener, onGap));
    await expect.poll(() => opened).toBeGreaterThan(3);
    expect(new Set(heard)).toEqual(new Set(['gap']));
  });
});
