import { lookup } from 'node:dns';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelOf } from '../../../../../electron/contract/channels/registry.ts';
import { said } from '../../../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../../../electron/engine/notifications/channels/channel.ts';
import { sendThrough } from '../../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock, type ManualClock } from '../../../../support/manual-clock.ts';
import {
  openWebhookReceiver,
  type ReceivedWebhook,
  type WebhookReceiver,
} from '../../../../support/webhook-receiver.ts';
import { down, recovered, speech, webhookChannel, type MonitorMessage } from '../../samples.ts';

let receiver: WebhookReceiver;
let clock: ManualClock;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
  clock = manualClock();
});
afterEach(() => receiver.close());

type Changes = Partial<ChannelOf<'webhook'>>;

function send(changes: Changes = {}, message: MonitorMessage = down()): Promise<SendResult> {
  const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
  const { signal } = new AbortController();
  return sendThrough(webhookChannel(receiver.url, changes), message, { clock, nativeNotifier, lookup, speech, signal });
}

async function received(changes: Changes, message?: MonitorMessage): Promise<ReceivedWebhook> {
  expect(await send(changes, message)).toEqual({ outcome: 'accepted', answer: said('200 ok') });
  const last = receiver.received.at(-1);
  if (last === undefined) throw new Error('nothing has arrived');
  return last;
}

describe('sending to a webhook', () => {
  it('posts the documented payload as JSON, and no signature without a secret', async () => {
    const { method, headers, body } = await received({});
    expect([method, headers['content-type']]).toEqual(['POST', 'application/json; charset=utf-8']);
    expect(headers).not.toHaveProperty('x-vigilmon-signature');
    expect(JSON.parse(body)).toMatchObject({ version: 1, event: 'down', incident: { id: 12 } });
    await received({}, recovered());
    expect(receiver.received.map((one) => (JSON.parse(one.body) as { incident: { id: number } }).incident.id)).toEqual([
      12, 12,
    ]);
  });

  it('uses the configured method and headers, which replace the default ones', async () => {
    const { method, headers } = await received({
      method: 'PUT',
      headers: { 'X-Api-Key': 'abc', 'Content-Type': 'application/vnd.acme+json' },
    });
    expect([method, headers['x-api-key'], headers['content-type']]).toEqual([
      'PUT',
      'abc',
      'application/vnd.acme+json',
    ]);
  });

  it('fills a JSON template', async () => {
    const template = '{"text": "{{monitor.name}}: {{title}}", "key": {{incident.id}}, "end": {{incident.endedAt}}}';
    const { body } = await received({ template }, down({ monitorName: 'A "quoted" \\ name' }));
    expect(JSON.parse(body)).toEqual({
      text: 'A "quoted" \\ name: [DOWN] A "quoted" \\ name: status 503, expected 200',
      key: 12,
      end: null,
    });
  });

  it('sends a form of the payload’s members, or of a template', async () => {
    const { headers, body } = await received({ format: 'form' });
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    const form = new URLSearchParams(body);
    expect([form.get('version'), form.get('event'), form.get('incident.id')]).toEqual(['1', 'down', '12']);
    expect(form.has('incident.endedAt')).toBe(false);
    const filled = await received({ format: 'form', template: 'message={{title}}&x\npriority=high' });
    expect(Array.from(new URLSearchParams(filled.body))).toEqual([
      ['message', '[DOWN] Shop API: status 503, expected 200&x'],
      ['priority', 'high'],
    ]);
  });

  it('signs time and body with the secret', async () => {
    const { headers, body } = await received({ signingSecret: 'shared' });
    const time = String(Math.floor(clock.now() / 1_000));
    const mac = createHmac('sha256', 'shared').update(`${time}.${body}`).digest('hex');
    expect(headers['x-vigilmon-signature']).toBe(`t=${time},v1=${mac}`);
  });

  it.each([200, 201, 202, 204])('takes %i as accepted', async (status) => {
    receiver.answerWith({ status });
    expect((await send()).outcome).toBe('accepted');
  });

  it.each([400, 401, 403, 404, 405, 413, 415, 422])('takes %i as a rejection of this message only', async (status) => {
    receiver.answerWith({ status, body: 'no' });
    expect(await send()).toEqual({ outcome: 'refused', answer: said(`${String(status)} no`), onlyThis: true });
  });

  it('treats 410 as a permanently gone receiver', async () => {
    receiver.answerWith({ status: 410, body: 'moved out' });
    expect(await send()).toEqual({ outcome: 'refused', answer: said('410 moved out') });
  });

  it('does not follow redirects', async () => {
    const elsewhere = await openWebhookReceiver();
    receiver.answerWith({ status: 307, headers: { location: elsewhere.url } });
    expect(await send()).toMatchObject({ outcome: 'refused' });
    expect(elsewhere.received).toHaveLength(0);
    await elsewhere.close();
  });

  it.each([408, 425, 429, 500, 503])('tries again after %i, when it is asked to', async (status) => {
    receiver.answerWith({ status, headers: { 'retry-after': '30' } });
    expect(await send()).toMatchObject({ outcome: 'retry', retryAfterMs: 30_000 });
  });

  it('retries after a reset connection and after a timeout', async () => {
    receiver.answerWith('reset', 'hang');
    expect((await send()).outcome).toBe('retry');
    const sent = send();
    await receiver.waitFor(2);
    await clock.advance(10_000);
    expect(await sent).toEqual({ outcome: 'retry', answer: { code: 'timed-out', facts: { afterMs: 10_000 } } });
  });

  it('removes its secrets from the response', async () => {
    const signingSecret = 'signing-secret-1';
    const headers = { Authorization: 'Bearer token-of-the-receiver' };
    receiver.answerWith({ status: 500, body: `${receiver.url} ${signingSecret} token-of-the-receiver` });
    expect((await send({ signingSecret, headers })).answer).toEqual(said('500 *** *** ***'));
  });
});
