import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Alert, QuietHours } from '../../../electron/contract/model/alert.ts';
import type { Severity } from '../../../electron/contract/model/monitor.ts';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { valueOf } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const tenInTheEvening = Date.UTC(2026, 0, 5, 22);
const night: QuietHours = { days: [], from: '22:00', to: '07:00', timezone: 'UTC' };
const quietRule: RuleInput = {
  when: {},
  channels: ['desktop'],
  quietHours: { from: '22:00', to: '07:00', timezone: 'UTC' },
};

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs({ startMs: tenInTheEvening - hour });
  await engine.setRules(quietRule);
});

/** Quiet hours defer what is no more than a warning. */
const job = (id: string, severity: Severity = 'warning'): Promise<void> => engine.job(id, { severity });

async function goTo(atMs: number): Promise<void> {
  await engine.clock.advance(atMs - engine.clock.now());
}
const toTheNight = (): Promise<void> => goTo(tenInTheEvening + hour);
/** The end of the quiet hours, and what is sent then. */
const toTheMorning = (): Promise<void> => goTo(tenInTheEvening + 9 * hour + 100);

async function alerts(): Promise<readonly string[]> {
  await engine.clock.advance(1);
  const { items } = valueOf(await engine.api.alerts.list({}));
  const inWords = ({ event, monitorId, status }: Alert): string => `${event} ${monitorId} ${status}`;
  return items.map(inWords).toReversed();
}

describe('in quiet hours', () => {
  it('alerts that are not critical are deferred, and the log shows until when', async () => {
    await job('mailer');
    await toTheNight();
    await engine.report('mailer', 'fail');
    expect(await alerts()).toEqual(['down mailer pending']);
    const [held] = valueOf(await engine.api.alerts.list({})).items;
    expect(held).toMatchObject({ heldUntil: tenInTheEvening + 9 * hour, nextAttemptAt: tenInTheEvening + 9 * hour });
    const told = engine.events.flatMap((event) => (event.type === 'alert' ? [event.alert] : [])).at(-1);
    expect(told).toEqual(held);
    await goTo(tenInTheEvening + 9 * hour - 1);
    expect(engine.titles()).toEqual([]);
    await toTheMorning();
    expect(engine.titles()).toEqual(['mailer is down']);
  });

  it('critical alerts and their recoveries are sent at once', async () => {
    await job('shop', 'critical');
    await toTheNight();
    await engine.report('shop', 'fail');
    await engine.report('shop', 'success');
    expect(await alerts()).toEqual(['down shop sent', 'recovered shop sent']);
  });

  it('a channel is notified at once by another rule outside its quiet hours', async () => {
    await engine.setRules(quietRule, { when: {}, channels: ['desktop'], delay: '20m' });
    await job('mailer');
    await toTheNight();
    await engine.report('mailer', 'fail');
    await engine.clock.advance(20 * minute - 1);
    expect(engine.titles()).toEqual([]);
    await engine.clock.advance(1);
    expect(engine.titles()).toEqual(['mailer is down']);
  });

  it('a channel that was notified of an outage before them is notified of its end afterwards', async () => {
    await job('mailer');
    await engine.report('mailer', 'fail');
    await engine.clock.advance(1);
    await toTheNight();
    await engine.report('mailer', 'success');
    expect(engine.titles()).toEqual(['mailer is down']);
    await toTheMorning();
    expect(engine.titles()).toEqual(['mailer is down', 'mailer is up again']);
  });

  it('an outage that is shorter than the delay is not sent', async () => {
    await engine.setRules({ ...quietRule, delay: '10m' });
    await job('mailer');
    await toTheNight();
    await engine.report('mailer', 'fail');
    await engine.clock.advance(5 * minute);
    await engine.report('mailer', 'success');
    await toTheMorning();
    expect(await alerts()).toEqual(['down mailer cancelled', 'recovered mailer cancelled']);
  });

  it('the explanation of a monitor shows until when alerts would be deferred', async () => {
    await job('mailer');
    await job('shop', 'critical');
    const heldUntil = async (monitorId: string): Promise<unknown> =>
      valueOf(await engine.api.rules.explain({ monitorId }))
        .filter(({ blockedBy }) => blockedBy === null)
        .map((route) => route.heldUntil);
    expect(await heldUntil('mailer')).toEqual([null]);
    await toTheNight();
    expect(await heldUntil('mailer')).toEqual([tenInTheEvening + 9 * hour]);
    expect(await heldUntil('shop')).toEqual([null]);
  });
});

