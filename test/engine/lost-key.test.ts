/** The key that sealed the stored secrets is gone or damaged: the program goes on, says so, and loses nothing. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { keyFileSecretBox } from '../../electron/host/key-file-secret-box.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

let directory: string;
let service: TargetServer;
let slack: WebhookReceiver;
let engine: TestEngine;

async function open(): Promise<TestEngine> {
  const secretBox = keyFileSecretBox(directory, systemRandomness);
  engine = await openTestEngine({ directory, clock: manualClock(), secretBox });
  return engine;
}
const keyFile = (): string => join(directory, 'secret.key');
const notices = async () => valueOf(await engine.api.system.info(undefined)).notices;
const channel = async (id: string) => valueOf(await engine.api.channels.list(undefined)).find((one) => one.id === id);

beforeEach(async () => {
  directory = tempDirectory(onTestFinished);
  service = await startTargetServer();
  slack = await openWebhookReceiver();
  const { api, stop } = await open();
  const auth = { type: 'basic', username: 'me', password: 'marker-password' } as const;
  valueOf(await api.monitors.create({ id: 'shop', kind: 'http', name: 'Shop', url: service.url, auth }));
  valueOf(await api.monitors.create({ id: 'plain', kind: 'http', name: 'Plain', url: service.url }));
  valueOf(await api.channels.create({ id: 'ops', kind: 'slack', name: 'Ops', webhookUrl: slack.url }));
  valueOf(
    await api.channels.create({
      id: 'mail',
      kind: 'email',
      name: 'Mail',
      smtp: { host: '127.0.0.1', port: 25, security: 'none', username: 'me', password: 'marker-smtp' },
      from: 'a@example.com',
      to: ['b@example.com'],
    }),
  );
  await stop();
});
afterEach(async () => {
  await engine.stop();
  await Promise.all([service.close(), slack.close()]);
});

describe.each([
  ['gone', () => rmSync(keyFile())],
  ['cut off', () => writeFileSync(keyFile(), 'AAAA')],
  ['another one', () => writeFileSync(keyFile(), Buffer.alloc(32, 7).toString('base64'))],
])('where the key is %s', (_, lose) => {
  test('a notice lists what needs the secrets, which is broken, and all else keeps working', async () => {
    lose();
    const { api } = await open();
    expect(await notices()).toMatchObject([
      { code: 'secrets-unreadable', severity: 'critical', facts: { names: ['Shop', 'Ops', 'Mail'], more: 0 } },
    ]);
    expect(await channel('ops')).toMatchObject({ webhookUrl: { hasSecret: true }, health: { broken: true } });
    expect(JSON.stringify(await channel('ops'))).not.toContain('sealed');
    expect(await channel('mail')).toMatchObject({ health: { broken: true } });
    expect(valueOf(await api.channels.test({ id: 'mail' }))).toMatchObject({ accepted: false });
    expect(valueOf(await api.monitors.checkNow({ id: 'plain' })).verdict).toBe('pass');
    const requests = service.requests.length;
    expect(valueOf(await api.monitors.checkNow({ id: 'shop' }))).toMatchObject({
      verdict: 'inconclusive',
      failure: { message: 'not checked: its stored secret cannot be read, enter it again' },
    });
    expect(service.requests).toHaveLength(requests);
  });

  test('secrets that are entered again work, and the notice disappears', async () => {
    lose();
    const { api, stop } = await open();
    const smtp = { host: '127.0.0.1', port: 25, security: 'none', username: 'me', password: 'new' } as const;
    const to = ['b@example.com'];
    valueOf(await api.channels.update({ id: 'mail', kind: 'email', name: 'Mail', from: 'a@example.com', to, smtp }));
    valueOf(await api.channels.update({ id: 'ops', kind: 'slack', name: 'Ops', webhookUrl: slack.url }));
    expect(valueOf(await api.channels.test({ id: 'ops' })).accepted).toBe(true);
    valueOf(await api.monitors.update({ id: 'shop', kind: 'http', auth: { type: 'bearer', token: 'new-token' } }));
    expect(valueOf(await api.monitors.checkNow({ id: 'shop' })).verdict).toBe('pass');
    expect(await notices()).toEqual([]);
    await stop();
    await open();
    expect(await notices()).toEqual([]);
  });
});

test('bodies and ping tokens that cannot be read are kept, and pings still arrive', async () => {
  const token = 'marker-token-0123456789';
  const body = 'user=me&password=marker';
  const before = await open();
  valueOf(await before.api.monitors.create({ id: 'job', kind: 'heartbeat', schedule: { every: '5m' }, token }));
  valueOf(await before.api.monitors.create({ id: 'post', kind: 'http', url: service.url, method: 'POST', body }));
  await before.stop();
  const key = readFileSync(keyFile());
  rmSync(keyFile());
  const { api, receivePing, stop } = await open();
  const ping = {
    token,
    kind: 'success',
    exitCode: null,
    runId: null,
    body: '',
    remoteAddress: '',
    userAgent: '',
  } as const;
  expect(await receivePing(ping)).toBe('ok');
  expect(await receivePing({ ...ping, token: 'another-token-0123456789' })).toBe('not-found');
  const job = valueOf(await api.monitors.get({ id: 'job' }));
  expect(job).toMatchObject({ token: '' });
  const { source: _, ...whole } = job;
  valueOf(await api.monitors.update({ ...whole, name: 'Job, renamed' }));
  const post = valueOf(await api.monitors.get({ id: 'post' }));
  expect(post).toMatchObject({ body: '' });
  expect(valueOf(await api.monitors.checkNow({ id: 'post' }))).toMatchObject({ verdict: 'inconclusive' });
  const { source: __, ...wholePost } = post;
  valueOf(await api.monitors.update({ ...wholePost, name: 'Post, renamed' }));
  await stop();
  writeFileSync(keyFile(), key, { mode: 0o600 });
  const again = await open();
  expect(valueOf(await again.api.monitors.get({ id: 'job' }))).toMatchObject({ name: 'Job, renamed', token });
  expect(valueOf(await again.api.monitors.get({ id: 'post' }))).toMatchObject({ name: 'Post, renamed', body });
});

test('with the key back everything is as it was, edits of other fields included', async () => {
  const key = readFileSync(keyFile());
  rmSync(keyFile());
  const { api, stop } = await open();
  valueOf(await api.monitors.update({ id: 'shop', kind: 'http', name: 'Shop, renamed' }));
  valueOf(
    await api.channels.update({ id: 'ops', kind: 'slack', name: 'Night shift', webhookUrl: { hasSecret: true } }),
  );
  await stop();
  writeFileSync(keyFile(), key, { mode: 0o600 });
  const again = await open();
  expect(await notices()).toEqual([]);
  expect(valueOf(await again.api.monitors.checkNow({ id: 'shop' })).verdict).toBe('pass');
  expect(service.requests.at(-1)?.headers.authorization).toBe(
    `Basic ${Buffer.from('me:marker-password').toString('base64')}`,
  );
  expect(await channel('ops')).toMatchObject({ name: 'Night shift', health: { broken: false } });
  expect(valueOf(await again.api.channels.test({ id: 'ops' })).accepted).toBe(true);
});
