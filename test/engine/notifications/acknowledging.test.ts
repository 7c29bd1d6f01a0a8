import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { openWebhookReceiver } from '../../support/webhook-receiver.ts';
import { valueOf } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const afterTenMinutes: RuleInput = { when: {}, channels: ['desktop'], delay: '10m' };

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs();
  await engine.job('mailer', { name: 'Mailer', severity: 'warning' });
});

async function acknowledge(): Promise<void> {
  const [incident] = valueOf(await engine.api.incidents.list({})).items;
  valueOf(await engine.api.incidents.acknowledge({ id: incident?.id ?? -1 }));
}

async function alerts(): Promise<readonly string[]> {
  const { items } = valueOf(await engine.api.alerts.list({}));
  return items.map(({ event, status }: Alert) => `${event} ${status}`).toReversed();
}

it('cancels an unsent escalation and its recovery', async () => {
  await engine.setRules(afterTenMinutes);
  await engine.report('mailer', 'fail');
  await engine.clock.advance(9 * minute);
  await acknowledge();
  expect(await alerts()).toEqual(['down cancelled']);
  expect(engine.events.flatMap((event) => (event.type === 'alert' ? [event.alert.status] : []))).toEqual(['cancelled']);
  await engine.restart();
  await engine.clock.advance(hour);
  await engine.report('mailer', 'success');
  await engine.clock.advance(hour);
  expect(engine.notifications).toEqual([]);
  expect(await alerts()).toEqual(['down cancelled']);
});

it('keeps the recovery for an escalation that was sent', async () => {
  await engine.setRules(afterTenMinutes);
  await engine.report('mailer', 'fail');
  await engine.clock.advance(11 * minute);
  await acknowledge();
  await engine.report('mailer', 'success');
  await engine.clock.advance(1);
  expect(await alerts()).toEqual(['down sent', 'recovered sent']);
  // Whoever reads the log later sees why the first was sent so late.
  const { items } = valueOf(await engine.api.alerts.list({}));
  expect(items.map(({ event, waitMs }) => [event, waitMs])).toEqual([
    ['recovered', undefined],
    ['down', 10 * minute],
  ]);
});

it('does not cancel an alert that is being retried', async () => {
  await engine.setRules({ when: {}, channels: ['desktop'] });
  let refusals = 1;
  engine.refuseNotifications(() => refusals-- > 0);
  await engine.report('mailer', 'fail');
  await engine.clock.advance(1);
  await acknowledge();
  await engine.clock.advance(minute);
  expect(await alerts()).toEqual(['down sent']);
});

it('cancels what quiet hours deferred', async () => {
  await engine.setRules({
    when: {},
    channels: ['desktop'],
    quietHours: { from: '00:00', to: '23:00', timezone: 'UTC' },
  });
  await engine.report('mailer', 'fail');
  await engine.clock.advance(minute);
  expect(await alerts()).toEqual(['down pending']);
  await acknowledge();
  await engine.clock.advance(24 * hour);
  expect(engine.notifications).toEqual([]);
});

it('cancels what a mute deferred', async () => {
  await engine.setRules(afterTenMinutes);
  await engine.report('mailer', 'fail');
  await engine.clock.advance(minute);
  await acknowledge();
  valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: engine.clock.now() + hour }));
  await engine.clock.advance(2 * hour);
  expect(engine.notifications).toEqual([]);
  expect(await alerts()).toEqual(['down cancelled']);
});

it('is reported to a service that has the outage itself, once, and to no other', async () => {
  const receiver = await openWebhookReceiver();
  onTestFinished(() => receiver.close());
  const server = `http://127.0.0.1:${String(receiver.port)}`;
  valueOf(await engine.api.channels.create({ kind: 'pagerduty', id: 'duty', routingKey: 'key', server }));
  await engine.setRules({ when: {}, channels: ['desktop', 'duty'] });
  const isSent = (event: Alert['event']): Promise<unknown> =>
    engine.until(
      'alert',
      ({ alert }) => alert.channelId === 'duty' && alert.event === event && alert.status === 'sent',
    );
  const notified = isSent('down');
  await engine.report('mailer', 'fail');
  await engine.clock.advance(0);
  await notified;
  const acknowledged = isSent('acknowledged');
  await acknowledge();
  await engine.clock.advance(1_000);
  await acknowledged;
  await acknowledge();
  await engine.clock.advance(1_000);
  const actions = receiver.received.map(({ body }) => (JSON.parse(body) as { event_action: string }).event_action);
  expect(actions).toEqual(['trigger', 'acknowledge']);
  expect(engine.notifications).toHaveLength(1);
});

it('is an annotation of the monitor, once', async () => {
  await engine.setRules(afterTenMinutes);
  await engine.report('mailer', 'fail');
  await engine.clock.advance(minute);
  await acknowledge();
  await engine.clock.advance(minute);
  await acknowledge();
  const range = { from: engine.clock.now() - hour, to: engine.clock.now() + hour };
  const found = valueOf(await engine.api.history.annotations({ monitorId: 'mailer', ...range }));
  expect(found.filter(({ event }) => event.type === 'acknowledged')).toEqual([
    { at: engine.clock.now() - minute, event: { type: 'acknowledged', incidentId: 1 } },
  ]);
});

it("is in the monitor's row, also after a restart, until the outage ends", async () => {
  const isAcknowledged = async (): Promise<boolean | undefined> =>
    valueOf(await engine.api.overview.get(undefined)).monitors[0]?.isAcknowledged;
  await engine.report('mailer', 'fail');
  expect(await isAcknowledged()).toBe(false);
  const announced = engine.until('monitor', ({ monitor }) => monitor.isAcknowledged);
  await acknowledge();
  expect((await announced).monitor.id).toBe('mailer');
  await engine.restart();
  expect(await isAcknowledged()).toBe(true);
  await engine.report('mailer', 'success');
  expect(await isAcknowledged()).toBe(false);
  await engine.report('mailer', 'fail');
  expect(await isAcknowledged()).toBe(false);
});