describe('after quiet hours', () => {
  it('deferred alerts are sent in one message, open outages first', async () => {
    for (const id of ['backup', 'mailer', 'sync']) await job(id);
    await toTheNight();
    for (const id of ['backup', 'mailer', 'sync']) await engine.report(id, 'fail');
    await engine.clock.advance(12 * minute);
    await engine.report('backup', 'success');
    await toTheMorning();
    expect(engine.titles()).toEqual(['During quiet hours: 2 down, 1 up again']);
    expect(engine.notifications[0]).toMatchObject({
      monitorId: null,
      body: [
        'mailer is down: for 8 h, the job reported a failure',
        'sync is down: for 8 h, the job reported a failure',
        'backup is up again: was down for 12 min: the job reported a failure',
      ].join('\n'),
    });
    expect(await alerts()).toEqual([
      'down backup merged',
      'down mailer sent',
      'down sync sent',
      'recovered backup sent',
    ]);
    await engine.report('mailer', 'success');
    await engine.clock.advance(1);
    expect(engine.titles().at(-1)).toBe('mailer is up again');
  });

  it('acknowledged, paused and deleted monitors are left out', async () => {
    await engine.setRules({ ...quietRule, repeatEvery: '2h' });
    for (const id of ['backup', 'mailer', 'sync']) await job(id);
    await engine.report('backup', 'fail');
    await toTheNight();
    for (const id of ['mailer', 'sync']) await engine.report(id, 'fail');
    await engine.clock.advance(3 * hour);
    expect(await alerts()).toContain('reminder backup pending');
    valueOf(await engine.api.incidents.acknowledge({ id: 1 }));
    valueOf(await engine.api.monitors.pause({ id: 'mailer' }));
    valueOf(await engine.api.monitors.delete({ id: 'sync' }));
    await toTheMorning();
    expect(engine.titles()).toEqual(['backup is down']);
  });

  it('only one of the deferred reminders is sent', async () => {
    await engine.setRules({ ...quietRule, repeatEvery: '30m' });
    await job('mailer');
    await goTo(tenInTheEvening - minute);
    await engine.report('mailer', 'fail');
    await toTheMorning();
    expect(engine.titles()).toEqual(['mailer is down', 'mailer is still down']);
    await engine.clock.advance(55 * minute);
    expect(engine.titles()).toHaveLength(2);
    await engine.clock.advance(6 * minute);
    expect(engine.titles()).toHaveLength(3);
  });

  it('a restart in between neither loses nor repeats anything', async () => {
    for (const id of ['backup', 'mailer']) await job(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await engine.report(id, 'fail');
    await engine.clock.advance(1);
    await engine.restart(10 * hour);
    await engine.clock.advance(100);
    expect(engine.titles()).toEqual(['During quiet hours: 2 down']);
    await engine.restart();
    await engine.clock.advance(hour);
    expect(engine.titles()).toEqual([]);
  });

  it('a sleep through the whole night changes nothing', async () => {
    for (const id of ['backup', 'mailer']) await job(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await engine.report(id, 'fail');
    await engine.clock.advance(1);
    engine.clock.set(tenInTheEvening + 11 * hour);
    await engine.clock.advance(2 * minute);
    expect(engine.titles()).toEqual(['During quiet hours: 2 down']);
  });

  it('a summary that is not accepted is retried as one message', async () => {
    let refusals = 2;
    for (const id of ['backup', 'mailer']) await job(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await engine.report(id, 'fail');
    await engine.clock.advance(1);
    engine.refuseNotifications(() => refusals-- > 0);
    await toTheMorning();
    await engine.clock.advance(minute);
    expect(engine.titles()).toEqual(Array.from({ length: 3 }, () => 'During quiet hours: 2 down'));
    expect(await alerts()).toEqual(['down backup sent', 'down mailer sent']);
  });
});

describe('rules that change in the night', () => {
  it('release what the new rules do not defer', async () => {
    for (const id of ['backup', 'mailer']) await job(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await engine.report(id, 'fail');
    await engine.clock.advance(hour);
    expect(engine.titles()).toEqual([]);
    await engine.setRules({ when: {}, channels: ['desktop'] });
    await engine.clock.advance(1);
    expect(engine.titles()).toEqual(['During quiet hours: 2 down']);
  });

  it('apply to a monitor after an edit', async () => {
    await job('mailer');
    await toTheNight();
    await engine.report('mailer', 'fail');
    await engine.clock.advance(hour);
    valueOf(await engine.api.monitors.update({ id: 'mailer', kind: 'heartbeat', severity: 'critical' }));
    await engine.clock.advance(1);
    expect(engine.titles()).toEqual(['mailer is down']);
  });

  it('defer for as long as the new rules say', async () => {
    await job('mailer');
    await toTheNight();
    await engine.report('mailer', 'fail');
    await engine.clock.advance(1);
    await engine.setRules({ ...quietRule, quietHours: { ...night, days: [], to: '05:00' } });
    await engine.clock.advance(1);
    const [held] = valueOf(await engine.api.alerts.list({})).items;
    expect(held?.heldUntil).toBe(tenInTheEvening + 7 * hour);
  });

  it('keep a resolved outage deferred together with its recovery', async () => {
    await job('mailer');
    await toTheNight();
    await engine.report('mailer', 'fail');
    await engine.clock.advance(12 * minute);
    await engine.report('mailer', 'success');
    await engine.clock.advance(1);
    await engine.setRules({ ...quietRule, quietHours: { from: '22:00', to: '06:00', timezone: 'UTC' } });
    await engine.clock.advance(1);
    const { items } = valueOf(await engine.api.alerts.list({}));
    const six = tenInTheEvening + 8 * hour;
    expect(items.map(({ event, heldUntil }) => [event, heldUntil])).toEqual([
      ['recovered', six],
      ['down', six],
    ]);
    await goTo(six + 100);
    expect(engine.titles()).toEqual(['mailer is up again']);
    expect(await alerts()).toEqual(['down mailer merged', 'recovered mailer sent']);
  });
});

it('an alert that is being retried when quiet hours start is deferred with its recovery', async () => {
  await job('mailer');
  engine.refuseNotifications(() => engine.clock.now() < tenInTheEvening);
  await goTo(tenInTheEvening - 5_000);
  await engine.report('mailer', 'fail');
  await engine.clock.advance(4_000);
  await engine.report('mailer', 'success');
  await toTheNight();
  const tried = engine.titles().length;
  await toTheMorning();
  expect(engine.titles().slice(tried)).toEqual(['mailer is up again']);
  expect(await alerts()).toEqual(['down mailer merged', 'recovered mailer sent']);
});

it('quiet hours of several days do not shorten the day of retries', async () => {
  const tuesday = tenInTheEvening + 2 * hour;
  const thursday = tuesday + 48 * hour;
  await engine.setRules({
    ...quietRule,
    quietHours: { days: ['tue', 'wed'], from: '00:00', to: '00:00', timezone: 'UTC' },
  });
  await job('mailer');
  engine.refuseNotifications(() => engine.clock.now() < thursday + minute);
  await goTo(tuesday - 2_000);
  await engine.report('mailer', 'fail');
  await goTo(thursday + hour);
  expect(await alerts()).toEqual(['down mailer sent']);
});

it('an outage shorter than the delay of the night rule is sent in the morning', async () => {
  await engine.setRules(quietRule, { when: {}, channels: ['desktop'], delay: '20m' });
  await job('mailer');
  await toTheNight();
  await engine.report('mailer', 'fail');
  await engine.clock.advance(5 * minute);
  await engine.report('mailer', 'success');
  await engine.clock.advance(hour);
  expect(engine.titles()).toEqual([]);
  await toTheMorning();
  expect(engine.titles()).toEqual(['mailer is up again']);
});

it('in any order of events, each notified outage gets its recovery, and nothing is sent at night', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('success' as const, 'fail' as const), job: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(minute, 20 * minute, hour, 5 * hour) }),
    fc.record({ do: fc.constant('restart' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      await engine.stop();
      engine = await openEngineWithJobs({ startMs: tenInTheEvening - hour });
      await engine.setRules({ ...quietRule, repeatEvery: '30m' });
      for (const id of ['a', 'b', 'c']) await job(id);
      for (const one of steps) {
        if (one.do === 'wait') await engine.clock.advance(one.ms);
        else if (one.do !== 'restart') await engine.report(one.job, one.do);
        else await engine.restart();
        await engine.clock.advance(1);
      }
      for (const id of ['a', 'b', 'c']) await engine.report(id, 'success');
      await engine.clock.advance(12 * hour);
      const { items } = valueOf(await engine.api.alerts.list({ limit: 500 }));
      expect(items.filter(({ status }) => status === 'pending' || status === 'failed')).toEqual([]);
      const sentAtNight = items.filter(({ sentAt }) => sentAt !== null && isNight(sentAt));
      expect(sentAtNight).toEqual([]);
      for (const [, ofOne] of Map.groupBy(items, ({ incidentId }) => incidentId)) {
        const status = (event: string): string => ofOne.find((alert) => alert.event === event)?.status ?? 'none';
        expect(['sent sent', 'merged sent']).toContain(`${status('down')} ${status('recovered')}`);
        expect(ofOne.filter(({ attempts }) => attempts.filter(({ accepted }) => accepted).length > 1)).toEqual([]);
      }
    }),
    { numRuns: 6 },
  );
}, 60_000);

function isNight(atMs: number): boolean {
  const hours = new Date(atMs).getUTCHours();
  return hours >= 22 || hours < 7;
}
