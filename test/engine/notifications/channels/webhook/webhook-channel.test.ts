import { hostname } from 'node:os';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { InputOf } from '../../../../../electron/contract/calls/call.ts';
import type { channelCalls } from '../../../../../electron/contract/calls/notifications.ts';
import type { ChannelInputOf } from '../../../../../electron/contract/channels/registry.ts';
import { manualClock, type ManualClock } from '../../../../support/manual-clock.ts';
import { tempDirectory } from '../../../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../../../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';

const hour = 3_600_000;
const elevenInTheEvening = Date.UTC(2026, 0, 5, 23);

let clock: ManualClock;
let engine: TestEngine;
let receiver: WebhookReceiver;

beforeEach(async () => {
  clock = manualClock(elevenInTheEvening);
  receiver = await openWebhookReceiver();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  engine.start();
});
afterEach(async () => {
  await engine.stop();
  await receiver.close();
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

type PreviewInput = InputOf<(typeof channelCalls)['previewWebhook']>;
type Input = ChannelInputOf<'webhook'>;

async function errorsOf(changes: Partial<Input>): Promise<Readonly<Record<string, string>>> {
  const created = await engine.api.channels.create({ kind: 'webhook', url: receiver.url, ...changes });
  return created.ok ? {} : (created.error.fields ?? {});
}

it('shows no saved secret, and sends each one only to its own server', async () => {
  const headers = { Authorization: 'Bearer abc', 'X-Team': 'ops' };
  const input: Input = { kind: 'webhook', id: 'hook', url: receiver.url, headers, signingSecret: 'shared' };
  const hidden = { hasSecret: true } as const;
  expect(valueOf(await engine.api.channels.create(input))).toMatchObject({
    url: hidden,
    method: 'POST',
    format: 'json',
    headers: { Authorization: hidden, 'X-Team': 'ops' },
    template: null,
    signingSecret: hidden,
  });
  const kept = { ...input, id: 'hook', headers: { Authorization: hidden }, signingSecret: hidden };
  expect((await engine.api.channels.update({ ...kept, url: hidden })).ok).toBe(true);
  const moved = await engine.api.channels.update({ ...kept, url: 'https://example.com/' });
  expect(moved.ok ? [] : Object.keys(moved.error.fields ?? {})).toEqual(['headers.Authorization', 'signingSecret']);
});

it('rejects an invalid template with the reason', async () => {
  expect((await errorsOf({ template: '{"a": "{{monitor.nmae}}"}' })).template).toMatch(
    /^\{\{monitor\.nmae\}\} is not a placeholder: there are event, title, /,
  );
  expect(await errorsOf({ template: '{"a": {{title}}' })).toEqual({
    template: 'is not valid JSON at line 1, column 16',
  });
  expect(await errorsOf({ format: 'form', template: 'a={{title}}\nb' })).toEqual({
    template: 'line 2 must be name=value',
  });
  expect(await errorsOf({ template: '{"a": {{title}}}' })).toEqual({});
});

it('is previewed with an example of an outage, and sends nothing', async () => {
  const bodyOf = async (input: PreviewInput): Promise<string> =>
    valueOf(await engine.api.channels.previewWebhook(input)).body;
  expect(JSON.parse(await bodyOf({ format: 'json', template: null }))).toMatchObject({
    version: 1,
    event: 'down',
    monitor: { name: 'Shop API', severity: 'critical' },
    incident: { id: 12, endedAt: null },
    computer: hostname(),
  });
  const template = '{"text": "{{title}}", "at": {{since}}}';
  expect(JSON.parse(await bodyOf({ format: 'json', template }))).toMatchObject({
    text: expect.stringMatching(/^\[DOWN\] Shop API: /u) as unknown,
    at: new Date(clock.now() - 75_000).toISOString(),
  });
  expect(await bodyOf({ format: 'form', template: 'name={{monitor.name}}' })).toBe('name=Shop+API');
  expect(receiver.received).toEqual([]);
});

it('says in the preview where its template is wrong', async () => {
  const template = '{\n  "text": {{title}},\n}';
  const refused = await engine.api.channels.previewWebhook({ format: 'json', template });
  expect(refused).toMatchObject({
    ok: false,
    error: { fields: { template: 'is not valid JSON at line 3, column 1' } },
  });
});

it('reports the response to a test', async () => {
  const { id } = valueOf(await engine.api.channels.create({ kind: 'webhook', url: receiver.url }));
  const test = engine.api.channels.test({ id });
  expect(valueOf(await test)).toMatchObject({ accepted: true, answer: '200 ok' });
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ event: 'test', channel: { id } });
});

it('sends deferred messages one by one', async () => {
  const { id: channel } = valueOf(await engine.api.channels.create({ kind: 'webhook', url: receiver.url }));
  const quietHours = { from: '22:00', to: '07:00', timezone: 'UTC' };
  valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: [channel], quietHours }] }));
  for (const id of ['backup', 'mailer', 'sync']) {
    const token = `${id}-token-0123456789`;
    const schedule = { every: '30d' };
    valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id, name: id, schedule, severity: 'info', token }));
    const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
    for (const kind of ['success', 'fail'] as const) await engine.receivePing({ token, kind, ...said });
  }
  await clock.advance(hour);
  expect(receiver.received).toHaveLength(0);
  await clock.advance(7 * hour + 100);
  const received = await receiver.waitFor(3);
  const told = received.map(({ body }) => JSON.parse(body) as { event: string; monitor: { id: string } });
  expect(told.map(({ event, monitor }) => `${event} ${monitor.id}`)).toEqual([
    'down sync',
    'down mailer',
    'down backup',
  ]);
});
