import { afterEach, beforeEach, expect, it } from 'vitest';
import { said } from '../../../../../electron/contract/delivery-answer.ts';
import { prose } from '../../../../support/in-english.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { appriseChannel, down, recovered } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

it('sends text of a type, to the services with the tag', async () => {
  await sendOne(appriseChannel(receiver.url, { tag: 'ops' }), down());
  await sendOne(appriseChannel(receiver.url), recovered({ reasons: [prose('status 503')] }));
  expect(bodiesOf(receiver)).toEqual([
    {
      title: '[DOWN] Shop API: status 503, expected 200',
      body: expect.stringContaining('Severity: critical') as unknown,
      type: 'failure',
      format: 'text',
      tag: 'ops',
    },
    expect.objectContaining({ type: 'success' }) as unknown,
  ]);
});

it('is broken by 204, since there is no such configuration', async () => {
  receiver.answerWith({ status: 204 });
  expect(await sendOne(appriseChannel(receiver.url))).toEqual({ outcome: 'refused', answer: said('204') });
});

it('does not repeat a message that some services have', async () => {
  receiver.answerWith({ status: 424, body: '{"error":"One or more notification could not be sent"}' });
  expect(await sendOne(appriseChannel(receiver.url))).toMatchObject({ outcome: 'accepted', hasRefused: true });
});

it('loses only a message that is too large', async () => {
  receiver.answerWith({ status: 431 });
  expect(await sendOne(appriseChannel(receiver.url))).toMatchObject({ outcome: 'refused', onlyThis: true });
});
