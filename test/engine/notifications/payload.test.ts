import { describe, expect, it } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import { payloadFromJson, payloadToJson } from '../../../electron/engine/notifications/payload.ts';
import { subjectText } from '../../../electron/engine/notifications/subject.ts';
import { channelBroken, digest, payload, recording, startedAt } from './samples.ts';

/** As the first version wrote it: without a version. */
const before = (facts: object): string => JSON.stringify({ ...payload(), ...facts });

describe('a payload', () => {
  it('is read as it was stored', () => {
    const reminder = payload({ event: 'reminder', reminder: 2 });
    const broken = channelBroken().payload;
    expect(payloadFromJson(payloadToJson(reminder), 'incident:12')).toEqual(reminder);
    expect(payloadFromJson(payloadToJson(digest()), 'digest:1')).toEqual(digest());
    const stopped = recording().payload;
    expect(stopped.event !== 'test' && payloadFromJson(payloadToJson(stopped), 'recording:1')).toEqual(stopped);
    expect(broken.event === 'channel-broken' && payloadFromJson(payloadToJson(broken), 'channel:ops:1')).toEqual(
      broken,
    );
  });
});

describe('a payload of the first version', () => {
  it('of an outage, a recovery or a reminder is the same as the current one', () => {
    for (const event of ['down', 'recovered', 'reminder', 'degraded'] as const) {
      expect(payloadFromJson(before({ event }), 'incident:12')).toEqual(payload({ event }));
    }
  });

  it('of a broken channel becomes a notice about the channel', () => {
    const forged = before({
      monitorId: '',
      monitorName: 'Ops',
      target: '',
      reasons: ['404 no_service', 'Nothing is sent.'],
    });
    expect(payloadFromJson(forged, `channel:ops:${String(startedAt)}`)).toEqual({
      event: 'channel-broken',
      channelId: 'ops',
      channelName: 'Ops',
      trouble: 'broken',
      since: startedAt,
      confirmedAt: startedAt,
      endedAt: null,
      answer: said('404 no_service'),
    });
  });

  it('of a certificate gets the fingerprint from the subject', () => {
    const fingerprint = 'AB:CD:01:02';
    const subject = subjectText({ about: 'certificate', monitorId: 'shop-api', fingerprint, days: 14 });
    expect(payloadFromJson(before({ event: 'certificate' }), subject)).toEqual(
      payload({ event: 'certificate', fingerprint }),
    );
  });
});

it('a payload of the third version keeps the response that broke a channel as text', () => {
  const facts = { event: 'channel-broken', brokenChannelId: 'ops', brokenChannelName: 'Ops', brokenAt: startedAt };
  const stored = JSON.stringify({ ...facts, version: 3, answer: '404 no_service' });
  expect(payloadFromJson(stored, 'channel:ops:1')).toEqual(channelBroken().payload);
});

it('a payload of the fourth version of a broken channel becomes one of its trouble', () => {
  const facts = { event: 'channel-broken', brokenChannelId: 'ops', brokenChannelName: 'Ops', brokenAt: startedAt };
  const stored = JSON.stringify({ ...facts, version: 4, answer: said('404 no_service') });
  expect(payloadFromJson(stored, 'channel:ops:1')).toEqual(channelBroken().payload);
});

describe('a row that is damaged', () => {
  const written = (facts: object): string => JSON.stringify({ version: 3, ...payload(), ...facts });

  it.each([
    ['is no JSON', 'down'],
    ['is no object', '[]'],
    ['has no event', written({ event: undefined })],
    ['has an unknown event', written({ event: 'exploded' })],
    ['has an unknown severity', written({ severity: 'fatal' })],
    ['lacks a time', written({ startedAt: undefined })],
    ['has an unknown reason', written({ reasons: [{ code: 'gremlins', facts: {} }] })],
    ['has a reason without facts', written({ reasons: [{ code: 'more' }] })],
    ['lacks the broken channel', JSON.stringify({ version: 3, event: 'channel-broken', brokenAt: 5, answer: '' })],
    ['has no sensible version', written({ version: 'three' })],
  ])('because it %s is refused as such', (_, json) => {
    expect(() => payloadFromJson(json, 'incident:12')).toThrow(
      expect.objectContaining({ name: 'StoreError', kind: 'damaged' }),
    );
  });

  it('is distinguished from one that a newer version wrote', () => {
    expect(() => payloadFromJson(written({ version: 8 }), 'incident:12')).toThrow(
      expect.objectContaining({ name: 'StoreError', kind: 'unreadable' }),
    );
  });
});

it('a subject has the same text in every version', () => {
  expect(subjectText({ about: 'incident', id: 12 })).toBe('incident:12');
  expect(subjectText({ about: 'degraded', monitorId: 'shop', since: 5 })).toBe('degraded:shop:5');
  expect(subjectText({ about: 'certificate', monitorId: 'shop', fingerprint: 'A:B', days: 14 })).toBe(
    'certificate:shop:A:B:14',
  );
  expect(subjectText({ about: 'channel', channelId: 'ops', since: 5 })).toBe('channel:ops:5');
});
