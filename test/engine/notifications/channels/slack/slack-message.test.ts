import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  slackMessage,
  type SlackBlock,
  type SlackPayload,
} from '../../../../../electron/engine/notifications/channels/slack/slack-message.ts';
import { down, inUtc, pageUrl, recovered } from '../../samples.ts';
import { prose } from '../../../../support/in-english.ts';

const blocksOf = ({ blocks, attachments }: SlackPayload): readonly SlackBlock[] => [
  ...blocks,
  ...attachments.flatMap((attachment) => attachment.blocks),
];
const textsOf = (message: SlackPayload): readonly string[] =>
  blocksOf(message).flatMap(({ text, fields = [], elements = [] }) =>
    [...(text === undefined ? [] : [text]), ...fields, ...elements].map((one) => one.text),
  );

describe('a Slack message', () => {
  it('contains monitor, state, reason with actual values, start, duration and URL', () => {
    const message = slackMessage(down(), inUtc);
    expect(message.text).toBe('[DOWN] Shop API: status 503, expected 200');
    expect(message.blocks).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'Shop API is down', emoji: false } },
    ]);
    expect(textsOf(message)).toEqual([
      'Shop API is down',
      'status 503, expected 200\ndatabase: error: connection refused',
      '*Monitor*\nShop API',
      '*Severity*\ncritical',
      '*Started*\n5 Jan 2026, 12:00:00 UTC',
      '*Duration*\n31 s so far',
      '<https://shop.example.com/health?a=1&amp;b=2>',
      'Sent by Vigilmon on nas',
    ]);
  });

  it('leads to its incident where the window is served as a page', () => {
    expect(textsOf(slackMessage(down(), { ...inUtc, pageUrl })).slice(-2)).toEqual([
      '<http://192.168.1.5:7464/#/incidents/12|Open the incident>',
      'Sent by Vigilmon on nas',
    ]);
  });

  it('shows states by colour', () => {
    const colours = [down(), recovered(), down({ event: 'degraded' })].map(
      (message) => slackMessage(message, inUtc).attachments[0]?.color,
    );
    expect(new Set(colours).size).toBe(3);
    expect(colours[0]).toMatch(/^#[0-9a-f]{6}$/u);
  });

  it('contains the duration in a recovery, and the reason if the down message was never sent', () => {
    expect(slackMessage(recovered(), inUtc).text).toBe('[RECOVERED] Shop API: down for 4 min 12 s');
    expect(textsOf(slackMessage(recovered(), inUtc))[1]).toMatch(/^Why it was down:\nstatus 503, expected 200\n/u);
    expect(slackMessage(recovered({}, true), inUtc).text).toContain('was down for 4 min 12 s: status 503');
  });

  it('cannot be made to notify everyone, link or format by text from outside', () => {
    const hostile = '<!channel> <https://evil.example|click> & :smile:';
    const message = slackMessage(down({ monitorName: hostile, reasons: [prose(hostile)] }), inUtc);
    for (const text of [...textsOf(message), message.text]) expect(text).not.toMatch(/<(?!https:\/\/shop)/u);
    expect(message.text).toContain('&lt;!channel&gt;');
    for (const { text, fields = [] } of blocksOf(message)) {
      for (const one of [...(text === undefined ? [] : [text]), ...fields]) {
        expect(one.type === 'plain_text' ? one.emoji === false : one.verbatim === true).toBe(true);
      }
    }
  });

  it('shows formatting marks literally, and notifies nobody in clients that read only text', () => {
    const hostile = '`code` *bold* _slanted_ ~gone~ @channel @here';
    const message = slackMessage(down({ monitorName: hostile, reasons: [prose(hostile)], target: 'db_*_1' }), inUtc);
    for (const { text, fields = [] } of blocksOf(message)) {
      for (const one of [...(text === undefined ? [] : [text]), ...fields]) {
        if (one.type === 'mrkdwn') expect(one.text.replace(/^\*[A-Za-z ]+\*\n/u, '')).not.toMatch(/[*_~`]/u);
      }
    }
    expect(textsOf(message)).toContain(`Monitor\n${hostile}`);
    const quoted = blocksOf(slackMessage(down({ monitorName: '> said' }), inUtc)).flatMap(({ fields = [] }) => fields);
    expect(quoted[0]).toEqual({ type: 'plain_text', text: 'Monitor\n&gt; said', emoji: false });
    expect(message.mrkdwn).toBe(false);
    for (const one of [message.text, message.attachments[0]?.fallback]) expect(one).not.toMatch(/@(?:channel|here)/u);
  });

  it('cannot be broken by characters in the URL', () => {
    const target = 'https://shop.example.com/|a>b<c';
    const link = textsOf(slackMessage(down({ target }), inUtc)).at(-2);
    expect(link).toBe('<https://shop.example.com/%7Ca%3Eb%3Cc>');
  });

  it('stays within Slack’s limits and splits no entity', () => {
    const text = fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', '😀', ' '), maxLength: 3_000 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 20 }), text, (monitorName, lines, path) => {
        const reasons = lines.map(prose);
        const message = slackMessage(down({ monitorName, reasons, target: `https://x.example/${path}` }), inUtc);
        for (const { type, text: one, fields = [] } of blocksOf(message)) {
          expect(one?.text.length ?? 0).toBeLessThanOrEqual(type === 'header' ? 150 : 3_000);
          expect(fields.length).toBeLessThanOrEqual(10);
          for (const field of fields) expect(field.text.length).toBeLessThanOrEqual(2_000);
        }
        for (const one of textsOf(message)) {
          expect(one).not.toBe('');
          expect(one).not.toMatch(/&(?!(?:amp|lt|gt);)/u);
          expect(one.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
