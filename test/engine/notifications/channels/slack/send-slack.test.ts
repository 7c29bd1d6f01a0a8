import { lookup } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerInEnglish } from '../../../../support/in-english.ts';
import { said } from '../../../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../../../electron/engine/notifications/channels/channel.ts';
import { retryAfterMs } from '../../../../../electron/engine/notifications/channels/retry-after.ts';
import { sendThrough } from '../../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock, type ManualClock } from '../../../../support/manual-clock.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../support/webhook-receiver.ts';
import { down, slackChannel, speech } from '../../samples.ts';

let receiver: WebhookReceiver;
let clock: ManualClock;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
  clock = manualClock();
});
afterEach(() => receiver.close());

function send(url = receiver.url, signal = new AbortController().signal): Promise<SendResult> {
  const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
  return sendThrough(slackChannel(url), down(), { clock, nativeNotifier, lookup, speech, signal });
}

describe('sending to Slack', () => {
  it('posts one JSON message and reports what Slack said', async () => {
    expect(await send()).toEqual({ outcome: 'accepted', answer: said('200 ok') });
    expect(receiver.received).toHaveLength(1);
    const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = receiver.received;
    expect([method, headers['content-type']]).toEqual(['POST', 'application/json; charset=utf-8']);
    expect(JSON.parse(body)).toMatchObject({ text: '[DOWN] Shop API: status 503, expected 200' });
  });

  it('leaves no timer behind', async () => {
    await send();
    expect(clock.pending()).toBe(0);
  });

  it.each([
    [200, 'ok', 'accepted'],
    [200, '', 'accepted'],
    [204, '', 'accepted'],
    [200, '{"success":true}', 'accepted'],
    [200, '<!doctype html><title>Welcome</title>', 'refused'],
    [200, '{"ok":false,"error":"no"}', 'refused'],
    [403, 'invalid_token', 'refused'],
    [404, 'no_service', 'refused'],
    [410, 'channel_is_archived', 'refused'],
    [500, 'oops', 'retry'],
    [503, '', 'retry'],
    [401, 'who', 'retry'],
  ] as const)('takes %i %j as %s', async (status, body, outcome) => {
    receiver.answerWith({ status, body });
    const result = await send();
    expect(result.outcome).toBe(outcome);
    expect(answerInEnglish(result.answer)).toContain(`${String(status)}${body === '' ? '' : ' '}`);
    expect(result).not.toHaveProperty('onlyThis');
  });

  it.each([
    [400, 'invalid_payload'],
    [413, 'too large'],
  ] as const)('takes %i %j as a rejection of this message, not of the channel', async (status, body) => {
    receiver.answerWith({ status, body });
    expect(await send()).toEqual({ outcome: 'refused', answer: said(`${String(status)} ${body}`), onlyThis: true });
  });

  it('waits as long as Retry-After says', async () => {
    receiver.answerWith({ status: 429, body: 'rate_limited', headers: { 'retry-after': '30' } });
    expect(await send()).toEqual({
      outcome: 'retry',
      answer: said('429 rate_limited'),
      retryAfterMs: 30_000,
      restMs: 30_000,
    });
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await openWebhookReceiver();
    receiver.answerWith({ status: 302, headers: { location: elsewhere.url } });
    const result = await send();
    expect(result.outcome).toBe('refused');
    expect(result.answer).toEqual({ code: 'redirect-not-followed', facts: { status: 302 } });
    expect(elsewhere.received).toHaveLength(0);
    await elsewhere.close();
  });

  it('times out without a response', async () => {
    receiver.answerWith('hang');
    const sent = send();
    await receiver.waitFor(1);
    await clock.advance(9_999);
    await clock.advance(1);
    expect(await sent).toEqual({ outcome: 'retry', answer: { code: 'timed-out', facts: { afterMs: 10_000 } } });
  });

  it('retries after a reset and a refused connection', async () => {
    receiver.answerWith('reset');
    expect(await send()).toMatchObject({ outcome: 'retry' });
    await receiver.close();
    const refused = await send();
    expect(refused).toEqual({
      outcome: 'retry',
      answer: { code: 'connection-failed', facts: { error: 'ECONNREFUSED' } },
    });
  });

  it('ends when the program stops', async () => {
    receiver.answerWith('hang');
    const stop = new AbortController();
    const sent = send(receiver.url, stop.signal);
    await receiver.waitFor(1);
    stop.abort();
    expect((await sent).outcome).toBe('retry');
  });

  it('reads a limited part of the response, and redacts the webhook’s secret', async () => {
    const { pathname } = new URL(receiver.url);
    receiver.answerWith({
      status: 500,
      body: `${receiver.url} ${pathname} ${receiver.secret} ${'x'.repeat(1_000_000)}`,
    });
    const answer = answerInEnglish((await send()).answer);
    expect(answer.length).toBeLessThanOrEqual(300);
    expect(answer).toContain('500 *** *** *** xxx');
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 5, 12);
  it.each([
    ['30', 30_000],
    [' 0 ', 0],
    ['Mon, 05 Jan 2026 12:02:00 GMT', 120_000],
    ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['999999999', 900_000],
    ['soon', undefined],
    ['-5x', undefined],
    [null, undefined],
  ])('%j is %j milliseconds', (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms);
  });
});
