import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Alert, QuietHours } from '../../../electron/contract/model/alert.ts';
import type { Severity } from '../../../electron/contract/model/monitor.ts';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { createTempDirectory, tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const tenInTheEvening = Date.UTC(2026, 0, 5, 22);
const night: QuietHours = { days: [], from: '22:00', to: '07:00', timezone: 'UTC' };
const quietRule: RuleInput = {
  when: {},
  channels: ['desktop'],
  quietHours: { from: '22:00', to: '07:00', timezone: 'UTC' },
};

let clock: ManualClock;
let directory: string;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock(tenInTheEvening - hour);
  directory = tempDirectory(onTestFinished);
  engine = await open(directory);
  await setRules(quietRule);
});
afterEach(async () => {
  await engine.stop();
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

async function open(path: string): Promise<TestEngine> {
  const opened = await openTestEngine({ directory: path, clock });
  opened.start();
  return opened;
}

async function setRules(...rules: RuleInput[]): Promise<void> {
  valueOf(await engine.api.rules.replace({ rules }));
}

const tokenOf = (id: string): string => `${id}-token-0123456789`;

/** A job that has pinged once, so that it can fail. */
async function addJob(id: string, severity: Severity = 'warning'): Promise<void> {
  const schedule = { every: '30d' };
  const job = { kind: 'heartbeat', id, name: id, schedule, severity, token: tokenOf(id) } as const;
  valueOf(await engine.api.monitors.create(job));
  await tell(id, 'success');
}

async function tell(id: string, kind: 'success' | 'fail'): Promise<void> {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token: tokenOf(id), kind, ...said })).toBe('ok');
}

async function goTo(atMs: number): Promise<void> {
  await clock.advance(atMs - clock.now());
}
const toTheNight = (): Promise<void> => goTo(tenInTheEvening + hour);
/** The end of the quiet hours, and what is sent then. */
const toTheMorning = (): Promise<void> => goTo(tenInTheEvening + 9 * hour + 100);

async function alerts(): Promise<readonly string[]> {
  await clock.advance(1);
  const { items } = valueOf(await engine.api.alerts.list({}));
  const inWords = ({ event, monitorId, status }: Alert): string => `${event} ${monitorId} ${status}`;
  return items.map(inWords).toReversed();
}

const titles = (): readonly string[] => engine.notifications.map(({ title }) => title);

