import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailMessage } from '../../../../../electron/engine/notifications/channels/email/email-message.ts';
import { down, emailChannel, inUtc, pageUrl, recovered, startedAt } from '../../samples.ts';
import { prose } from '../../../../support/in-english.ts';

const channel = emailChannel(25);

describe('the subject of an e-mail', () => {
  it('contains state, name and reason, or the duration', () => {
    expect(emailMessage(down(), channel, inUtc).subject).toBe('[DOWN] Shop API: status 503, expected 200');
    expect(emailMessage(recovered(), channel, inUtc).subject).toBe('[RECOVERED] Shop API: down for 4 min 12 s');
  });

  it('is one line, whatever name and reason contain', () => {
    const text = fc.string({
      unit: fc.constantFrom('\r', '\n', 'Bcc: x@y.z', '\0', '\u202E', '\u2066', 'ä', '😀', ' '),
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, text, (monitorName, reason) => {
        const { subject } = emailMessage(down({ monitorName, reasons: [prose(reason)] }), channel, inUtc);
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(subject.length).toBeLessThanOrEqual(250);
      }),
    );
  });
});

it('names the computer that sends it in both of its parts', () => {
  const { text, html } = emailMessage(down(), channel, inUtc);
  expect(text.endsWith('\n-- \nSent by Vigilmon on nas\n')).toBe(true);
  expect(html).toContain('>Sent by Vigilmon on nas</p>');
});

it('leads to its incident in both of its parts where the window is served as a page', () => {
  const { text, html } = emailMessage(down(), channel, { ...inUtc, pageUrl });
  expect(text).toContain('\n\nOpen the incident: http://192.168.1.5:7464/#/incidents/12\n\n-- \n');
  expect(html).toMatch(
    /<a class="link" href="http:\/\/192\.168\.1\.5:7464\/#\/incidents\/12"[^>]*>Open the incident<\/a>/u,
  );
  expect(emailMessage(down(), channel, inUtc).html).not.toContain('Open the incident');
});

describe('the thread of an outage', () => {
  it('makes the recovery a reply to the down mail of the same channel', () => {
    const first = emailMessage(down(), channel, inUtc);
    expect(first.messageId).toMatch(/^<[0-9a-f]{32}@example\.com>$/u);
    expect(first.inReplyTo).toBeNull();
    expect(emailMessage(recovered(), channel, inUtc).inReplyTo).toBe(first.messageId);
  });

  it('gives each mail one Message-ID, however often it is sent', () => {
    const later = { ...inUtc, nowMs: inUtc.nowMs + 3_600_000 };
    expect(emailMessage(down(), channel, later).messageId).toBe(emailMessage(down(), channel, inUtc).messageId);
  });

  it('differs by outage, channel and event, and for the same incident number in a new database', () => {
    const ids = [
      emailMessage(down(), channel, inUtc),
      emailMessage({ ...down(), subject: 'incident:13' }, channel, inUtc),
      emailMessage(down(), { ...channel, id: 'other' }, inUtc),
      emailMessage(recovered(), channel, inUtc),
      emailMessage(down({ startedAt: startedAt + 1 }), channel, inUtc),
    ].map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is no reply if the down mail was never sent', () => {
    expect(emailMessage(recovered({}, true), channel, inUtc).inReplyTo).toBeNull();
  });

  it('takes its domain from the sender, with a fallback', () => {
    expect(emailMessage(down(), { id: 'a', from: 'a@Mail.Example.ORG' }, inUtc).messageId).toMatch(
      /@mail\.example\.org>$/u,
    );
    expect(emailMessage(down(), { id: 'a', from: 'nonsense' }, inUtc).messageId).toMatch(/@vigilmon\.invalid>$/u);
  });
});

describe('the body of an e-mail', () => {
  it('has the same content as text and as HTML', () => {
    const { text, html } = emailMessage(down(), channel, inUtc);
    for (const part of [
      'Shop API is down',
      'status 503, expected 200',
      'database: error: connection refused',
      '31 s so far',
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(text).toContain('Started:  5 Jan 2026, 12:00:00 UTC');
    expect(text).toContain('https://shop.example.com/health?a=1&b=2');
    expect(html).toContain('<a class="link" href="https://shop.example.com/health?a=1&amp;b=2"');
  });

  it('covers outage and recovery if the down mail was never sent', () => {
    const { text, html } = emailMessage(recovered({}, true), channel, inUtc);
    expect(text).toContain('Why it was down:\n  status 503, expected 200\n  database');
    expect(html).toContain('Why it was down');
    expect(text).toContain('Shop API is up again\nwas down for 4 min 12 s: status 503, expected 200');
  });

  it('has a light and a dark theme and loads nothing', () => {
    const { html } = emailMessage(down({ target: 'every 60000' }), channel, inUtc);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html).not.toMatch(/https?:|<img|<link|url\(/u);
  });

  it('escapes text from outside: no tag, attribute or entity survives', () => {
    const hostile = `<img src=x onerror="alert('1')"><script>&amp;`;
    const message = down({ monitorName: hostile, reasons: [prose(hostile)], target: `https://x.example/"><script>` });
    const { html } = emailMessage(message, channel, inUtc);
    expect(html).not.toMatch(/<img|<script|onerror="/u);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&lt;script&gt;&amp;amp;');
  });

  it('links only http and https', () => {
    const { html } = emailMessage(down({ target: 'javascript:alert(1)' }), channel, inUtc);
    expect(html).not.toContain('href=');
  });
});
