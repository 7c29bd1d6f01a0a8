import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { prose } from '../../../../support/in-english.ts';
import { down, mattermostChannel } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

it('sends one coloured attachment', async () => {
  await sendOne(mattermostChannel(receiver.url));
  expect(bodiesOf(receiver)[0]).toMatchObject({
    attachments: [
      {
        fallback: '[DOWN] Shop API: status 503, expected 200',
        color: '#d92d20',
        title_link: 'https://shop.example.com/health?a=1&b=2',
        text: expect.stringContaining('connection refused') as unknown,
      },
    ],
  });
});

it('shows text from outside as it is, and notifies nobody by a mention', async () => {
  await sendOne(mattermostChannel(receiver.url), down({ reasons: [prose('@all **bold** [x](https://evil.example)')] }));
  expect(bodiesOf(receiver)[0]).toMatchObject({
    attachments: [{ text: '@\u200ball \\*\\*bold\\*\\* \\[x\\]\\(https://evil.example\\)' }],
  });
});
