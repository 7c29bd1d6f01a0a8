import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { prose } from '../../../../support/in-english.ts';
import { digestMessage, discordChannel, down, recovered } from '../../samples.ts';
import { bodiesOf, sendOne, sentFromHere } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

interface Embed {
  readonly title: string;
  readonly description: string;
  readonly color: number;
  readonly url?: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly footer: { readonly text: string };
}

const embeds = (): readonly Embed[] => bodiesOf(receiver).flatMap((body) => body['embeds'] as readonly Embed[]);

it('waits until Discord has kept the message, and keeps the query of the URL', async () => {
  await sendOne(discordChannel(`${receiver.url}?thread_id=7`));
  expect(receiver.received[0]?.path).toMatch(/\?thread_id=7&wait=true$/u);
});

it('sends one coloured embed that mentions nobody', async () => {
  await sendOne(discordChannel(receiver.url));
  await sendOne(discordChannel(receiver.url), recovered());
  const [body] = bodiesOf(receiver);
  expect(body?.['allowed_mentions']).toEqual({ parse: [] });
  const [bad, good] = embeds();
  expect(bad).toMatchObject({ color: 0xd92d20, url: 'https://shop.example.com/health?a=1&b=2' });
  expect(bad?.title).toBe('\\[DOWN\\] Shop API: status 503, expected 200');
  expect(bad?.fields.map(({ name }) => name)).toContain('Severity');
  expect(good?.color).toBe(0x12b76a);
});

it('shows text from outside as it is', async () => {
  const reasons = [prose('**bold** [link](https://evil.example) <@1> @everyone `code`')];
  await sendOne(discordChannel(receiver.url), down({ reasons }));
  expect(embeds()[0]?.description).toBe(
    '\\*\\*bold\\*\\* \\[link\\]\\(https://evil.example\\) \\<@\u200b1\\> @\u200beveryone \\`code\\`',
  );
});

it('stays within the limits of Discord, whatever the message', async () => {
  const long = '*'.repeat(5_000);
  const reasons = Array.from({ length: 30 }, () => prose(long));
  const message = down({ monitorName: long, target: `https://${long}`, reasons });
  await sendOne(discordChannel(receiver.url), message, `http://${'x'.repeat(253)}:65535`);
  const [embed] = embeds();
  if (embed === undefined) throw new Error('nothing has arrived');
  const { title, description, fields, footer } = embed;
  expect([title.length <= 256, description.length <= 4_096, fields.length <= 25]).toEqual([true, true, true]);
  for (const { name, value } of fields) expect([name.length <= 256, value.length <= 1_024]).toEqual([true, true]);
  const texts = [title, description, footer.text, ...fields.flatMap(({ name, value }) => [name, value])];
  expect(texts.join('').length).toBeLessThanOrEqual(6_000);
});

it('turns the first message into the end of its outage, and announces it briefly', async () => {
  const channel = discordChannel(`${receiver.url}?thread_id=7`);
  receiver.answerWith({ status: 200, body: '{"id":"1234"}' });
  expect(await sendOne(channel)).toMatchObject({ outcome: 'accepted', receipt: '1234' });
  await sendOne(channel, { ...recovered(), first: '1234' });
  const [, change, announcement] = receiver.received;
  expect(change?.method).toBe('PATCH');
  expect(change?.path).toMatch(/\/messages\/1234\?thread_id=7$/u);
  expect(announcement?.method).toBe('POST');
  const [, turned, brief] = embeds();
  expect(turned).toMatchObject({ color: 0x12b76a, fields: expect.anything() as unknown });
  expect(brief).toEqual({
    title: '\\[RECOVERED\\] Shop API: down for 4 min 12 s',
    color: 0x12b76a,
    footer: { text: sentFromHere },
  });
});

it.each([
  [404, '{"code":10008,"message":"Unknown Message"}'],
  [400, '{"code":30046}'],
  [500, ''],
])('sends the recovery in full if the first message cannot be changed: %i %s', async (status, body) => {
  receiver.answerWith({ status, body }, { status: 200, body: '{"id":"5"}' });
  const result = await sendOne(discordChannel(receiver.url), { ...recovered(), first: '1234' });
  expect(result.outcome).toBe('accepted');
  expect(receiver.received.map(({ method }) => method)).toEqual(['PATCH', 'POST']);
  expect(embeds()[1]?.fields).not.toEqual([]);
});

it('rests before the recovery if Discord says so when it changes the first message', async () => {
  receiver.answerWith({ status: 429, headers: { 'retry-after': '3' } });
  const result = await sendOne(discordChannel(receiver.url), { ...recovered(), first: '1234' });
  expect(result).toMatchObject({ outcome: 'retry', restMs: 3_000 });
  expect(receiver.received).toHaveLength(1);
});

it('waits as soon as Discord says that its limit is used up, before it rejects a message', async () => {
  receiver.answerWith(
    { status: 200, body: '{"id":"7"}', headers: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset-after': '1.5' } },
    { status: 200, body: '{"id":"8"}', headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.5' } },
  );
  const channel = discordChannel(receiver.url);
  expect(await sendOne(channel)).toMatchObject({ outcome: 'accepted', restMs: undefined });
  expect(await sendOne(channel)).toMatchObject({ outcome: 'accepted', restMs: 1_500 });
});

it('shows every fact of a digest', async () => {
  await sendOne(discordChannel(receiver.url), digestMessage({ coverage: 0.5 }));
  expect(embeds()[0]?.fields.map(({ name }) => name)).toEqual([
    'Now',
    'Period',
    'Monitored',
    'Muted',
    'No notifications for',
    'Vigilmon',
    'Last backup',
  ]);
});
