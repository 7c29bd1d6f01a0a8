import { beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../support/test-engine.ts';
import { broken, healthy, openEngineRig, type EngineRig } from './engine-rig.ts';

let rig: EngineRig;
beforeEach(async () => {
  rig = await openEngineRig();
});

/** Lets time pass and waits for the check that falls due in it. */
async function nextCheck(ms: number): Promise<void> {
  const seen = rig.service.requests;
  const done = Promise.race([
    rig.engine.until('check', ({ monitorId }) => monitorId === 'shop-api'),
    rig.engine.until('monitor', ({ monitor }) => monitor.id === 'shop-api'),
  ]);
  await rig.engine.clock.advance(ms);
  await done;
  expect(rig.service.requests).toBe(seen + 1);
}

/** What was accepted by the other side is written a moment later. */
async function untilSent(count: number): Promise<void> {
  const sent = (): number =>
    new Set(
      rig.engine.events.flatMap((event) =>
        event.type === 'alert' && event.alert.status === 'sent' ? [event.alert.id] : [],
      ),
    ).size;
  while (sent() < count) await rig.engine.until('alert', ({ alert }) => alert.status === 'sent');
}

describe('an HTTP monitor', () => {
  it('goes up, down and up again, and tells each channel once, with reason and duration', async () => {
    await rig.addChannels();
    valueOf(await rig.engine.api.monitors.create(rig.shop));
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');

    rig.service.answer = broken;
    await nextCheck(30_000);
    expect(rig.slack.received).toHaveLength(0);
    await nextCheck(5_000);
    const [mail] = await rig.smtp.waitFor(1);
    const [message] = await rig.slack.waitFor(1);
    expect(mail?.headers.get('subject')).toBe('[DOWN] Shop API: status 503, expected 200');
    expect(mail?.text).toContain('database: error: connection refused');
    expect(message?.body).toContain('status 503, expected 200');
    expect(message?.body).toContain('database: error: connection refused');

    for (let i = 0; i < 3; i += 1) await nextCheck(30_000);
    rig.service.answer = healthy;
    await nextCheck(30_000);
    await nextCheck(5_000);
    await rig.engine.untilState('shop-api', 'up');
    const mails = await rig.smtp.waitFor(2);
    const messages = await rig.slack.waitFor(2);
    expect(mails.map(({ headers }) => headers.get('subject'))).toEqual([
      '[DOWN] Shop API: status 503, expected 200',
      '[RECOVERED] Shop API: down for 2 min 5 s',
    ]);
    expect(messages[1]?.body).toContain('2 min 5 s');
    await untilSent(6);
    expect(rig.engine.notifications).toHaveLength(2);

    const { items } = valueOf(await rig.engine.api.incidents.list({}));
    expect(items).toHaveLength(1);
    const detail = valueOf(await rig.engine.api.incidents.get({ id: items[0]?.id ?? 0 }));
    expect(detail.firstFailure?.response?.status).toBe(503);
    expect(detail.lastGood?.response?.body).toBe(healthy.body);
    expect(detail.alerts.map(({ event, channelId, status }) => `${event} ${channelId} ${status}`).toSorted()).toEqual([
      'down desktop sent',
      'down oncall sent',
      'down ops sent',
      'recovered desktop sent',
      'recovered oncall sent',
      'recovered ops sent',
    ]);
    for (const alert of detail.alerts) {
      if (alert.event === 'recovered') expect(alert.detectedAt).toBe(detail.endedAt);
      expect(alert.detectedAt).toBeLessThanOrEqual(alert.confirmedAt);
      expect(alert.acceptedAt).not.toBeNull();
    }
  });

  it('is not called down by one failed check', async () => {
    valueOf(await rig.engine.api.monitors.create(rig.shop));
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');
    rig.service.answer = broken;
    await nextCheck(30_000);
    await rig.engine.untilState('shop-api', 'failing');
    rig.service.answer = healthy;
    await nextCheck(5_000);
    await rig.engine.untilState('shop-api', 'up');
    expect(rig.engine.notifications).toEqual([]);
    expect(valueOf(await rig.engine.api.incidents.list({})).items).toEqual([]);
  });

  it('keeps its uptime and its incidents in agreement', async () => {
    valueOf(await rig.engine.api.monitors.create(rig.shop));
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');
    const begin = rig.engine.clock.now();
    rig.service.answer = broken;
    await nextCheck(30_000);
    await nextCheck(5_000);
    rig.service.answer = healthy;
    await nextCheck(30_000);
    await nextCheck(5_000);
    await rig.engine.untilState('shop-api', 'up');
    await rig.engine.clock.advance(1_000);
    const uptime = valueOf(
      await rig.engine.api.history.uptime({ monitorId: 'shop-api', from: begin, to: rig.engine.clock.now() }),
    );
    const [incident] = valueOf(await rig.engine.api.incidents.list({ monitorId: 'shop-api' })).items;
    expect(uptime.downMs).toBe((incident?.endedAt ?? 0) - (incident?.startedAt ?? 0));
    expect(uptime.incidents).toBe(1);
    expect(uptime.coverage).toBe(1);
  });

  it('answers checkNow and preview with the check, and a preview stores nothing', async () => {
    const preview = valueOf(await rig.engine.api.monitors.preview(rig.shop));
    expect(preview.verdict).toBe('pass');
    expect(preview.assertions.map(({ passed }) => passed)).toEqual([true, true]);
    expect(valueOf(await rig.engine.api.overview.get(undefined)).monitors).toEqual([]);
    valueOf(await rig.engine.api.monitors.create({ ...rig.shop, enabled: true }));
    expect(valueOf(await rig.engine.api.monitors.checkNow({ id: 'shop-api' })).verdict).toBe('pass');
    const { items } = valueOf(await rig.engine.api.history.checks({ monitorId: 'shop-api' }));
    expect(items.length).toBeGreaterThan(0);
  });

  it('is not probed while it is paused, and at once when it is resumed', async () => {
    valueOf(await rig.engine.api.monitors.create(rig.shop));
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');
    valueOf(await rig.engine.api.monitors.pause({ id: 'shop-api' }));
    await rig.engine.untilState('shop-api', 'paused');
    const before = rig.service.requests;
    await rig.engine.clock.advance(600_000);
    expect(rig.service.requests).toBe(before);
    valueOf(await rig.engine.api.monitors.resume({ id: 'shop-api' }));
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');
    expect(rig.service.requests).toBe(before + 1);
  });
});
