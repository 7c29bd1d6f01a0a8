import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const token = 'mailer-token-0123456789';
const everyHalfHour: RuleInput = { when: {}, channels: ['desktop'], repeatEvery: '30m' };

let clock: ManualClock;
let directory: string;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  await open();
  await setRules(everyHalfHour);
  const schedule = { every: '30d' };
  valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'mailer', name: 'Mailer', schedule, token }));
  await tell('success');
  await tell('fail');
  await clock.advance(1);
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

async function reminders(): Promise<readonly Alert[]> {
  const { items } = valueOf(await engine.api.alerts.list({ event: 'reminder' }));
  return items.toReversed();
}

/** In minutes since the outage was told. */
async function remindedAt(): Promise<readonly number[]> {
  const { items } = valueOf(await engine.api.alerts.list({ event: 'down' }));
  const told = items[0]?.acceptedAt ?? NaN;
  return (await reminders())
    .filter(({ status }) => status === 'sent')
    .map(({ acceptedAt }) => Math.round(((acceptedAt ?? NaN) - told) / minute));
}

describe('during an unacknowledged outage', () => {
  it('notified channels get reminders at doubling intervals', async () => {
    await clock.advance(8 * hour);
    expect(await remindedAt()).toEqual([30, 90, 210, 450]);
    const { title, body, tag } = engine.notifications.at(-1) ?? {};
    expect(title).toBe('Mailer is still down');
    expect(body).toContain('still down, for 7 h 30 min');
    expect(tag).toBe(engine.notifications[0]?.tag);
  });

  it('a rule without repeatEvery sends no reminders', async () => {
    await setRules({ when: {}, channels: ['desktop'] });
    await clock.advance(8 * hour);
    expect(await reminders()).toEqual([]);
  });

  it('the shortest interval of several rules applies', async () => {
    await setRules({ when: {}, channels: ['desktop'] }, { ...everyHalfHour, repeatEvery: '2h' }, everyHalfHour);
    await clock.advance(hour);
    expect(await remindedAt()).toEqual([30]);
  });

  it('a rule that is added later counts from the last message', async () => {
    await setRules({ when: {}, channels: ['desktop'] });
    await clock.advance(20 * minute);
    await setRules(everyHalfHour);
    await clock.advance(20 * minute);
    expect(await remindedAt()).toEqual([30]);
  });
});

describe('reminders end', () => {
  it('when the outage is acknowledged', async () => {
    await clock.advance(40 * minute);
    const [incident] = valueOf(await engine.api.incidents.list({ open: true })).items;
    valueOf(await engine.api.incidents.acknowledge({ id: incident?.id ?? -1 }));
    await clock.advance(24 * hour);
    expect(await remindedAt()).toEqual([30]);
    await tell('success');
    await clock.advance(1);
    expect(engine.notifications.at(-1)?.title).toBe('Mailer is up again');
  });

  it('with the outage, and start over with the next one', async () => {
    await clock.advance(40 * minute);
    await tell('success');
    await clock.advance(24 * hour);
    expect(await remindedAt()).toEqual([30]);
    await tell('fail');
    await clock.advance(31 * minute);
    expect((await reminders()).map(({ incidentId }) => incidentId)).toEqual([1, 2]);
  });

  it('while the monitor is muted, and resume afterwards', async () => {
    valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: clock.now() + 4 * hour }));
    await clock.advance(4 * hour - 1);
    expect(await reminders()).toEqual([]);
    await clock.advance(2 * minute);
    expect((await reminders()).map(({ status }) => status)).toEqual(['sent']);
  });
});

describe('after a pause of the computer', () => {
  it('only one of several missed reminders is sent', async () => {
    clock.set(clock.now() + 20 * hour);
    await clock.advance(5 * minute);
    expect(await reminders()).toHaveLength(1);
  });

  it('a restart neither loses a reminder nor repeats one', async () => {
    await clock.advance(40 * minute);
    for (let count = 0; count < 3; count += 1) {
      await engine.stop();
      await open();
      await clock.advance(minute);
    }
    expect(await remindedAt()).toEqual([30]);
    await engine.stop();
    await clock.advance(3 * hour);
    await open();
    await clock.advance(2 * minute);
    expect(await reminders()).toHaveLength(2);
    await clock.advance(hour);
    expect(await reminders()).toHaveLength(2);
  });
});

it('a channel that was not notified of the outage gets no reminder', async () => {
  valueOf(await engine.api.channels.create({ kind: 'native', id: 'boss' }));
  await setRules(everyHalfHour, { when: {}, channels: ['boss'], delay: '10m', repeatEvery: '30m' });
  await clock.advance(8 * hour);
  expect((await reminders()).filter(({ channelId }) => channelId === 'boss')).toEqual([]);
});
