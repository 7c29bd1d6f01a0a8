import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertTitle,
  describeInstant,
  describeMessage,
  testMessage,
} from '../../../electron/engine/notifications/message.ts';
import { cap, oneLine } from '../../../electron/contract/plain-text.ts';
import { nativeMessage } from '../../../electron/engine/notifications/channels/native/native-message.ts';
import { channelBroken, down, endedAt, inUtc, payload, recovered, slackChannel, startedAt } from './samples.ts';
import { prose } from '../../support/in-english.ts';

const valueOf = (message: ReturnType<typeof down>, label: string): string | undefined =>
  describeMessage(message, inUtc).facts.find((fact) => fact.label === label)?.value;

describe('the title of a message', () => {
  it.each([
    [down(), '[DOWN] Shop API: status 503, expected 200'],
    [recovered(), '[RECOVERED] Shop API: down for 4 min 12 s'],
    [recovered({}, true), '[RECOVERED] Shop API: was down for 4 min 12 s: status 503, expected 200'],
    [down({ event: 'degraded', reasons: [prose('answered in 2400 ms')] }), '[DEGRADED] Shop API: answered in 2400 ms'],
    [down({ event: 'certificate', reasons: [prose('ends in 13 days')] }), '[CERTIFICATE] Shop API: ends in 13 days'],
    [channelBroken(), '[CHANNEL BROKEN] Ops: 404 no_service'],
    [
      testMessage(slackChannel('https://hooks.example.com/x'), startedAt),
      '[TEST] Vigilmon: A test of the channel "Ops". Alerts sent through it arrive here.',
    ],
  ])('%# says what happened and why', (message, title) => {
    expect(describeMessage(message, inUtc).title).toBe(title);
  });

  it('is the same in the list of alerts', () => {
    expect(alertTitle(payload())).toBe('[DOWN] Shop API: status 503, expected 200');
  });

  it('is one line of bearable length, whatever names and reasons hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'binary', maxLength: 400 }),
        (name, reason) => {
          const { title } = describeMessage(down({ monitorName: name, reasons: [prose(reason)] }), inUtc);
          expect(title).not.toMatch(/[\r\n\0\u2028\u2029]/u);
          expect(title.length).toBeLessThanOrEqual(300);
        },
      ),
    );
  });
});

describe('the facts of a message', () => {
  it('of an outage are its start, local and with its zone, and how long it has lasted', () => {
    expect(valueOf(down(), 'State')).toBe('down for 31 s');
    expect(valueOf(down(), 'Since')).toBe('5 Jan 2026, 12:00:00 UTC');
  });

  it('of a recovery are both ends and the time between', () => {
    expect(valueOf(recovered(), 'State')).toBe('up, after 4 min 12 s down');
    expect(valueOf(recovered(), 'Down from')).toBe('5 Jan 2026, 12:00:00 UTC');
    expect(valueOf(recovered(), 'Up since')).toBe('5 Jan 2026, 12:04:12 UTC');
  });

  it('of a job say how often it is due, in words', () => {
    expect(valueOf(down({ target: 'every 300000' }), 'Due')).toBe('every 5 min');
    expect(describeMessage(down({ target: 'every 300000' }), inUtc).url).toBeNull();
  });

  it('never hold a negative duration, even where the clock was set back', () => {
    const message = recovered({ startedAt: endedAt + 5_000 });
    expect(valueOf(message, 'State')).toBe('up, after 0 s down');
  });
});

describe('an instant', () => {
  it('is told in the zone that is asked for, summer time included', () => {
    expect(describeInstant(Date.UTC(2026, 6, 5, 22, 4, 9), 'Europe/Berlin')).toBe('6 Jul 2026, 00:04:09 CEST');
    expect(describeInstant(startedAt, 'Asia/Tokyo')).toBe('5 Jan 2026, 21:00:00 GMT+9');
  });

  it('is told in this computer’s zone where none is asked for', () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(describeInstant(startedAt)).toBe(describeInstant(startedAt, zone));
  });
});

describe('reasons', () => {
  it('are all told, and counted where there are too many', () => {
    const reasons = Array.from({ length: 40 }, (_, index) => prose(`part ${String(index)}: down`));
    const told = describeMessage(down({ reasons }), inUtc).reasons;
    expect(told).toHaveLength(13);
    expect(told.at(-1)).toBe('and 28 more');
  });

  it('are never nothing', () => {
    expect(describeMessage(down({ reasons: [prose(' '), prose('\n')] }), inUtc).reasons).toEqual([
      'no reason was given',
    ]);
  });
});

describe('a desktop notification', () => {
  it('says what is down and why, and replaces what was said of the same outage', () => {
    expect(nativeMessage(down(), inUtc)).toEqual({
      tag: 'incident:12',
      title: 'Shop API is down',
      body: 'status 503, expected 200\ndatabase: error: connection refused',
      monitorId: 'shop-api',
      presence: 'lasting',
    });
    expect(nativeMessage(recovered(), inUtc)).toEqual({
      tag: 'incident:12',
      title: 'Shop API is up again',
      body: 'down for 4 min 12 s',
      monitorId: 'shop-api',
      presence: 'normal',
    });
  });

  it('is short, and opens nothing where it is about no monitor', () => {
    const long = nativeMessage(down({ reasons: [prose('x'.repeat(5000)), prose('y'.repeat(5000))] }), inUtc);
    expect(long.body.length).toBeLessThanOrEqual(240);
    expect(nativeMessage(testMessage(slackChannel('https://x.example'), startedAt), inUtc).monitorId).toBeNull();
    expect(nativeMessage(channelBroken(), inUtc)).toMatchObject({ monitorId: null, presence: 'lasting' });
  });
});

describe('plain text', () => {
  it('is cut at its limit, never inside a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (text, max) => {
        const cut = cap(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= max) expect(cut).toBe(text);
      }),
    );
  });

  it('on one line keeps words apart and loses what would turn or break the line', () => {
    expect(oneLine('  a\r\nBcc: b\u2028c\u202Ed\u0000e\t f ', 100)).toBe('a Bcc: b c d e f');
  });
});
