import { afterEach, beforeEach, expect, it } from 'vitest';
import { testMessage } from '../../../../../electron/engine/notifications/message.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { prose } from '../../../../support/in-english.ts';
import { down, ntfyChannel, recovered } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

it('posts topic, title, text, priority, tag and link to the root of the server', async () => {
  const channel = ntfyChannel(`http://127.0.0.1:${String(receiver.port)}`);
  await sendOne(channel);
  expect(receiver.received[0]).toMatchObject({ method: 'POST', path: '/' });
  expect(receiver.received[0]?.headers['authorization']).toBe('Bearer tk_secret_of_ntfy');
  const [body] = bodiesOf(receiver);
  expect(body).toMatchObject({
    topic: channel.topic,
    title: '[DOWN] Shop API: status 503, expected 200',
    message: expect.stringContaining('database: error: connection refused') as unknown,
    priority: 5,
    tags: ['rotating_light'],
    click: 'https://shop.example.com/health?a=1&b=2',
  });
});

it('needs no token, and is as loud as the message is urgent', async () => {
  const channel = ntfyChannel(receiver.url, { token: null });
  await sendOne(channel, down({ severity: 'warning' }));
  await sendOne(channel, down({ severity: 'info' }));
  await sendOne(channel, recovered());
  await sendOne(channel, testMessage(channel, 0));
  expect(receiver.received[0]?.headers).not.toHaveProperty('authorization');
  expect(bodiesOf(receiver).map(({ priority }) => priority)).toEqual([4, 3, 3, 3]);
});

it('keeps a message below the size from which it would arrive as a file, and splits no character', async () => {
  const reasons = Array.from({ length: 40 }, () => prose('😀'.repeat(200)));
  await sendOne(ntfyChannel(receiver.url), down({ reasons }));
  const [body] = bodiesOf(receiver);
  const text = String(body?.['message']);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
  expect(text).not.toMatch(/\uFFFD/u);
});

it.each([40_009, 40_010])('is broken by error %i about its topic', async (code) => {
  receiver.answerWith({ status: 400, body: JSON.stringify({ code, http: 400, error: 'invalid topic' }) });
  expect(await sendOne(ntfyChannel(receiver.url))).toEqual({
    outcome: 'refused',
    answer: expect.anything() as unknown,
  });
});

it('rests for a quarter of an hour when the quota of the day is used up', async () => {
  receiver.answerWith({ status: 429, body: '{"code":42908,"http":429,"error":"daily quota reached"}' });
  expect(await sendOne(ntfyChannel(receiver.url))).toMatchObject({ outcome: 'retry', restMs: 900_000 });
});

it('replaces the notification about an outage by that of its recovery, not by a reminder', async () => {
  const channel = ntfyChannel(receiver.url);
  await sendOne(channel, down());
  await sendOne(channel, recovered());
  await sendOne(channel, down({ event: 'reminder', reminder: 1 }));
  const [first, end, reminder] = bodiesOf(receiver).map((body) => body['sequence_id']);
  expect(first).toMatch(/^[0-9a-f]{32}$/u);
  expect(end).toBe(first);
  expect(reminder).toBeUndefined();
});
