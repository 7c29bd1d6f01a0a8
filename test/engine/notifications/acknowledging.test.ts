import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openWebhookReceiver } from '../../support/webhook-receiver.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const token = 'mailer-token-0123456789';
const afterTenMinutes: RuleInput = { when: {}, channels: ['desktop'], delay: '10m' };

let clock: ManualClock;
let directory: string;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  await open();
  const schedule = { every: '30d' };
  const job = { kind: 'heartbeat', id: 'mailer', name: 'Mailer', severity: 'warning', schedule, token } as const;
  valueOf(await engine.api.monitors.create(job));
  await tell('success');
});
afterEach(async () => {
  await engine.stop();
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

async function open(): Promise<void> {
  engine = await openTestEngine({ directory, clock });
  engine.start();
}

async function setRules(...rules: RuleInput[]): Promise<void> {
  valueOf(await engine.api.rules.replace({ rules }));
}

async function tell(kind: 'success' | 'fail'): Promise<void> {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token, kind, ...said })).toBe('ok');
}

async function acknowledge(): Promise<void> {
  const [incident] = valueOf(await engine.api.incidents.list({})).items;
  valueOf(await engine.api.incidents.acknowledge({ id: incident?.id ?? -1 }));
}

async function alerts(): Promise<readonly string[]> {
  const { items } = valueOf(await engine.api.alerts.list({}));
  return items.map(({ event, status }: Alert) => `${event} ${status}`).toReversed();
}

it('cancels an unsent escalation and its recovery', async () => {
  await setRules(afterTenMinutes);
  await tell('fail');
  await clock.advance(9 * minute);
  await acknowledge();
  expect(await alerts()).toEqual(['down cancelled']);
  expect(engine.events.flatMap((event) => (event.type === 'alert' ? [event.alert.status] : []))).toEqual(['cancelled']);
  await engine.stop();
  await open();
  await clock.advance(hour);
  await tell('success');
  await clock.advance(hour);
  expect(engine.notifications).toEqual([]);
  expect(await alerts()).toEqual(['down cancelled']);
});

it('keeps the recovery for an escalation that was sent', async () => {
  await setRules(afterTenMinutes);
  await tell('fail');
  await clock.advance(11 * minute);
  await acknowledge();
  await tell('success');
  await clock.advance(1);
  expect(await alerts()).toEqual(['down sent', 'recovered sent']);
});

it('does not cancel an alert that is being retried', async () => {
  await setRules({ when: {}, channels: ['desktop'] });
  let refusals = 1;
  engine.refuseNotifications(() => refusals-- > 0);
  await tell('fail');
  await clock.advance(1);
  await acknowledge();
  await clock.advance(minute);
  expect(await alerts()).toEqual(['down sent']);
});

it('cancels what quiet hours deferred', async () => {
  await setRules({ when: {}, channels: ['desktop'], quietHours: { from: '00:00', to: '23:00', timezone: 'UTC' } });
  await tell('fail');
  await clock.advance(minute);
  expect(await alerts()).toEqual(['down pending']);
  await acknowledge();
  await clock.advance(24 * hour);
  expect(engine.notifications).toEqual([]);
});

it('cancels what a mute deferred', async () => {
  await setRules(afterTenMinutes);
  await tell('fail');
  await clock.advance(minute);
  await acknowledge();
  valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: clock.now() + hour }));
  await clock.advance(2 * hour);
  expect(engine.notifications).toEqual([]);
  expect(await alerts()).toEqual(['down cancelled']);
});

it('is reported to a service that has the outage itself, once, and to no other', async () => {
  const receiver = await openWebhookReceiver();
  onTestFinished(() => receiver.close());
  const server = `http://127.0.0.1:${String(receiver.port)}`;
  valueOf(await engine.api.channels.create({ kind: 'pagerduty', id: 'duty', routingKey: 'key', server }));
  await setRules({ when: {}, channels: ['desktop', 'duty'] });
  const isSent = (event: Alert['event']): Promise<unknown> =>
    engine.until(
      'alert',
      ({ alert }) => alert.channelId === 'duty' && alert.event === event && alert.status === 'sent',
    );
  const notified = isSent('down');
  await tell('fail');
  await clock.advance(0);
  await notified;
  const acknowledged = isSent('acknowledged');
  await acknowledge();
  await clock.advance(1_000);
  await acknowledged;
  await acknowledge();
  await clock.advance(1_000);
  const actions = receiver.received.map(({ body }) => (JSON.parse(body) as { event_action: string }).event_action);
  expect(actions).toEqual(['trigger', 'acknowledge']);
  expect(engine.notifications).toHaveLength(1);
});

it('is an annotation of the monitor, once', async () => {
  await setRules(afterTenMinutes);
  await tell('fail');
  await clock.advance(minute);
  await acknowledge();
  await clock.advance(minute);
  await acknowledge();
  const range = { from: clock.now() - hour, to: clock.now() + hour };
  const found = valueOf(await engine.api.history.annotations({ monitorId: 'mailer', ...range }));
  expect(found.filter(({ event }) => event.type === 'acknowledged')).toEqual([
    { at: clock.now() - minute, event: { type: 'acknowledged', incidentId: 1 } },
  ]);
});
