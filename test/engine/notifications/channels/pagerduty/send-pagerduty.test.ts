import { afterEach, beforeEach, expect, it } from 'vitest';
import { testMessage } from '../../../../../electron/engine/notifications/message.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, pagerdutyChannel, recovered } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
  receiver.answerWith({ status: 202, body: '{"status":"success"}' });
});
afterEach(() => receiver.close());

it('opens an alert for an outage, and resolves the same one with its recovery', async () => {
  const channel = pagerdutyChannel(`http://127.0.0.1:${String(receiver.port)}/`);
  await sendOne(channel);
  await sendOne(channel);
  await sendOne(channel, recovered());
  const [opened, again, resolved] = bodiesOf(receiver);
  expect(receiver.received[0]?.path).toBe('/v2/enqueue');
  expect(opened).toMatchObject({
    routing_key: channel.routingKey,
    event_action: 'trigger',
    payload: { summary: '[DOWN] Shop API: status 503, expected 200', source: 'Shop API', severity: 'critical' },
  });
  expect(again).toEqual(opened);
  expect(resolved).toMatchObject({ event_action: 'resolve', dedup_key: opened?.['dedup_key'] });
  expect(String(opened?.['dedup_key']).length).toBeLessThanOrEqual(255);
});

it('acknowledges the alert of an acknowledged outage', async () => {
  const channel = pagerdutyChannel(receiver.url);
  await sendOne(channel);
  await sendOne(channel, down({ event: 'acknowledged' }));
  const [opened, acknowledged] = bodiesOf(receiver);
  expect(acknowledged).toMatchObject({ event_action: 'acknowledge', dedup_key: opened?.['dedup_key'] });
  expect(acknowledged).not.toHaveProperty('payload');
});

it('keeps outages apart', async () => {
  await sendOne(pagerdutyChannel(receiver.url));
  await sendOne(pagerdutyChannel(receiver.url), { ...down(), subject: 'incident:13' });
  const [first, second] = bodiesOf(receiver);
  expect(first?.['dedup_key']).not.toBe(second?.['dedup_key']);
});

it('resolves at once what has ended before it was sent, and a test', async () => {
  const channel = pagerdutyChannel(receiver.url);
  await sendOne(channel, { ...recovered(), includesDown: true });
  await sendOne(channel, testMessage(channel, 0));
  const all = bodiesOf(receiver);
  expect(all.map((body) => body['event_action'])).toEqual(['trigger', 'resolve', 'trigger', 'resolve']);
  expect(all[0]).toMatchObject({ payload: { severity: 'info' } });
});

it('is broken by an invalid integration key', async () => {
  const body = '{"status":"invalid event","message":"Event object is invalid","errors":["Invalid routing key"]}';
  receiver.answerWith({ status: 400, body });
  const result = await sendOne(pagerdutyChannel(receiver.url));
  expect(result).toEqual({ outcome: 'refused', answer: expect.anything() as unknown });
});
