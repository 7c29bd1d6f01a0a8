import { expect, test } from 'vitest';
import type { PagePlace } from '../../../electron/contract/page-address.ts';
import { fail, ok, type Result } from '../../../electron/contract/result.ts';
import { notificationActions } from '../../../electron/main/notifications/actions.ts';
import type { ShownNotification } from '../../../electron/main/notifications/shown-notifications.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const outage: ShownNotification = {
  tag: 'incident:12',
  monitorId: 'shop-api',
  alert: { event: 'down', incidentId: 12 },
  parts: [],
  number: 1,
};

function setup(answer: Result<never> | null = null) {
  const clock = manualClock();
  const logger = recordedLog();
  const opened: (PagePlace | undefined)[] = [];
  const called: unknown[] = [];
  const call = (input: unknown): Promise<Result<never>> => {
    called.push(input);
    return Promise.resolve(answer ?? (ok(null) as unknown as Result<never>));
  };
  const api = {
    incidents: { list: call, totals: call, groups: call, get: call, evidence: call, acknowledge: call, export: call },
    mutes: { list: call, set: call, clear: call },
  };
  const onAction = notificationActions({
    open: (place) => void opened.push(place),
    opening: () => Promise.resolve(ok({ api })),
    clock,
    logger,
  });
  return { onAction, opened, called, clock, logger };
}

test('a click opens the monitor, or the window as it was', () => {
  const { onAction, opened, called } = setup();
  onAction('open', outage);
  onAction('open', { ...outage, monitorId: null, alert: null });
  expect([opened, called]).toEqual([[{ view: 'monitor', id: 'shop-api' }, undefined], []]);
});

test('its buttons acknowledge the incident and mute its monitor for an hour, without the window', async () => {
  const { onAction, opened, called, clock } = setup();
  onAction('acknowledge', outage);
  onAction('mute', outage);
  const mute = { scope: { kind: 'monitor', monitorId: 'shop-api' }, until: clock.now() + 3_600_000 };
  await expect.poll(() => called).toEqual([{ id: 12 }, mute]);
  expect(opened).toEqual([]);
});

test('one about several monitors opens the list of all that are not well, and acknowledges every outage', async () => {
  const { onAction, opened, called } = setup();
  const member = (incidentId: number, event: 'down' | 'degraded' = 'down') => {
    return { monitorId: `site-${String(incidentId)}`, alert: { event, incidentId } };
  };
  const group = { ...outage, monitorId: null, alert: null, parts: [member(1), member(2), member(3, 'degraded')] };
  onAction('open', group);
  expect(opened).toEqual([{ view: 'overview', states: ['down', 'late', 'failing', 'degraded', 'unknown'] }]);
  onAction('acknowledgeAll', group);
  await expect.poll(() => called).toEqual([{ id: 1 }, { id: 2 }]);
});

test('what is refused is logged', async () => {
  const { onAction, logger } = setup(fail('not-found', 'there is no such incident'));
  onAction('acknowledge', outage);
  await expect.poll(() => logger.lines).toEqual(['warn: a button of a notification was refused']);
});
