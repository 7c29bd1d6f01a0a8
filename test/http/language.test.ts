/** The real engine behind the real listener, with English and the pseudo-language. */
import { expect, onTestFinished, test } from 'vitest';
import type { Assertion } from '../../electron/contract/model/monitor.ts';
import { english } from '../../electron/engine/wording/en.ts';
import { manualClock } from '../support/manual-clock.ts';
import { apiOnly, apiToken, openTestListener } from '../support/open-listener.ts';
import { pseudoLanguage } from '../support/pseudo-wording.ts';
import { openRaw } from '../support/raw-connection.ts';
import { startTargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

async function openService() {
  const engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock: manualClock(),
    languages: [english, pseudoLanguage],
  });
  onTestFinished(() => engine.stop());
  const listener = await openTestListener({ engine, api: apiOnly });
  return { engine, listener };
}

async function addFailing({ api }: TestEngine, assertions: readonly Assertion[] = []): Promise<void> {
  const target = await startTargetServer();
  onTestFinished(() => target.close());
  target.behave({ kind: 'answer', status: 503 });
  valueOf(
    await api.monitors.create({
      id: 'shop',
      kind: 'http',
      name: 'Shop',
      url: target.url,
      ...(assertions.length === 0 ? {} : { assertions }),
      failAfter: 1,
      recoverAfter: 1,
    }),
  );
}

async function call(url: string, name: string, language: string | null, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiToken}`,
      'Content-Type': 'application/json',
      'Accept-Language': language ?? '',
      ...headers,
    },
    body: '{"id":"shop"}',
  });
  return JSON.stringify(await response.json());
}

test('a failure is described in the language of the request, whatever others ask for', async () => {
  const { engine, listener } = await openService();
  await addFailing(engine);
  const inPseudo = '"message":"⟦status 503, expected 200-299⟧"';
  const inEnglish = '"message":"status 503, expected 200-299"';
  expect(await call(listener.url, 'monitors.checkNow', 'de-AT, en;q=0.5')).toContain(inPseudo);
  expect(await call(listener.url, 'monitors.checkNow', 'en')).toContain(inEnglish);
  expect(await call(listener.url, 'monitors.checkNow', 'fr')).toContain(inEnglish);
  expect(await call(listener.url, 'monitors.checkNow', null)).toContain(inEnglish);
});

test('a sentence has the numbers of the reader whose locale is asked for first', async () => {
  const { engine, listener } = await openService();
  await addFailing(engine, [{ on: 'responseTime', is: 'greaterThan', value: 12_345.5 }]);
  expect(await call(listener.url, 'monitors.checkNow', 'nl-NL, en;q=0.5')).toContain('expected more than 12.345,5 ms');
  expect(await call(listener.url, 'monitors.checkNow', 'en-US')).toContain('expected more than 12,345.5 ms');
});

test.each([
  ['a record that is missing', 'monitors.get', {}],
  ['a field', 'monitors.update', {}],
  ['a call that is missing', 'monitors.make', {}],
  ['a content type', 'overview.get', { 'Content-Type': 'text/plain' }],
  ['a token', 'overview.get', { Authorization: 'Bearer wrong' }],
])('the refusal of %s is in the language of the request', async (_, name, headers) => {
  const { listener } = await openService();
  expect(await call(listener.url, name, 'de', headers)).toContain('"message":"⟦');
  expect(await call(listener.url, name, 'en', headers)).not.toContain('⟦');
});

test('events come in the language of each reader', async () => {
  const { engine, listener } = await openService();
  await addFailing(engine);
  const open = async (language: string) => {
    const connection = openRaw(listener.port);
    connection.send(
      `GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\nAuthorization: Bearer ${apiToken}\r\n` +
        `Accept-Language: ${language}\r\n\r\n`,
    );
    await connection.until(':\n\n');
    return connection;
  };
  const [german, english] = [await open('de'), await open('en')];
  valueOf(await engine.api.monitors.checkNow({ id: 'shop' }));
  expect(await german.until('expected 200-299')).toContain('⟦status 503');
  expect(await english.until('expected 200-299')).not.toContain('⟦');
});
