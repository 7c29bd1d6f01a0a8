import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { prose } from '../../../../support/in-english.ts';
import { down, recovered, telegramChannel } from '../../samples.ts';
import { bodiesOf, sendOne, sentFromHere } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

const server = (): string => `http://127.0.0.1:${String(receiver.port)}`;

it('sends HTML to the chat, with the token in the path', async () => {
  await sendOne(telegramChannel(server()));
  expect(receiver.received[0]?.path).toBe('/bot123456:secret-of-the-bot/sendMessage');
  const [body] = bodiesOf(receiver);
  expect(body).toMatchObject({ chat_id: '-100123', parse_mode: 'HTML', disable_notification: false });
  expect(body).not.toHaveProperty('message_thread_id');
  expect(body?.['text']).toMatch(/^<b>\[DOWN\] Shop API: status 503, expected 200<\/b>\n/u);
});

it('sends to a topic, and a recovery without a sound', async () => {
  await sendOne(telegramChannel(server(), { thread: 7 }), recovered());
  expect(bodiesOf(receiver)[0]).toMatchObject({ message_thread_id: 7, disable_notification: true });
});

it('shows text from outside as it is, within the limit of a message', async () => {
  const reasons = [prose('<b>&</b>'), ...Array.from({ length: 40 }, () => prose('x'.repeat(490)))];
  await sendOne(telegramChannel(server()), down({ reasons }));
  const text = String(bodiesOf(receiver)[0]?.['text']);
  expect(text).toContain('&lt;b&gt;&amp;&lt;/b&gt;');
  const shown = text.replace(/<\/?b>/gu, '').replace(/&(?:amp|lt|gt);/gu, '.');
  expect(shown.length).toBeLessThanOrEqual(4_096);
});

it('waits as long as the body of the response says', async () => {
  const body = '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":35}}';
  receiver.answerWith({ status: 429, body });
  expect(await sendOne(telegramChannel(server()))).toMatchObject({
    outcome: 'retry',
    retryAfterMs: 35_000,
    restMs: 35_000,
  });
});

it('sends to the new id of a group that became a supergroup', async () => {
  const body =
    '{"ok":false,"error_code":400,"description":"group chat was upgraded","parameters":{"migrate_to_chat_id":-1009}}';
  receiver.answerWith({ status: 400, body }, { status: 200, body: '{"ok":true}' });
  expect(await sendOne(telegramChannel(server()))).toMatchObject({ outcome: 'accepted' });
  expect(bodiesOf(receiver).map((sent) => sent['chat_id'])).toEqual(['-100123', -1009]);
});

it.each([
  [400, 'Bad Request: chat not found'],
  [403, 'Forbidden: bot was kicked from the supergroup chat'],
  [403, 'Forbidden: bot was blocked by the user'],
  [401, 'Unauthorized'],
  [404, 'Not Found'],
])('is broken by %i %s', async (status, description) => {
  receiver.answerWith({ status, body: JSON.stringify({ ok: false, error_code: status, description }) });
  const result = await sendOne(telegramChannel(server()));
  expect(result).toEqual({ outcome: 'refused', answer: expect.anything() as unknown });
});

it('turns the first message into the end of its outage, and replies to it briefly', async () => {
  receiver.answerWith({ status: 200, body: '{"ok":true,"result":{"message_id":77}}' });
  expect(await sendOne(telegramChannel(server()))).toMatchObject({ outcome: 'accepted', receipt: '77' });
  await sendOne(telegramChannel(server()), { ...down({ event: 'reminder', reminder: 1 }), first: '77' });
  await sendOne(telegramChannel(server()), { ...recovered(), first: '77' });
  const [, reminder, change, reply] = bodiesOf(receiver);
  expect(reminder).toMatchObject({ reply_parameters: { message_id: 77, allow_sending_without_reply: true } });
  expect(receiver.received[2]?.path).toMatch(/\/editMessageText$/u);
  expect(change).toMatchObject({ chat_id: '-100123', message_id: 77, parse_mode: 'HTML' });
  expect(change?.['text']).toContain('Severity');
  expect(reply).toMatchObject({
    text: `<b>[RECOVERED] Shop API: down for 4 min 12 s</b>\n${sentFromHere}`,
    reply_parameters: { message_id: 77 },
  });
});

it('takes a message that was changed before as changed', async () => {
  const body = '{"ok":false,"error_code":400,"description":"Bad Request: message is not modified"}';
  receiver.answerWith({ status: 400, body }, { status: 200, body: '{"ok":true}' });
  const result = await sendOne(telegramChannel(server()), { ...recovered(), first: '77' });
  expect(result.outcome).toBe('accepted');
  expect(bodiesOf(receiver)[1]?.['text']).toMatch(/^<b>\[RECOVERED\] Shop API: down for 4 min 12 s<\/b>\n/u);
});
