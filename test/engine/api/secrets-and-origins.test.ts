/** Whichever call names another address: a stored secret that the caller cannot read does not go there. */
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

let engine: TestEngine;
let home: TargetServer;
let evil: TargetServer;

const again = 'must be entered again: it was stored for another address';
const hidden = { hasSecret: true } as const;
const auth = { type: 'basic', username: 'me', password: 'stored' } as const;
const hiddenAuth = { ...auth, password: hidden } as const;
const hook = { format: 'json', method: 'POST', headers: { 'X-Api-Key': hidden }, signingSecret: hidden } as const;

beforeEach(async () => {
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  [home, evil] = await Promise.all([startTargetServer(), startTargetServer()]);
  const { monitors, channels } = engine.api;
  const headers = { 'X-Api-Key': 'stored-key' };
  valueOf(await monitors.create({ kind: 'http', id: 'shop', url: home.url, auth, headers }));
  valueOf(await channels.create({ kind: 'webhook', id: 'hook', url: home.url, headers, signingSecret: 'stored' }));
});
afterEach(async () => {
  expect(evil.requests.map(({ headers }) => headers)).toEqual([]);
  await engine.stop();
  await Promise.all([home.close(), evil.close()]);
});

test('an update of a monitor names each secret that has to be entered again', async () => {
  const { monitors } = engine.api;
  expect(await monitors.update({ kind: 'http', id: 'shop', url: evil.url })).toMatchObject({
    ok: false,
    error: { code: 'invalid', fields: { 'auth.password': again, 'headers.X-Api-Key': again } },
  });
  expect(valueOf(await monitors.get({ id: 'shop' }))).toMatchObject({ url: home.url });
  const partly = await monitors.update({ kind: 'http', id: 'shop', url: evil.url, auth });
  expect(partly).toMatchObject({ ok: false, error: { fields: { 'headers.X-Api-Key': again } } });
  const entered = { url: evil.url, auth, headers: { 'X-Api-Key': 'new' } };
  valueOf(await monitors.update({ kind: 'http', id: 'shop', ...entered }));
});

test('a preview of another address does not use stored secrets', async () => {
  const draft = { kind: 'http', id: 'shop', auth: hiddenAuth, headers: { 'X-Api-Key': hidden } } as const;
  expect(await engine.api.monitors.preview({ ...draft, url: evil.url })).toMatchObject({
    ok: false,
    error: { code: 'invalid', fields: { 'auth.password': again, 'headers.X-Api-Key': again } },
  });
  valueOf(await engine.api.monitors.preview({ ...draft, url: `${home.url}/other` }));
  expect(home.requests.at(-1)?.headers).toMatchObject({ 'x-api-key': 'stored-key' });
});

test('an update of a channel names each secret that has to be entered again', async () => {
  const { channels } = engine.api;
  expect(await channels.update({ kind: 'webhook', id: 'hook', url: evil.url, ...hook })).toMatchObject({
    ok: false,
    error: { code: 'invalid', fields: { 'headers.X-Api-Key': again, signingSecret: again } },
  });
  valueOf(await channels.update({ kind: 'webhook', id: 'hook', url: hidden, ...hook }));
  valueOf(await channels.update({ kind: 'webhook', id: 'hook', url: `${home.url}/other`, ...hook }));
});

test('a configuration file cannot move a stored secret either', async () => {
  const yaml = (url: string): string =>
    `monitors:\n  - { id: shop, kind: http, url: "${url}", auth: { type: basic, username: me, password: { hasSecret: true } } }\n`;
  const moved = await engine.api.config.apply({ yaml: yaml(evil.url) });
  expect(moved).toMatchObject({
    ok: false,
    error: { code: 'invalid', message: expect.stringContaining(again) as string },
  });
  valueOf(await engine.api.config.apply({ yaml: yaml(home.url) }));
});
