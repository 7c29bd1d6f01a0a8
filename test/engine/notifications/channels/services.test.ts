/** What services of the same manner have in common: permanent, temporary and passing rejections, and no leaked secret. */
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import type { Channel, ChannelKind } from '../../../../electron/contract/channels/registry.ts';
import type { Message, SendResult } from '../../../../electron/engine/notifications/channels/channel.ts';
import { channelRooms } from '../../../../electron/engine/notifications/channels/registry.ts';
import { sendThrough } from '../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../support/webhook-receiver.ts';
import {
  appriseChannel,
  discordChannel,
  down,
  googlechatChannel,
  gotifyChannel,
  matrixChannel,
  mattermostChannel,
  ntfyChannel,
  pagerdutyChannel,
  pageUrl,
  pushoverChannel,
  recovered,
  speech,
  teamsChannel,
  telegramChannel,
} from '../samples.ts';
import { sentFromHere } from './sending-rig.ts';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => receiver.close());

const page = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form></form></body></html>';
const looksOfNetworks = [
  {
    what: 'redirect',
    reply: { status: 302, headers: { location: 'http://portal.example.net/login' } },
    answer: { status: 302, reply: 'redirect' },
  },
  { what: 'page', reply: { status: 200, body: page }, answer: { status: 200, reply: 'page' } },
  { what: 'refusing page', reply: { status: 403, body: page }, answer: { status: 403, reply: 'page' } },
  { what: 'status 511', reply: { status: 511, body: page }, answer: { status: 511, reply: 'login' } },
];

/** Every name leads to this computer. */
const lookupHere: LookupFunction = (_host, options, callback) => {
  lookup('127.0.0.1', options, callback);
};

const services: readonly (readonly [kind: ChannelKind, make: (url: string) => Channel])[] = [
  ['teams', teamsChannel],
  ['googlechat', googlechatChannel],
  ['matrix', matrixChannel],
  ['pushover', (url) => pushoverChannel(url, { isInsistent: true })],
  ['apprise', appriseChannel],
  ['discord', discordChannel],
  ['telegram', telegramChannel],
  ['ntfy', ntfyChannel],
  ['gotify', gotifyChannel],
  ['mattermost', mattermostChannel],
  ['pagerduty', pagerdutyChannel],
];

const link = `${pageUrl}/#/incidents/12`;
/** Where it is more than a line of its text. */
const linkForms: Partial<Record<ChannelKind, string>> = {
  teams: `{"type":"Action.OpenUrl","title":"Open the incident","url":"${link}"}`,
  googlechat: `{"text":"Open the incident","onClick":{"openLink":{"url":"${link}"}}}`,
  discord: `{"name":"Open the incident","value":"${link}","inline":false}`,
  ntfy: `"actions":[{"action":"view","label":"Open the incident","url":"${link}"}]`,
  mattermost: `\\n\\n[Open the incident](${link})`,
  pagerduty: `{"href":"${link}","text":"Open the incident"}`,
};

describe.each(services)('a channel of kind %s', (kind, make) => {
  function send(
    message: Message = down(),
    onRequest?: () => void,
    url = receiver.url,
    page: string | null = null,
  ): Promise<SendResult> {
    const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
    const { signal } = new AbortController();
    const texts = { speech, pageUrl: () => page };
    const context = { clock: manualClock(), nativeNotifier, lookup: lookupHere, ...texts, signal, onRequest };
    return sendThrough(make(url), message, context);
  }

  it.each([200, 202])('is accepted with %i', async (status) => {
    receiver.answerWith({ status });
    expect((await send()).outcome).toBe('accepted');
    const [request] = receiver.received;
    expect(request).toMatchObject({ method: kind === 'matrix' ? 'PUT' : 'POST' });
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(request?.body).toContain('status 503, expected 200');
  });

  it('counts each request of a message, and takes no more for one than its pace reckons with', async () => {
    const { perMessage = 1 } = channelRooms[kind].pace;
    receiver.answerWith({ status: 200 });
    const first = { ...recovered(), first: '1234' };
    const counts: number[] = [];
    for (const message of [down(), recovered({}, true), first]) {
      let counted = 0;
      const before = receiver.received.length;
      await send(message, () => (counted += 1));
      expect(counted).toBe(receiver.received.length - before);
      counts.push(counted);
    }
    expect(Math.max(...counts)).toBe(perMessage);
  });

  it('names the computer that sends it', async () => {
    receiver.answerWith({ status: 200 });
    await send();
    const [request] = receiver.received;
    expect(request?.body).toContain(kind === 'pagerduty' ? `"component":"${hostname()}"` : sentFromHere);
  });

  it('leads to its incident where the window is served as a page, and nowhere else', async () => {
    receiver.answerWith({ status: 200 });
    await send();
    await send(down(), undefined, receiver.url, pageUrl);
    const [without, withLink] = receiver.received.map(({ body }) => body);
    expect(without).not.toContain('Open the incident');
    expect(withLink).toContain(linkForms[kind] ?? `\\nOpen the incident: ${link}\\nSent by`);
  });

  it.each([401, 403, 404])('is broken by %i', async (status) => {
    receiver.answerWith({ status, body: '{"message": "no"}' });
    expect(await send()).toEqual({ outcome: 'refused', answer: said(`${String(status)} {"message": "no"}`) });
  });

  it.each([400, 413])('loses only this message with %i', async (status) => {
    receiver.answerWith({ status, body: 'no' });
    expect(await send()).toEqual({ outcome: 'refused', answer: said(`${String(status)} no`), onlyThis: true });
  });

  it('does not follow a redirect', async () => {
    receiver.answerWith({ status: 302, headers: { location: receiver.url } });
    expect(await send()).toMatchObject({ outcome: 'refused', answer: { code: 'redirect-not-followed' } });
    expect(receiver.received).toHaveLength(1);
  });

  it.each(looksOfNetworks)(
    'is retried after the $what of a network that requires a login',
    async ({ reply, answer }) => {
      receiver.answerWith(reply);
      // Elsewhere, as a network answers for every host.
      const url = receiver.url.replace('127.0.0.1', 'hooks.example.com');
      expect(await send(down(), undefined, url)).toMatchObject({
        outcome: 'retry',
        answer: { code: 'network-replied', facts: answer },
      });
    },
  );

  it('rests as long as 429 says', async () => {
    receiver.answerWith({ status: 429, headers: { 'retry-after': '30' } });
    expect(await send()).toMatchObject({ outcome: 'retry', retryAfterMs: 30_000, restMs: 30_000 });
  });

  it.each([408, 500, 502, 503])('is retried after %i', async (status) => {
    receiver.answerWith({ status });
    expect((await send()).outcome).toBe('retry');
  });

  it('is retried after a reset connection', async () => {
    receiver.answerWith('reset');
    expect((await send()).outcome).toBe('retry');
  });

  it('removes its secret from the response', async () => {
    const channel = make(receiver.url);
    const secrets = ['webhookUrl', 'notifyUrl', 'topic', 'token', 'botToken', 'routingKey', 'userKey', 'accessToken'];
    const own = Object.entries(channel).flatMap(([name, value]) => (secrets.includes(name) ? [String(value)] : []));
    expect(own).not.toEqual([]);
    receiver.answerWith({ status: 500, body: own.join(' ') });
    expect((await send()).answer).toEqual(said(`500 ${own.map(() => '***').join(' ')}`));
  });
});
