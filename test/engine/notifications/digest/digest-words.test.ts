/** What a digest says, as each medium shows it. */
import { describe, expect, it } from 'vitest';
import { describeMessage } from '../../../../electron/engine/notifications/message.ts';
import { emailMessage } from '../../../../electron/engine/notifications/channels/email/email-message.ts';
import { nativeMessage } from '../../../../electron/engine/notifications/channels/native/native-message.ts';
import { slackMessage } from '../../../../electron/engine/notifications/channels/slack/slack-message.ts';
import { webhookPayload } from '../../../../electron/engine/notifications/channels/webhook/webhook-payload.ts';
import { digestMessage, emailChannel, inUtc, webhookChannel } from '../samples.ts';

describe('a digest', () => {
  it('has its figures in the title, the longest incidents, and how things are now', () => {
    const content = describeMessage(digestMessage(), inUtc);
    expect(content).toMatchObject({
      title: '[DIGEST] 42 monitors: 3 incidents, 99.97% uptime',
      headline: 'Digest: 42 monitors',
      summary: '3 incidents, 99.97% uptime',
      reasonsTitle: 'Longest incidents',
      reasons: [
        'Shop API: down for 4 min 12 s, status 503, expected 200',
        'Depot: still down, for 1 min 1 s, connection refused',
      ],
      url: null,
      link: null,
    });
    expect(Object.fromEntries(content.facts.map(({ label, value }) => [label, value]))).toEqual({
      Now: '40 up, 1 down, 1 paused',
      Period: '29 Dec 2025, 12:04:12 UTC to 5 Jan 2026, 12:04:12 UTC',
      Muted: 'Staging',
      'No notifications for': 'none',
      Vigilmon: 'working normally',
      'Last backup': '5 Jan 2026, 12:00:00 UTC',
    });
  });

  it('without incidents says so', () => {
    const { title, reasons, reasonsTitle } = describeMessage(
      digestMessage({ incidents: 0, longest: [], uptime: 1 }),
      inUtc,
    );
    expect([title, reasonsTitle, reasons]).toEqual([
      '[DIGEST] 42 monitors: no incidents, 100% uptime',
      null,
      ['No incidents.'],
    ]);
  });

  it.each([
    [0.999_999, '99.99%'],
    [0.9997, '99.97%'],
    [0, '0%'],
  ])('never rounds an outage away: %d is %s', (uptime, shown) => {
    expect(describeMessage(digestMessage({ uptime }), inUtc).summary).toBe(`3 incidents, ${shown} uptime`);
  });

  it('of nothing known claims no uptime, and says how much of the time was monitored', () => {
    const none = describeMessage(digestMessage({ uptime: null, coverage: null, states: {} }), inUtc);
    expect([none.title, none.facts[0]?.value]).toEqual(['[DIGEST] 0 monitors: 3 incidents', 'none']);
    const half = describeMessage(digestMessage({ coverage: 0.5 }), inUtc);
    expect(half.facts).toContainEqual({ label: 'Monitored', value: '50.0% of the time' });
    const hardly = describeMessage(digestMessage({ coverage: 0.004 }), inUtc);
    expect(hardly.summary).toBe('3 incidents');
    expect(hardly.facts).toContainEqual({ label: 'Monitored', value: '0.4% of the time' });
  });

  it('says what is wrong with the program, and that there is no backup', () => {
    const { facts } = describeMessage(
      digestMessage({
        backedUpAt: null,
        notices: [
          { code: 'channels-failing', facts: { channels: [{ name: 'Ops', trouble: 'broken' }], more: 0 } },
          { code: 'checks-late', facts: { byMs: 60_000 } },
        ],
      }),
      inUtc,
    );
    expect(facts.slice(-2)).toEqual([
      {
        label: 'Vigilmon',
        value: expect.stringMatching(
          /^Notifications are not delivered through Ops \(broken\)\. Checks start up to 1 min late/u,
        ) as unknown,
      },
      { label: 'Last backup', value: 'none' },
    ]);
  });

  it('is text and HTML in an e-mail, blocks in Slack, lines on the desktop and figures for programs', () => {
    const message = digestMessage();
    const mail = emailMessage(message, emailChannel(25), inUtc);
    expect(mail.inReplyTo).toBeNull();
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('3 incidents, 99.97% uptime');
      expect(part).toContain('Shop API: down for 4 min 12 s, status 503, expected 200');
      expect(part).toContain('40 up, 1 down, 1 paused');
    }
    const slack = slackMessage(message, inUtc);
    expect(slack.text).toBe('[DIGEST] 42 monitors: 3 incidents, 99.97% uptime');
    expect(JSON.stringify(slack.attachments)).toContain('*Muted*\\nStaging');
    expect(nativeMessage(message, inUtc)).toMatchObject({
      title: 'Digest: 42 monitors',
      body: [
        '3 incidents, 99.97% uptime',
        'Shop API: down for 4 min 12 s, status 503, expected 200',
        'Depot: still down, for 1 min 1 s, connection refused',
      ].join('\n'),
      presence: 'normal',
      monitorId: null,
    });
    expect(webhookPayload(message, webhookChannel('https://example.com/hook'), inUtc)).toMatchObject({
      event: 'digest',
      digest: { incidents: 3, uptime: 0.99972, states: { up: 40, down: 1, paused: 1 } },
      incident: null,
    });
  });
});
