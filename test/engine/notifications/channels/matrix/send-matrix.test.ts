import { afterEach, beforeEach, expect, it } from 'vitest';
import { prose } from '../../../../support/in-english.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, matrixChannel, recovered } from '../../samples.ts';
import { bodiesOf, sendOne, sentFromHere } from '../sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

const server = (): string => `http://127.0.0.1:${String(receiver.port)}`;

it('puts a message into the room, in plain text and in escaped HTML', async () => {
  receiver.answerWith({ status: 200, body: '{"event_id":"$event1"}' });
  const result = await sendOne(matrixChannel(`${server()}/`), down({ reasons: [prose('<b>&</b>')] }));
  expect(result.outcome).toBe('accepted');
  const [request] = receiver.received;
  expect(request?.method).toBe('PUT');
  expect(request?.path).toMatch(
    /^\/_matrix\/client\/v3\/rooms\/!ops%3Aexample\.org\/send\/m\.room\.message\/[0-9a-f]{64}$/u,
  );
  expect(request?.headers.authorization).toBe('Bearer syt_secret_of_matrix');
  const [body] = bodiesOf(receiver);
  expect(body).toMatchObject({ msgtype: 'm.text', format: 'org.matrix.custom.html', 'm.mentions': {} });
  expect(body?.['body']).toMatch(/^\[DOWN\] Shop API: <b>&<\/b>\n/u);
  expect(body?.['formatted_body']).toContain('&lt;b&gt;&amp;&lt;/b&gt;');
});

it('names each message the same in all its attempts, and no two messages', async () => {
  for (const message of [down(), down(), recovered(), { ...down(), subject: 'incident:13' }]) {
    await sendOne(matrixChannel(server()), message);
  }
  const [first, again, end, other] = receiver.received.map(({ path }) => path);
  expect(again).toBe(first);
  expect(new Set([first, end, other]).size).toBe(3);
});

it('waits as long as an older server says in the body', async () => {
  receiver.answerWith({ status: 429, body: '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}' });
  expect(await sendOne(matrixChannel(server()))).toMatchObject({ outcome: 'retry', restMs: 2_500 });
});

it.each([
  [401, 'M_UNKNOWN_TOKEN'],
  [403, 'M_FORBIDDEN'],
])('is broken by %i %s', async (status, errcode) => {
  receiver.answerWith({ status, body: JSON.stringify({ errcode, error: 'no' }) });
  expect(await sendOne(matrixChannel(server()))).toEqual({ outcome: 'refused', answer: expect.anything() as unknown });
});

it('keeps an event below 65,536 bytes', async () => {
  const reasons = Array.from({ length: 40 }, () => prose('&'.repeat(490)));
  await sendOne(matrixChannel(server()), down({ reasons }));
  expect(Buffer.byteLength(receiver.received[0]?.body ?? '')).toBeLessThan(60_000);
});

it('turns the first message into the end of its outage, and replies to it briefly', async () => {
  receiver.answerWith({ status: 200, body: '{"event_id":"$down"}' });
  expect(await sendOne(matrixChannel(server()))).toMatchObject({ outcome: 'accepted', receipt: '$down' });
  await sendOne(matrixChannel(server()), { ...recovered(), first: '$down' });
  const [, change, reply] = bodiesOf(receiver);
  expect(change).toMatchObject({
    'm.relates_to': { rel_type: 'm.replace', event_id: '$down' },
    'm.new_content': { msgtype: 'm.text', formatted_body: expect.stringContaining('Severity') as unknown },
  });
  expect(reply).toEqual({
    msgtype: 'm.text',
    body: `[RECOVERED] Shop API: down for 4 min 12 s\n${sentFromHere}`,
    'm.mentions': {},
    'm.relates_to': { 'm.in_reply_to': { event_id: '$down' } },
  });
  expect(new Set(receiver.received.map(({ path }) => path)).size).toBe(3);
});
