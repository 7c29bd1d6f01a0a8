import { hostname } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Presence } from '../../../electron/contract/channels/native.ts';
import { severities } from '../../../electron/contract/model/monitor.ts';
import { alertTitle, describeMessage, testMessage } from '../../../electron/engine/notifications/message.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { cap, oneLine } from '../../../electron/contract/plain-text.ts';
import { plainBody } from '../../../electron/engine/notifications/channels/plain-body.ts';
import { nativeMessage } from '../../../electron/engine/notifications/channels/native/native-message.ts';
import {
  channelBroken,
  down,
  endedAt,
  inUtc,
  pageUrl,
  payload,
  recording,
  recovered,
  slackChannel,
  startedAt,
} from './samples.ts';
import { prose } from '../../support/in-english.ts';

const valueOf = (message: ReturnType<typeof down>, label: string): string | undefined =>
  describeMessage(message, inUtc).facts.find((fact) => fact.label === label)?.value;

describe('the title of a message', () => {
  it.each([
    [down(), '[DOWN] Shop API: status 503, expected 200'],
    [recovered(), '[RECOVERED] Shop API: down for 4 min 12 s'],
    [recovered({}, true), '[RECOVERED] Shop API: was down for 4 min 12 s: status 503, expected 200'],
    [down({ event: 'degraded', reasons: [prose('response took 2.4 s')] }), '[DEGRADED] Shop API: response took 2.4 s'],
    [
      down({ event: 'certificate', reasons: [prose('expires in 13 days')] }),
      '[CERTIFICATE] Shop API: expires in 13 days',
    ],
    [channelBroken(), '[CHANNEL BROKEN] Ops: 404 no_service'],
    [recording(), '[NOT RECORDING] Vigilmon: the disk is full; free some space'],
    [
      recording({ event: 'recording-resumed', until: endedAt }),
      '[RECORDING] Vigilmon: everything that happened meanwhile has been recorded',
    ],
    [
      testMessage(slackChannel('https://hooks.example.com/x'), startedAt),
      '[TEST] Vigilmon: Test of the channel "Ops". Notifications sent through it arrive here.',
    ],
  ])('%# says what happened and why', (message, title) => {
    expect(describeMessage(message, inUtc).title).toBe(title);
  });

  it('is the same in the list of alerts', () => {
    expect(alertTitle(payload(), en)).toBe('[DOWN] Shop API: status 503, expected 200');
  });

  it('is one line of limited length, whatever names and reasons contain', () => {
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
  it('of an outage are its local start with the time zone and its duration so far', () => {
    expect(valueOf(down(), 'Started')).toBe('5 Jan 2026, 12:00:00 UTC');
    expect(valueOf(down(), 'Duration')).toBe('31 s so far');
  });

  it('of a recovery are start, end and duration', () => {
    expect(valueOf(recovered(), 'Started')).toBe('5 Jan 2026, 12:00:00 UTC');
    expect(valueOf(recovered(), 'Resolved')).toBe('5 Jan 2026, 12:04:12 UTC');
    expect(valueOf(recovered(), 'Duration')).toBe('4 min 12 s');
  });

  it.each(['every 5m', 'every 300000'])('of a job with the target %j name its period in words', (target) => {
    expect(valueOf(down({ target }), 'Expected')).toBe('a ping every 5 min');
    expect(describeMessage(down({ target }), inUtc).url).toBeNull();
  });

  it('never contain a negative duration, even after the clock was set back', () => {
    const message = recovered({ startedAt: endedAt + 5_000 });
    expect(valueOf(message, 'Duration')).toBe('0 s');
  });
});

describe('times', () => {
  const startedFor = (locale: string): string | undefined => {
    const moment = { ...inUtc, speech: speechFor(locale) };
    return describeMessage(down({ startedAt: Date.UTC(2026, 0, 5, 14) }), moment).facts.find(
      ({ label }) => label === 'Started',
    )?.value;
  };

  it('use the 12-hour or 24-hour clock of the reader’s region', () => {
    expect(startedFor('en-GB')).toBe('5 Jan 2026, 14:00:00 UTC');
    expect(startedFor('en-US')).toMatch(/^Jan 5, 2026, 2:00:00\sPM UTC$/u);
  });
});

describe('the computer that sends a message', () => {
  it('is named below what happened, whatever it is about', () => {
    for (const message of [down(), recovered(), channelBroken(), recording()]) {
      expect(describeMessage(message, inUtc).footer).toBe('Sent by Vigilmon on nas');
    }
  });

  it('is this one unless another is given', () => {
    expect(describeMessage(down(), { ...inUtc, computer: undefined }).footer).toBe(`Sent by Vigilmon on ${hostname()}`);
  });

  it('is still named where the lines above are cut', () => {
    const content = describeMessage(down({ reasons: [prose('x'.repeat(400)), prose('y'.repeat(400))] }), inUtc);
    const body = plainBody(content, 300);
    expect(body).toHaveLength(300);
    expect(body.endsWith('…\nSent by Vigilmon on nas')).toBe(true);
  });
});

describe('the link of a message', () => {
  const served = { ...inUtc, pageUrl };

  it('leads to the incident it is about, and to all for several', () => {
    const link = { text: 'Open the incident', url: 'http://192.168.1.5:7464/#/incidents/12' };
    expect(describeMessage(down(), served).link).toEqual(link);
    expect(describeMessage(recovered({}, true), served).link).toEqual(link);
    const group = { ...down(), incidentId: null, parts: [down(), down()] };
    const shared = { hostname: null, tags: [], dependsOn: [] };
    for (const several of [group, { ...group, shared }]) {
      expect(describeMessage(several, served).link).toEqual({
        text: 'Open the incidents',
        url: 'http://192.168.1.5:7464/#/incidents',
      });
    }
  });

  it('is there only with an incident, and where the window is served as a page', () => {
    for (const message of [channelBroken(), recording(), { ...down(), incidentId: null }]) {
      expect(describeMessage(message, served).link).toBeNull();
    }
    expect(describeMessage(down(), inUtc).link).toBeNull();
    expect(describeMessage(down(), { ...inUtc, pageUrl: null }).link).toBeNull();
  });

  it('is still there where the lines above are cut', () => {
    const body = plainBody(describeMessage(down({ reasons: [prose('x'.repeat(400))] }), served), 300);
    expect(body).toHaveLength(300);
    expect(body).toMatch(/…\nOpen the incident: http:\/\/192\.168\.1\.5:7464\/#\/incidents\/12\nSent by/u);
  });
});

describe('reasons', () => {
  it('are all listed, and the excess is counted', () => {
    const reasons = Array.from({ length: 40 }, (_, index) => prose(`part ${String(index)}: down`));
    const told = describeMessage(down({ reasons }), inUtc).reasons;
    expect(told).toHaveLength(13);
    expect(told.at(-1)).toBe('and 28 more');
  });

  it('are never empty', () => {
    expect(describeMessage(down({ reasons: [prose(' '), prose('\n')] }), inUtc).reasons).toEqual(['no reason given']);
  });
});

describe('a desktop notification', () => {
  it('shows what is down and why, and replaces earlier ones of the same outage', () => {
    expect(nativeMessage(down(), inUtc)).toEqual({
      tag: 'incident:12',
      title: 'Shop API is down',
      body: 'status 503, expected 200\ndatabase: error: connection refused',
      monitorId: 'shop-api',
      presence: 'lasting',
      alert: { event: 'down', incidentId: 12 },
    });
    expect(nativeMessage(recovered(), inUtc)).toEqual({
      tag: 'incident:12',
      title: 'Shop API is up again',
      body: 'down for 4 min 12 s',
      monitorId: 'shop-api',
      presence: 'normal',
      alert: { event: 'recovered', incidentId: 12 },
    });
  });

  it('stays, is shown for a moment or makes no sound as the channel says for the severity', () => {
    const presences = { critical: 'quiet', warning: 'lasting', info: 'normal' } as const;
    const presenceOf = (message: ReturnType<typeof down>): Presence =>
      nativeMessage(message, inUtc, presences).presence;
    expect(severities.map((severity) => presenceOf(down({ severity })))).toEqual(['quiet', 'lasting', 'normal']);
    // Only an outage stays.
    expect(severities.map((severity) => presenceOf(recovered({ severity })))).toEqual(['quiet', 'normal', 'normal']);
    expect(severities.map((severity) => nativeMessage(down({ severity }), inUtc).presence)).toEqual([
      'lasting',
      'normal',
      'quiet',
    ]);
  });

  it('is short, and opens nothing if it is not about a monitor', () => {
    const long = nativeMessage(down({ reasons: [prose('x'.repeat(5000)), prose('y'.repeat(5000))] }), inUtc);
    expect(long.body.length).toBeLessThanOrEqual(240);
    expect(nativeMessage(testMessage(slackChannel('https://x.example'), startedAt), inUtc).monitorId).toBeNull();
    expect(nativeMessage(channelBroken(), inUtc)).toMatchObject({ monitorId: null, presence: 'lasting' });
  });
});

describe('a message that recording works again', () => {
  const message = recording({ event: 'recording-resumed', until: endedAt, droppedChecks: 1 });

  it('says for how long it did not, and what is missing', () => {
    const { facts, reasons } = describeMessage(message, inUtc);
    expect(facts.map(({ label }) => label)).toEqual(['Started', 'Resolved', 'Duration']);
    expect(reasons.at(-1)).toBe('1 check is missing in the history, because memory ran out.');
  });

  it('replaces the desktop notification that it did not', () => {
    expect(nativeMessage(recording(), inUtc)).toMatchObject({ tag: message.subject, presence: 'lasting' });
    expect(nativeMessage(message, inUtc)).toMatchObject({ tag: message.subject, presence: 'quiet' });
  });
});

describe('plain text', () => {
  it('is truncated at its limit, never within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (text, max) => {
        const cut = cap(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= max) expect(cut).toBe(text);
      }),
    );
  });

  it('on one line keeps words apart and drops characters that would reverse or break the line', () => {
    expect(oneLine('  a\r\nBcc: b\u2028c\u202Ed\u0000e\t f ', 100)).toBe('a Bcc: b c d e f');
  });
});
