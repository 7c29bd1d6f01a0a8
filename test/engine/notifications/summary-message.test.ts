import { describe, expect, it } from 'vitest';
import type { Message } from '../../../electron/engine/notifications/channels/channel.ts';
import { emailMessage } from '../../../electron/engine/notifications/channels/email/email-message.ts';
import { alertTitle, describeMessage } from '../../../electron/engine/notifications/message.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { nativeMessage } from '../../../electron/engine/notifications/channels/native/native-message.ts';
import { slackMessage } from '../../../electron/engine/notifications/channels/slack/slack-message.ts';
import { groupMessage, summaryMessage } from '../../../electron/engine/notifications/summary-message.ts';
import { down, inUtc, recovered, startedAt } from './samples.ts';
import { prose } from '../../support/in-english.ts';

const minute = 60_000;
const later = { ...inUtc, nowMs: startedAt + 65 * minute };
const channel = { id: 'oncall', from: 'vigilmon@example.com' };

describe('a reminder', () => {
  const second = down({ event: 'reminder', reminder: 2, detectedAt: later.nowMs, confirmedAt: later.nowMs });

  it('contains how long the outage has lasted when it is sent', () => {
    expect(describeMessage(second, later)).toMatchObject({
      tone: 'bad',
      title: '[DOWN] Shop API: still down, for 1 h 5 min',
      headline: 'Shop API is still down',
      summary: 'still down, for 1 h 5 min',
      reasons: ['status 503, expected 200', 'database: error: connection refused'],
    });
    expect(describeMessage(second, { ...later, nowMs: later.nowMs + 60 * minute }).summary).toContain('for 2 h 5 min');
    expect(alertTitle(second.payload, en)).toBe('[DOWN] Shop API: still down, for 1 h 5 min');
  });

  it('is a separate mail in reply to the down mail', () => {
    const first = emailMessage(down(), channel, later);
    const mail = emailMessage(second, channel, later);
    const third = emailMessage(down({ event: 'reminder', reminder: 3 }), channel, later);
    expect(mail.inReplyTo).toBe(first.messageId);
    expect(new Set([first, mail, third].map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('replaces the down notification with the same urgency', () => {
    expect(nativeMessage(second, later)).toEqual({
      tag: 'incident:12',
      title: 'Shop API is still down',
      body: 'still down, for 1 h 5 min\nstatus 503, expected 200\ndatabase: error: connection refused',
      monitorId: 'shop-api',
      alert: { event: 'reminder', incidentId: 12 },
      presence: 'lasting',
    });
  });
});

describe('a summary of quiet hours', () => {
  const mailer = recovered({ monitorId: 'mailer', monitorName: 'Mailer', severity: 'info' }, true);
  const search = down({ event: 'degraded', monitorName: 'Search', reasons: [prose('answers in 2.1 s')] });
  const minor = {
    ...down({ monitorName: 'Docs', severity: 'info', startedAt: startedAt - minute }),
    subject: 'incident:9',
  };
  const parts: readonly Message[] = [mailer, minor, search, down({ severity: 'warning' })];
  const summary = summaryMessage('oncall', parts);

  it('has no incident', () => {
    expect(summary.incidentId).toBeNull();
  });

  it('lists open outages first, the most severe on top, and counts each kind', () => {
    expect(describeMessage(summary, later)).toEqual({
      tone: 'bad',
      title: '[SUMMARY] Quiet hours: 2 down, 1 up again, 1 degraded',
      headline: 'During quiet hours',
      summary: '2 down, 1 up again, 1 degraded',
      reasonsTitle: null,
      reasons: [
        'Shop API is down: for 1 h 5 min, status 503, expected 200',
        'Docs is down: for 1 h 6 min, status 503, expected 200',
        'Search is degraded: answers in 2.1 s',
        'Mailer is up again: was down for 4 min 12 s: status 503, expected 200',
      ],
      facts: [],
      url: null,
      link: null,
      footer: 'Sent by Vigilmon on nas',
      language: 'en',
    });
  });

  it('is not marked as bad when nothing is down any more', () => {
    expect(describeMessage(summaryMessage('oncall', [mailer, mailer]), later).tone).toBe('neutral');
  });

  it('of very many messages lists the worst and counts the others', () => {
    const many = Array.from({ length: 40 }, (_, index) => down({ monitorName: `Site ${String(index)}` }));
    const { reasons } = describeMessage(summaryMessage('oncall', many), later);
    expect(reasons).toHaveLength(31);
    expect(reasons.at(-1)).toBe('and 10 more');
  });

  it('is a mail without a thread, a notification that opens no monitor, and within Slack’s limits', () => {
    const mail = emailMessage(summary, channel, later);
    expect(mail.inReplyTo).toBeNull();
    expect(mail.messageId).not.toBe(emailMessage(down({ severity: 'warning' }), channel, later).messageId);
    expect(mail.text).toContain('Docs is down: for 1 h 6 min');
    const notification = nativeMessage(summary, later);
    expect(notification).toMatchObject({
      title: 'During quiet hours: 2 down, 1 up again, 1 degraded',
      monitorId: null,
    });
    expect(notification.tag).not.toBe('incident:12');
    const hostile = Array.from({ length: 40 }, () =>
      down({ monitorName: '<!channel>'.repeat(20), reasons: [prose('&'.repeat(999))] }),
    );
    for (const { blocks } of slackMessage(summaryMessage('ops', hostile), later).attachments) {
      for (const { text } of blocks) expect((text?.text ?? '').length).toBeLessThanOrEqual(3000);
    }
  });
});

describe('a group', () => {
  const members = Array.from({ length: 12 }, (_, index) =>
    down({ monitorId: `site-${String(index)}`, monitorName: `Site ${String(index)}` }),
  );
  const shared = { hostname: 'shop.example.com', tags: ['shop'], dependsOn: ['Router'] };
  const group = groupMessage('ops', members, shared);

  it('says how many, lists ten of them with their reasons, and names what they have in common', () => {
    expect(describeMessage(group, later)).toEqual({
      tone: 'bad',
      title: '[DOWN] 12 monitors: all on shop.example.com',
      headline: '12 monitors are down',
      summary: 'all on shop.example.com',
      reasonsTitle: null,
      reasons: [
        ...Array.from({ length: 10 }, (_, index) => `Site ${String(index)}: status 503, expected 200`),
        'and 2 more',
      ],
      facts: [
        { label: 'Host', value: 'shop.example.com' },
        { label: 'Tags', value: 'shop' },
        { label: 'Depends on', value: 'Router' },
        { label: 'First started', value: '5 Jan 2026, 12:00:00 UTC' },
      ],
      url: null,
      link: null,
      footer: 'Sent by Vigilmon on nas',
      language: 'en',
    });
  });

  it('of recoveries says how long each was down', () => {
    const ends = Array.from({ length: 3 }, () => recovered());
    const content = describeMessage(groupMessage('ops', ends, { hostname: null, tags: [], dependsOn: [] }), later);
    expect(content).toMatchObject({
      tone: 'good',
      title: '[RECOVERED] 3 monitors: Shop API, Shop API, Shop API',
      headline: '3 monitors are up again',
      reasons: ['Shop API: down for 4 min 12 s', 'Shop API: down for 4 min 12 s', 'Shop API: down for 4 min 12 s'],
    });
  });

  it('of outages and recoveries counts both', () => {
    const mixed = groupMessage('ops', [recovered(), down(), down()], { hostname: null, tags: [], dependsOn: [] });
    const content = describeMessage(mixed, later);
    expect(content.headline).toBe('3 changes');
    expect(content.summary).toBe('2 down, 1 up again, Shop API, Shop API, Shop API');
    expect(content.reasons[2]).toBe('Shop API is up again: down for 4 min 12 s');
  });

  it('is a mail without a thread, a notification that opens no monitor, and one Slack message', () => {
    expect(emailMessage(group, channel, later)).toMatchObject({
      subject: '[DOWN] 12 monitors: all on shop.example.com',
      inReplyTo: null,
    });
    expect(nativeMessage(group, later)).toEqual({
      tag: 'group:ops:incident:12',
      title: '12 monitors are down: all on shop.example.com',
      body: [0, 1, 2].map((index) => `Site ${String(index)}: status 503, expected 200`).join('\n'),
      monitorId: null,
      presence: 'lasting',
      parts: members.map(({ payload }) => {
        const monitorId = 'monitorId' in payload ? payload.monitorId : null;
        return { monitorId, alert: { event: 'down', incidentId: 12 } };
      }),
    });
    const { text, attachments } = slackMessage(group, later);
    expect(text).toBe('[DOWN] 12 monitors: all on shop.example.com');
    expect(attachments[0]?.fallback).toContain('and 2 more');
  });
});
