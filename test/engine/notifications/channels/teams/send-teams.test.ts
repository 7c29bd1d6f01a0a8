import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelDefinitions } from '../../../../../electron/contract/channels/registry.ts';
import { prose } from '../../../../support/in-english.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, teamsChannel } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

const long = Array.from({ length: 40 }, () => prose('ü'.repeat(490)));

it('sends one adaptive card whose texts are not formatted', async () => {
  receiver.answerWith({ status: 202 });
  const result = await sendOne(teamsChannel(receiver.url), down({ reasons: [prose('**bold** [link](http://x)')] }));
  expect(result.outcome).toBe('accepted');
  const [body] = bodiesOf(receiver);
  expect(body).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          version: '1.2',
          actions: [{ type: 'Action.OpenUrl', url: 'https://shop.example.com/health?a=1&b=2' }],
        },
      },
    ],
  });
  const text = JSON.stringify(body);
  expect(text).toContain('"color":"attention"');
  expect(text).toContain('**bold** [link](http://x)');
  expect(new Set(Array.from(text.matchAll(/"type":"(\w+Block|TextRun)"/gu), ([, type]) => type))).toEqual(
    new Set(['RichTextBlock', 'TextRun']),
  );
});

it('keeps a message below 28 KB', async () => {
  await sendOne(teamsChannel(receiver.url), down({ reasons: long, monitorName: 'ü'.repeat(500) }));
  expect(Buffer.byteLength(receiver.received[0]?.body ?? '')).toBeLessThan(28_000);
});

it('rejects the address of a retired connector', () => {
  const { problems } = channelDefinitions.teams;
  expect(problems?.({ webhookUrl: 'https://example.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4' })).toEqual({
    webhookUrl: { code: 'retired-connector', facts: {} },
  });
  expect(problems?.({ webhookUrl: 'https://prod-01.westeurope.logic.azure.com:443/workflows/1' })).toEqual({});
});
