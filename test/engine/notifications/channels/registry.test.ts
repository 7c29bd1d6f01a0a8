import { lookup } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import { channelKinds } from '../../../../electron/contract/channels/registry.ts';
import { channelRooms } from '../../../../electron/engine/notifications/channels/registry.ts';
import { sendThrough } from '../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import { openSmtpReceiver } from '../../../support/smtp-receiver.ts';
import { openWebhookReceiver } from '../../../support/webhook-receiver.ts';
import {
  appriseChannel,
  discordChannel,
  down,
  emailChannel,
  googlechatChannel,
  gotifyChannel,
  matrixChannel,
  mattermostChannel,
  nativeChannel,
  ntfyChannel,
  pagerdutyChannel,
  pushoverChannel,
  slackChannel,
  speech,
  teamsChannel,
  telegramChannel,
  webhookChannel,
} from '../samples.ts';

const clock = manualClock();
const { signal } = new AbortController();
const nativeNotifier = { show: () => Promise.resolve('shown') };

describe('the registry of channels', () => {
  it('has a room for every kind', () => {
    expect(Object.keys(channelRooms).sort()).toEqual([...channelKinds].sort());
  });

  it('sends through the room of the channel’s kind', async () => {
    const [smtp, webhook] = await Promise.all([openSmtpReceiver(), openWebhookReceiver()]);
    const context = { clock, nativeNotifier, lookup, speech, signal };
    const byHttp = [
      slackChannel,
      discordChannel,
      telegramChannel,
      ntfyChannel,
      gotifyChannel,
      mattermostChannel,
      pagerdutyChannel,
      teamsChannel,
      googlechatChannel,
      matrixChannel,
      pushoverChannel,
      appriseChannel,
      webhookChannel,
    ].map((make) => make(webhook.url));
    const all = [nativeChannel(), emailChannel(smtp.port), ...byHttp];
    expect(all.map(({ kind }) => kind).sort()).toEqual([...channelKinds].sort());
    const results = await Promise.all(all.map((channel) => sendThrough(channel, down(), context)));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect([smtp.received.length, webhook.received.length]).toEqual([1, byHttp.length]);
    await Promise.all([smtp.close(), webhook.close()]);
  });

  it('retries after a bug in a sender', async () => {
    const broken = {
      show: () => {
        throw new TypeError('a bug');
      },
    };
    const result = await sendThrough(nativeChannel(), down(), {
      clock,
      nativeNotifier: broken,
      lookup,
      speech,
      signal,
    });
    expect(result).toEqual({ outcome: 'retry', answer: said('a bug') });
    const mangled = slackChannel('not a url');
    expect((await sendThrough(mangled, down(), { clock, nativeNotifier, lookup, speech, signal })).outcome).toBe(
      'retry',
    );
  });

  it('sends nothing if a secret could not be opened', async () => {
    const locked = { ...slackChannel(''), webhookUrl: { hasSecret: true } as const };
    expect(await sendThrough(locked, down(), { clock, nativeNotifier, lookup, speech, signal })).toEqual({
      outcome: 'refused',
      answer: { code: 'secret-unreadable', facts: {} },
    });
  });

  it('ends at once if the program has already stopped', async () => {
    const webhook = await openWebhookReceiver();
    webhook.answerWith('hang');
    const context = { clock, nativeNotifier, lookup, speech, signal: AbortSignal.abort() };
    expect((await sendThrough(slackChannel(webhook.url), down(), context)).outcome).toBe('retry');
    await webhook.close();
  });
});
