import { lookup } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import {
  sendHttp,
  sendResultOf,
  type HttpReply,
} from '../../../../electron/engine/notifications/channels/http-send.ts';
import { manualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../support/webhook-receiver.ts';

let receiver: WebhookReceiver;
let clock: ManualClock;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
  clock = manualClock();
});
afterEach(() => receiver.close());

function send(body: string | null = '{}', signal = new AbortController().signal): Promise<HttpReply> {
  return sendHttp({ url: receiver.url, headers: { 'content-type': 'text/plain' }, body }, { clock, lookup, signal });
}

const answerOf = (text: string): string => text;

describe('sending by HTTP', () => {
  it('posts body and headers with its own user agent, and returns the reply', async () => {
    expect(await send('hello')).toEqual({ status: 200, text: 'ok', retryAfterMs: undefined });
    const [request] = receiver.received;
    expect(request).toMatchObject({ method: 'POST', body: 'hello' });
    expect(request?.headers).toMatchObject({ 'user-agent': 'Vigilmon', 'content-type': 'text/plain' });
  });

  it('uses the given method, and replaces the user agent by a given one', async () => {
    const headers = { 'user-agent': 'Other' };
    await sendHttp(
      { url: receiver.url, method: 'PUT', headers, body: null },
      { clock, lookup, signal: abortable().signal },
    );
    expect(receiver.received[0]).toMatchObject({ method: 'PUT', body: '', headers: { 'user-agent': 'Other' } });
  });

  it('returns replies that are not a success as well', async () => {
    receiver.answerWith({ status: 404, body: 'no_service' });
    expect(await send()).toMatchObject({ status: 404, text: 'no_service' });
  });

  it('reads Retry-After in seconds and as a date', async () => {
    const inAMinute = new Date(clock.now() + 60_000).toUTCString();
    receiver.answerWith(
      { status: 429, headers: { 'retry-after': '30' } },
      { status: 503, headers: { 'retry-after': inAMinute } },
      { status: 503, headers: { 'retry-after': 'soon' } },
    );
    expect((await send()).retryAfterMs).toBe(30_000);
    expect((await send()).retryAfterMs).toBe(60_000);
    expect((await send()).retryAfterMs).toBeUndefined();
  });

  it('does not follow redirects', async () => {
    const elsewhere = await openWebhookReceiver();
    receiver.answerWith({ status: 307, headers: { location: elsewhere.url } });
    expect((await send()).status).toBe(307);
    expect(elsewhere.received).toHaveLength(0);
    await elsewhere.close();
  });

  it('reads at most 4 KiB of the body', async () => {
    receiver.answerWith({ status: 500, body: 'x'.repeat(1_000_000) });
    expect((await send()).text).toBe('x'.repeat(4_096));
  });

  it('throws if the connection is reset or refused', async () => {
    receiver.answerWith('reset');
    await expect(send()).rejects.toThrow();
    await receiver.close();
    await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    receiver = await openWebhookReceiver();
  });

  it('throws when it is aborted while the receiver does not respond', async () => {
    receiver.answerWith('hang');
    const controller = abortable();
    const sent = send('{}', controller.signal);
    await receiver.waitFor(1);
    controller.abort();
    await expect(sent).rejects.toThrow();
  });
});

describe('the result of a reply', () => {
  const resultOf = (status: number, retryAfterMs?: number): ReturnType<typeof sendResultOf> =>
    sendResultOf({ status, text: 'text', retryAfterMs }, { answerOf });

  it.each([200, 201, 202, 204])('%i is accepted', (status) => {
    expect(resultOf(status)).toEqual({ outcome: 'accepted', answer: said(`${String(status)} text`) });
  });

  it.each([301, 302, 307, 308])('%i is refused as a redirect', (status) => {
    const answer = { code: 'redirect-not-followed', facts: { status } };
    expect(resultOf(status)).toEqual({ outcome: 'refused', answer });
  });

  it.each([403, 404, 410])('%i refuses every message', (status) => {
    expect(resultOf(status)).toEqual({ outcome: 'refused', answer: said(`${String(status)} text`) });
  });

  it.each([400, 413])('%i refuses only this message', (status) => {
    expect(resultOf(status)).toEqual({ outcome: 'refused', answer: said(`${String(status)} text`), onlyThis: true });
  });

  it.each([401, 408, 425, 429, 500, 502, 503, 504])('%i is retried, not before Retry-After', (status) => {
    expect(resultOf(status, 30_000)).toMatchObject({ outcome: 'retry', retryAfterMs: 30_000 });
  });

  it('makes the whole channel rest after 429, and for a minute after 503', () => {
    expect(resultOf(429, 600_000)).toMatchObject({ retryAfterMs: 600_000, restMs: 600_000 });
    expect(resultOf(503, 600_000)).toMatchObject({ retryAfterMs: 600_000, restMs: 60_000 });
    expect(resultOf(500, 600_000)).toMatchObject({ retryAfterMs: 600_000, restMs: undefined });
  });

  it('of a kind of channel can treat statuses differently', () => {
    const reply = { status: 404, text: '', retryAfterMs: undefined };
    expect(sendResultOf(reply, { answerOf }, { gone: [], unwanted: [404] })).toMatchObject({ onlyThis: true });
  });
});

function abortable(): AbortController {
  return new AbortController();
}
