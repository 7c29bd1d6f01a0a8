import { beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { valueOf } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const everyHalfHour: RuleInput = { when: {}, channels: ['desktop'], repeatEvery: '30m' };

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs();
  await engine.setRules(everyHalfHour);
  await engine.job('mailer', { name: 'Mailer' });
  await engine.report('mailer', 'fail');
  await engine.clock.advance(1);
});

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
    await engine.clock.advance(8 * hour);
    expect(await remindedAt()).toEqual([30, 90, 210, 450]);
    const { title, body, tag } = engine.notifications.at(-1) ?? {};
    expect(title).toBe('Mailer is still down');
    expect(body).toContain('still down, for 7 h 30 min');
    expect(tag).toBe(engine.notifications[0]?.tag);
  });

  it('a rule without repeatEvery sends no reminders', async () => {
    await engine.setRules({ when: {}, channels: ['desktop'] });
    await engine.clock.advance(8 * hour);
    expect(await reminders()).toEqual([]);
  });

  it('the shortest interval of several rules applies', async () => {
    await engine.setRules({ when: {}, channels: ['desktop'] }, { ...everyHalfHour, repeatEvery: '2h' }, everyHalfHour);
    await engine.clock.advance(hour);
    expect(await remindedAt()).toEqual([30]);
  });

  it('a rule that is added later counts from the last message', async () => {
    await engine.setRules({ when: {}, channels: ['desktop'] });
    await engine.clock.advance(20 * minute);
    await engine.setRules(everyHalfHour);
    await engine.clock.advance(20 * minute);
    expect(await remindedAt()).toEqual([30]);
  });
});

describe('reminders end', () => {
  it('when the outage is acknowledged', async () => {
    await engine.clock.advance(40 * minute);
    const [incident] = valueOf(await engine.api.incidents.list({ open: true })).items;
    valueOf(await engine.api.incidents.acknowledge({ id: incident?.id ?? -1 }));
    await engine.clock.advance(24 * hour);
    expect(await remindedAt()).toEqual([30]);
    await engine.report('mailer', 'success');
    await engine.clock.advance(1);
    expect(engine.notifications.at(-1)?.title).toBe('Mailer is up again');
  });

  it('with the outage, and start over with the next one', async () => {
    await engine.clock.advance(40 * minute);
    await engine.report('mailer', 'success');
    await engine.clock.advance(24 * hour);
    expect(await remindedAt()).toEqual([30]);
    await engine.report('mailer', 'fail');
    await engine.clock.advance(31 * minute);
    expect((await reminders()).map(({ incidentId }) => incidentId)).toEqual([1, 2]);
  });

  it('while the monitor is muted, and resume afterwards', async () => {
    valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: engine.clock.now() + 4 * hour }));
    await engine.clock.advance(4 * hour - 1);
    expect(await reminders()).toEqual([]);
    await engine.clock.advance(2 * minute);
    expect((await reminders()).map(({ status }) => status)).toEqual(['sent']);
  });
});

describe('after a pause of the computer', () => {
  it('only one of several missed reminders is sent', async () => {
    engine.clock.set(engine.clock.now() + 20 * hour);
    await engine.clock.advance(5 * minute);
    expect(await reminders()).toHaveLength(1);
  });

  it('a restart neither loses a reminder nor repeats one', async () => {
    await engine.clock.advance(40 * minute);
    for (let count = 0; count < 3; count += 1) {
      await engine.restart();
      await engine.clock.advance(minute);
    }
    expect(await remindedAt()).toEqual([30]);
    await engine.restart(3 * hour);
    await engine.clock.advance(2 * minute);
    expect(await reminders()).toHaveLength(2);
    await engine.clock.advance(hour);
    expect(await reminders()).toHaveLength(2);
  });
});

it('a channel that was not notified of the outage gets no reminder', async () => {
  valueOf(await engine.api.channels.create({ kind: 'native', id: 'boss' }));
  await engine.setRules(everyHalfHour, { when: {}, channels: ['boss'], delay: '10m', repeatEvery: '30m' });
  await engine.clock.advance(8 * hour);
  expect((await reminders()).filter(({ channelId }) => channelId === 'boss')).toEqual([]);
});
