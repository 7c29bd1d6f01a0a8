import { afterEach, beforeEach, expect, it } from 'vitest';
import { prose } from '../../../../support/in-english.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, googlechatChannel, recovered } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

it('sends one card, escaped, with the title for notifications', async () => {
  await sendOne(googlechatChannel(receiver.url), down({ reasons: [prose('<users/all> & more')] }));
  const [body] = bodiesOf(receiver);
  expect(body).toMatchObject({ fallbackText: '[DOWN] Shop API: <users/all> & more', cardsV2: [{ cardId: 'alert' }] });
  const text = JSON.stringify(body?.['cardsV2']);
  expect(text).toContain('&lt;users/all&gt; &amp; more');
  expect(text).not.toContain('<users');
  expect(text).toContain('"openLink":{"url":"https://shop.example.com/health?a=1&b=2"}');
});

it('puts the messages about one outage into one thread, beside the key of the webhook', async () => {
  const channel = googlechatChannel(`${receiver.url}?key=k&token=t`);
  await sendOne(channel, down());
  await sendOne(channel, recovered());
  await sendOne(channel, { ...down(), subject: 'incident:13' });
  const queries = receiver.received.map(({ path }) => new URL(path, receiver.url).searchParams);
  expect(queries[0]?.get('token')).toBe('t');
  expect(queries[0]?.get('messageReplyOption')).toBe('REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  const [first, second, other] = queries.map((query) => query.get('threadKey'));
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

it('keeps a message below 32,000 bytes', async () => {
  const reasons = Array.from({ length: 40 }, () => prose('&'.repeat(490)));
  await sendOne(googlechatChannel(receiver.url), down({ reasons }));
  expect(Buffer.byteLength(receiver.received[0]?.body ?? '')).toBeLessThan(32_000);
});
