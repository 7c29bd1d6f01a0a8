import { afterEach, beforeEach, expect, it } from 'vitest';
import { prose } from '../../../../support/in-english.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, pushoverChannel, recovered } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

const server = (): string => `http://127.0.0.1:${String(receiver.port)}`;

it('sends within the limits of a message', async () => {
  receiver.answerWith({ status: 200, body: '{"status":1,"request":"r"}' });
  const reasons = Array.from({ length: 40 }, () => prose('x'.repeat(490)));
  await sendOne(pushoverChannel(server(), { device: 'phone' }), down({ reasons }));
  expect(receiver.received[0]?.path).toBe('/1/messages.json');
  const [body] = bodiesOf(receiver);
  expect(body).toMatchObject({
    user: 'uSecretOfTheUser',
    token: 'aSecretOfTheApp',
    device: 'phone',
    priority: 1,
    timestamp: 1_767_614_400,
    url: 'https://shop.example.com/health?a=1&b=2',
  });
  expect(String(body?.['title']).length).toBeLessThanOrEqual(250);
  expect(String(body?.['message']).length).toBe(1_024);
});

it('repeats a critical outage until its recovery, if asked to', async () => {
  const channel = pushoverChannel(server(), { isInsistent: true });
  await sendOne(channel, down());
  await sendOne(channel, recovered());
  const [first] = bodiesOf(receiver);
  expect(first).toMatchObject({ priority: 2, retry: 60, expire: 3_600 });
  expect(receiver.received.map(({ path }) => path)).toEqual([
    '/1/messages.json',
    `/1/receipts/cancel_by_tag/${String(first?.['tags'])}.json`,
    '/1/messages.json',
  ]);
  await sendOne(channel, down({ severity: 'warning' }));
  expect(bodiesOf(receiver).at(-1)).toMatchObject({ priority: 0 });
});

it('sends the recovery although there is nothing to cancel any more', async () => {
  receiver.answerWith({ status: 404, body: '{"status":0}' }, { status: 200, body: '{"status":1}' });
  const channel = pushoverChannel(server(), { isInsistent: true });
  expect((await sendOne(channel, recovered())).outcome).toBe('accepted');
  expect(receiver.received).toHaveLength(2);
});

it.each(['{"user":"invalid","status":0}', '{"token":"invalid","status":0}'])('is broken by 400 %s', async (body) => {
  receiver.answerWith({ status: 400, body });
  const result = await sendOne(pushoverChannel(server()));
  expect(result).toEqual({ outcome: 'refused', answer: expect.anything() as unknown });
});

it('rests for an hour once the messages of the month are used up', async () => {
  receiver.answerWith({ status: 429, body: '{"status":0}' });
  expect(await sendOne(pushoverChannel(server()))).toMatchObject({ outcome: 'retry', restMs: 3_600_000 });
});
