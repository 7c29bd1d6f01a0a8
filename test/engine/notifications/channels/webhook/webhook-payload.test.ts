import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { webhookPlaceholders } from '../../../../../electron/contract/channels/webhook.ts';
import {
  webhookPayload,
  webhookValues,
} from '../../../../../electron/engine/notifications/channels/webhook/webhook-payload.ts';
import { testMessage } from '../../../../../electron/engine/notifications/message.ts';
import { channelBroken, down, inUtc, pageUrl, recovered, webhookChannel } from '../../samples.ts';

const channel = webhookChannel('https://example.com/hook');

describe('the payload of a webhook', () => {
  it('describes what failed, where, and since when', () => {
    const payload = webhookPayload(down(), channel, inUtc);
    expect(payload).toEqual({
      version: 1,
      event: 'down',
      title: '[DOWN] Shop API: status 503, expected 200',
      text: payload.text,
      incident: { id: 12, startedAt: '2026-01-05T12:00:00.000Z', endedAt: null, durationMs: 31_000 },
      incidentUrl: null,
      monitor: {
        id: 'shop-api',
        name: 'Shop API',
        severity: 'critical',
        target: 'https://shop.example.com/health?a=1&b=2',
      },
      channel: null,
      digest: null,
      reasons: [
        { code: 'prose', text: 'status 503, expected 200' },
        { code: 'prose', text: 'database: error: connection refused' },
      ],
      since: '2026-01-05T12:00:00.000Z',
      detectedAt: '2026-01-05T12:00:00.100Z',
      confirmedAt: '2026-01-05T12:00:05.200Z',
      includesDown: false,
      computer: hostname(),
      sentAt: '2026-01-05T12:00:31.000Z',
    });
    expect(payload.text.split('\n').slice(0, 3)).toEqual([
      'status 503, expected 200',
      'database: error: connection refused',
      'Monitor: Shop API',
    ]);
  });

  it('has the same incident for an outage and its recovery', () => {
    const { event, incident, includesDown } = webhookPayload(recovered({}, true), channel, inUtc);
    expect({ event, incident, includesDown }).toEqual({
      event: 'recovered',
      incident: {
        id: 12,
        startedAt: '2026-01-05T12:00:00.000Z',
        endedAt: '2026-01-05T12:04:12.000Z',
        durationMs: 252_000,
      },
      includesDown: true,
    });
  });

  it('has the address of the incident where the window is served as a page', () => {
    const { incidentUrl } = webhookPayload(down(), channel, { ...inUtc, pageUrl });
    expect(incidentUrl).toBe('http://192.168.1.5:7464/#/incidents/12');
    expect(webhookPayload(channelBroken(), channel, { ...inUtc, pageUrl }).incidentUrl).toBeNull();
  });

  it('uses the code of a failure’s cause', () => {
    const failure = { code: 'failure', facts: { code: 'connection-refused', facts: { peer: '127.0.0.1:9' } } } as const;
    const { reasons } = webhookPayload(down({ reasons: [failure] }), channel, inUtc);
    expect(reasons.map(({ code }) => code)).toEqual(['connection-refused']);
  });

  it('has no incident for events without one', () => {
    const slow = { ...down({ event: 'degraded' }), incidentId: null };
    expect(webhookPayload(slow, channel, inUtc)).toMatchObject({ incident: null, monitor: { id: 'shop-api' } });
  });

  it('names the channel that is broken or tested', () => {
    expect(webhookPayload(channelBroken(), channel, inUtc)).toMatchObject({
      event: 'channel-broken',
      monitor: null,
      channel: { id: 'ops', name: 'Ops' },
      since: '2026-01-05T12:00:00.000Z',
      detectedAt: null,
    });
    expect(webhookPayload(testMessage(channel, inUtc.nowMs), channel, inUtc)).toMatchObject({
      event: 'test',
      incident: null,
      channel: { id: 'hook', name: 'Hook' },
    });
  });

  it('has a value for each placeholder', () => {
    const values = webhookValues(webhookPayload(recovered(), channel, inUtc));
    expect(Object.keys(values).sort()).toEqual([...webhookPlaceholders].sort());
    expect(values).toMatchObject({
      'incident.id': 12,
      'monitor.name': 'Shop API',
      'channel.id': null,
      reasons: 'status 503, expected 200\ndatabase: error: connection refused',
    });
  });
});
