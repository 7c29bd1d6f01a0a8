import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, gotifyChannel, recovered } from '../../samples.ts';
import { bodiesOf, sendOne } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

it.each(['', '/', '/gotify', '/gotify/'])(
  'posts to /message below the server %j, with the token in a header',
  async (path) => {
    await sendOne(gotifyChannel(`http://127.0.0.1:${String(receiver.port)}${path}`));
    const [request] = receiver.received;
    expect(request?.path).toBe(`${path.replace(/\/$/u, '')}/message`);
    expect(request?.headers['x-gotify-key']).toBe('token-of-gotify');
    expect(bodiesOf(receiver)[0]).toMatchObject({
      title: '[DOWN] Shop API: status 503, expected 200',
      message: expect.stringContaining('database: error: connection refused') as unknown,
      priority: 8,
      extras: {
        'client::display': { contentType: 'text/plain' },
        'client::notification': { click: { url: 'https://shop.example.com/health?a=1&b=2' } },
      },
    });
  },
);

it('is as loud as the message is urgent', async () => {
  const channel = gotifyChannel(receiver.url);
  await sendOne(channel, down({ severity: 'warning' }));
  await sendOne(channel, recovered());
  expect(bodiesOf(receiver).map(({ priority }) => priority)).toEqual([5, 4]);
});
