import { describe, expect, it } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import type { Message } from '../../../electron/engine/notifications/channels/channel.ts';
import { emailMessage } from '../../../electron/engine/notifications/channels/email/email-message.ts';
import { nativeMessage } from '../../../electron/engine/notifications/channels/native/native-message.ts';
import { slackMessage } from '../../../electron/engine/notifications/channels/slack/slack-message.ts';
import { testMessage } from '../../../electron/engine/notifications/message.ts';
import { summaryMessage } from '../../../electron/engine/notifications/summary-message.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { outsideBrackets, pseudoLanguage } from '../../support/pseudo-wording.ts';
import { channelBroken, down, recovered, slackChannel, startedAt } from '../notifications/samples.ts';

const speech = speechFor('de-DE', [pseudoLanguage]);
const moment = { nowMs: startedAt + 600_000, timeZone: 'UTC', speech };
/** Data has no letters here, so that every letter is a word of the program. */
const facts = { monitorName: '123', target: 'https://127.0.0.1/456' };
const failed = down({
  ...facts,
  reasons: [
    { code: 'part-unhealthy', facts: { name: '7', detail: '8' } },
    {
      code: 'failure',
      facts: { code: 'connection-refused', facts: { peer: '127.0.0.1:9' } },
    },
    { code: 'more', facts: { count: 3 } },
  ],
});
const missed = down({
  ...facts,
  target: 'every 5m',
  reasons: [{ code: 'failure', facts: { code: 'missed-ping', facts: { silentMs: 400_000, everyMs: 300_000 } } }],
});
const messages: Readonly<Record<string, Message>> = {
  down: failed,
  missed,
  reminder: down({ ...failed.payload, event: 'reminder', reminder: 1 }),
  recovered: recovered({ ...failed.payload, event: 'recovered', endedAt: startedAt + 1_000 }),
  'recovered, without a down before': recovered(
    { ...missed.payload, event: 'recovered', endedAt: startedAt + 1_000 },
    true,
  ),
  degraded: down({
    ...facts,
    event: 'degraded',
    reasons: [{ code: 'slow-response', facts: { responseTimeMs: 900, limitMs: 500 } }],
  }),
  certificate: down({
    ...facts,
    event: 'certificate',
    reasons: [{ code: 'certificate-expires', facts: { subject: '1.2', validTo: startedAt, daysLeft: 9 } }],
  }),
  'no name and no reason': down({ monitorName: '', target: '', reasons: [] }),
  'broken channel': channelBroken({ channelName: '12', answer: said('404') }),
  'broken channel without a connection': channelBroken({
    channelName: '12',
    answer: { code: 'connection-failed', facts: { error: 'ECONNREFUSED' } },
  }),
  'broken channel without a name': channelBroken({ channelName: '', answer: said('404') }),
  'silent channel': channelBroken({
    event: 'channel-failing',
    trouble: 'silent',
    channelName: '12',
    answer: said('503'),
  }),
  'rejecting channel': channelBroken({
    event: 'channel-failing',
    trouble: 'rejecting',
    channelName: '12',
    answer: said('400'),
  }),
  'channel that gave up': channelBroken({
    event: 'channel-failing',
    trouble: 'gave-up',
    channelName: '12',
    answer: said('500'),
  }),
  'channel that recovered': channelBroken({
    event: 'channel-recovered',
    trouble: 'silent',
    endedAt: startedAt + 60_000,
    channelName: '12',
    answer: said('503'),
  }),
  'summary of quiet hours': summaryMessage('ops', [
    failed,
    recovered({ ...missed.payload, event: 'recovered' }),
    ...Array.from({ length: 40 }, () => down({ ...failed.payload, event: 'degraded' })),
    down({ ...failed.payload, event: 'certificate' }),
  ]),
  test: testMessage(slackChannel('https://127.0.0.1/1', { name: '12' }), startedAt),
};

/** Letters outside of the catalogue's texts, dates, URLs and the product's name. */
function strayWords(text: string): readonly string[] {
  const bare = outsideBrackets(text)
    .replace(/\d+\. Jan\. \d{4}, [\d:]+ UTC/gu, '')
    .replace(/https:\/\/\S+?(?=[\s<>]|$)/gu, '')
    .replaceAll('Vigilmon', '');
  return bare.match(/\p{L}+/gu) ?? [];
}

function slackTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(slackTexts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    (key === 'text' || key === 'fallback') && typeof child === 'string' ? [child] : slackTexts(child),
  );
}

function shownText(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/gsu, ' ')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&[a-z]+;|&#\d+;/gu, ' ');
}

/** A text that a desktop would not show whole is cut, perhaps inside of a bracket. */
function closed(text: string): string {
  const count = (bracket: string): number => text.split(bracket).length;
  return text + '⟧'.repeat(count('⟦') - count('⟧'));
}

describe.each(Object.entries(messages))('in another language, %s', (_, message) => {
  it('says nothing in English to Slack', () => {
    const texts = slackTexts(slackMessage(message, moment));
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.flatMap(strayWords)).toEqual([]);
  });

  it('says nothing in English by mail', () => {
    const { subject, text, html } = emailMessage(message, { id: 'mail', from: 'a@example.com' }, moment);
    expect([subject, text, shownText(html)].flatMap(strayWords)).toEqual([]);
    expect(html).toContain('<html lang="de">');
  });

  it('says nothing in English on the desktop', () => {
    const { title, body } = nativeMessage(message, moment);
    expect([title, closed(body)].flatMap(strayWords)).toEqual([]);
  });
});

it('dates are written as the language writes them', () => {
  expect(emailMessage(failed, { id: 'mail', from: 'a@example.com' }, moment).text).toContain(
    '5. Jan. 2026, 12:00:00 UTC',
  );
});