describe('in quiet hours', () => {
  it('alerts that are not critical are deferred, and the log shows until when', async () => {
    await addJob('mailer');
    await toTheNight();
    await tell('mailer', 'fail');
    expect(await alerts()).toEqual(['down mailer pending']);
    const [held] = valueOf(await engine.api.alerts.list({})).items;
    expect(held).toMatchObject({ heldUntil: tenInTheEvening + 9 * hour, nextAttemptAt: tenInTheEvening + 9 * hour });
    const told = engine.events.flatMap((event) => (event.type === 'alert' ? [event.alert] : [])).at(-1);
    expect(told).toEqual(held);
    await goTo(tenInTheEvening + 9 * hour - 1);
    expect(titles()).toEqual([]);
    await toTheMorning();
    expect(titles()).toEqual(['mailer is down']);
  });

  it('critical alerts and their recoveries are sent at once', async () => {
    await addJob('shop', 'critical');
    await toTheNight();
    await tell('shop', 'fail');
    await tell('shop', 'success');
    expect(await alerts()).toEqual(['down shop sent', 'recovered shop sent']);
  });

  it('a channel is notified at once by another rule outside its quiet hours', async () => {
    await setRules(quietRule, { when: {}, channels: ['desktop'], delay: '20m' });
    await addJob('mailer');
    await toTheNight();
    await tell('mailer', 'fail');
    await clock.advance(20 * minute - 1);
    expect(titles()).toEqual([]);
    await clock.advance(1);
    expect(titles()).toEqual(['mailer is down']);
  });

  it('a channel that was notified of an outage before them is notified of its end afterwards', async () => {
    await addJob('mailer');
    await tell('mailer', 'fail');
    await clock.advance(1);
    await toTheNight();
    await tell('mailer', 'success');
    expect(titles()).toEqual(['mailer is down']);
    await toTheMorning();
    expect(titles()).toEqual(['mailer is down', 'mailer is up again']);
  });

  it('an outage that is shorter than the delay is not sent', async () => {
    await setRules({ ...quietRule, delay: '10m' });
    await addJob('mailer');
    await toTheNight();
    await tell('mailer', 'fail');
    await clock.advance(5 * minute);
    await tell('mailer', 'success');
    await toTheMorning();
    expect(await alerts()).toEqual(['down mailer cancelled', 'recovered mailer cancelled']);
  });

  it('the explanation of a monitor shows until when alerts would be deferred', async () => {
    await addJob('mailer');
    await addJob('shop', 'critical');
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
    for (const id of ['backup', 'mailer', 'sync']) await addJob(id);
    await toTheNight();
    for (const id of ['backup', 'mailer', 'sync']) await tell(id, 'fail');
    await clock.advance(12 * minute);
    await tell('backup', 'success');
    await toTheMorning();
    expect(titles()).toEqual(['During quiet hours: 2 down, 1 up again']);
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
    await tell('mailer', 'success');
    await clock.advance(1);
    expect(titles().at(-1)).toBe('mailer is up again');
  });

  it('acknowledged, paused and deleted monitors are left out', async () => {
    await setRules({ ...quietRule, repeatEvery: '2h' });
    for (const id of ['backup', 'mailer', 'sync']) await addJob(id);
    await tell('backup', 'fail');
    await toTheNight();
    for (const id of ['mailer', 'sync']) await tell(id, 'fail');
    await clock.advance(3 * hour);
    expect(await alerts()).toContain('reminder backup pending');
    valueOf(await engine.api.incidents.acknowledge({ id: 1 }));
    valueOf(await engine.api.monitors.pause({ id: 'mailer' }));
    valueOf(await engine.api.monitors.delete({ id: 'sync' }));
    await toTheMorning();
    expect(titles()).toEqual(['backup is down']);
  });

  it('only one of the deferred reminders is sent', async () => {
    await setRules({ ...quietRule, repeatEvery: '30m' });
    await addJob('mailer');
    await goTo(tenInTheEvening - minute);
    await tell('mailer', 'fail');
    await toTheMorning();
    expect(titles()).toEqual(['mailer is down', 'mailer is still down']);
    await clock.advance(55 * minute);
    expect(titles()).toHaveLength(2);
    await clock.advance(6 * minute);
    expect(titles()).toHaveLength(3);
  });

  it('a restart in between neither loses nor repeats anything', async () => {
    for (const id of ['backup', 'mailer']) await addJob(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await tell(id, 'fail');
    await clock.advance(1);
    await engine.stop();
    await clock.advance(10 * hour);
    engine = await open(directory);
    await clock.advance(100);
    expect(titles()).toEqual(['During quiet hours: 2 down']);
    await engine.stop();
    engine = await open(directory);
    await clock.advance(hour);
    expect(titles()).toEqual([]);
  });

  it('a sleep through the whole night changes nothing', async () => {
    for (const id of ['backup', 'mailer']) await addJob(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await tell(id, 'fail');
    await clock.advance(1);
    clock.set(tenInTheEvening + 11 * hour);
    await clock.advance(2 * minute);
    expect(titles()).toEqual(['During quiet hours: 2 down']);
  });

  it('a summary that is not accepted is retried as one message', async () => {
    let refusals = 2;
    const path = tempDirectory(onTestFinished);
    await engine.stop();
    engine = await open(path);
    await setRules(quietRule);
    for (const id of ['backup', 'mailer']) await addJob(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await tell(id, 'fail');
    await clock.advance(1);
    engine.refuseNotifications(() => refusals-- > 0);
    await toTheMorning();
    await clock.advance(minute);
    expect(titles()).toEqual(Array.from({ length: 3 }, () => 'During quiet hours: 2 down'));
    expect(await alerts()).toEqual(['down backup sent', 'down mailer sent']);
  });
});

describe('rules that change in the night', () => {
  it('release what the new rules do not defer', async () => {
    for (const id of ['backup', 'mailer']) await addJob(id);
    await toTheNight();
    for (const id of ['backup', 'mailer']) await tell(id, 'fail');
    await clock.advance(hour);
    expect(titles()).toEqual([]);
    await setRules({ when: {}, channels: ['desktop'] });
    await clock.advance(1);
    expect(titles()).toEqual(['During quiet hours: 2 down']);
  });

  it('apply to a monitor after an edit', async () => {
    await addJob('mailer');
    await toTheNight();
    await tell('mailer', 'fail');
    await clock.advance(hour);
    valueOf(await engine.api.monitors.update({ id: 'mailer', kind: 'heartbeat', severity: 'critical' }));
    await clock.advance(1);
    expect(titles()).toEqual(['mailer is down']);
  });

  it('defer for as long as the new rules say', async () => {
    await addJob('mailer');
    await toTheNight();
    await tell('mailer', 'fail');
    await clock.advance(1);
    await setRules({ ...quietRule, quietHours: { ...night, days: [], to: '05:00' } });
    await clock.advance(1);
    const [held] = valueOf(await engine.api.alerts.list({})).items;
    expect(held?.heldUntil).toBe(tenInTheEvening + 7 * hour);
  });

  it('keep a resolved outage deferred together with its recovery', async () => {
    await addJob('mailer');
    await toTheNight();
    await tell('mailer', 'fail');
    await clock.advance(12 * minute);
    await tell('mailer', 'success');
    await clock.advance(1);
    await setRules({ ...quietRule, quietHours: { from: '22:00', to: '06:00', timezone: 'UTC' } });
    await clock.advance(1);
    const { items } = valueOf(await engine.api.alerts.list({}));
    const six = tenInTheEvening + 8 * hour;
    expect(items.map(({ event, heldUntil }) => [event, heldUntil])).toEqual([
      ['recovered', six],
      ['down', six],
    ]);
    await goTo(six + 100);
    expect(titles()).toEqual(['mailer is up again']);
    expect(await alerts()).toEqual(['down mailer merged', 'recovered mailer sent']);
  });
});

it('an alert that is being retried when quiet hours start is deferred with its recovery', async () => {
  await addJob('mailer');
  engine.refuseNotifications(() => clock.now() < tenInTheEvening);
  await goTo(tenInTheEvening - 5_000);
  await tell('mailer', 'fail');
  await clock.advance(4_000);
  await tell('mailer', 'success');
  await toTheNight();
  const tried = titles().length;
  await toTheMorning();
  expect(titles().slice(tried)).toEqual(['mailer is up again']);
  expect(await alerts()).toEqual(['down mailer merged', 'recovered mailer sent']);
});

it('quiet hours of several days do not shorten the day of retries', async () => {
  const tuesday = tenInTheEvening + 2 * hour;
  const thursday = tuesday + 48 * hour;
  await setRules({ ...quietRule, quietHours: { days: ['tue', 'wed'], from: '00:00', to: '00:00', timezone: 'UTC' } });
  await addJob('mailer');
  engine.refuseNotifications(() => clock.now() < thursday + minute);
  await goTo(tuesday - 2_000);
  await tell('mailer', 'fail');
  await goTo(thursday + hour);
  expect(await alerts()).toEqual(['down mailer sent']);
});

it('an outage shorter than the delay of the night rule is sent in the morning', async () => {
  await setRules(quietRule, { when: {}, channels: ['desktop'], delay: '20m' });
  await addJob('mailer');
  await toTheNight();
  await tell('mailer', 'fail');
  await clock.advance(5 * minute);
  await tell('mailer', 'success');
  await clock.advance(hour);
  expect(titles()).toEqual([]);
  await toTheMorning();
  expect(titles()).toEqual(['mailer is up again']);
});

it('in any order of events, each notified outage gets its recovery, and nothing is sent at night', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('success' as const, 'fail' as const), job: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(minute, 20 * minute, hour, 5 * hour) }),
    fc.record({ do: fc.constant('restart' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const temporary = createTempDirectory();
      await engine.stop();
      clock = manualClock(tenInTheEvening - hour);
      engine = await open(temporary.path);
      await setRules({ ...quietRule, repeatEvery: '30m' });
      for (const id of ['a', 'b', 'c']) await addJob(id);
      for (const one of steps) {
        if (one.do === 'wait') await clock.advance(one.ms);
        else if (one.do !== 'restart') await tell(one.job, one.do);
        else {
          await engine.stop();
          engine = await open(temporary.path);
        }
        await clock.advance(1);
      }
      for (const id of ['a', 'b', 'c']) await tell(id, 'success');
      await clock.advance(12 * hour);
      const { items } = valueOf(await engine.api.alerts.list({ limit: 500 }));
      expect(items.filter(({ status }) => status === 'pending' || status === 'failed')).toEqual([]);
      const sentAtNight = items.filter(({ sentAt }) => sentAt !== null && isNight(sentAt));
      expect(sentAtNight).toEqual([]);
      for (const [, ofOne] of Map.groupBy(items, ({ incidentId }) => incidentId)) {
        const status = (event: string): string => ofOne.find((alert) => alert.event === event)?.status ?? 'none';
        expect(['sent sent', 'merged sent']).toContain(`${status('down')} ${status('recovered')}`);
        expect(ofOne.filter(({ attempts }) => attempts.filter(({ accepted }) => accepted).length > 1)).toEqual([]);
      }
      temporary.remove();
    }),
    { numRuns: 6 },
  );
}, 60_000);

function isNight(atMs: number): boolean {
  const hours = new Date(atMs).getUTCHours();
  return hours >= 22 || hours < 7;
}
