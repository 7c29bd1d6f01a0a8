/** Digests through the whole engine: what they say, and that each is sent once. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../../electron/contract/model/program.ts';
import type { Result } from '../../../../electron/contract/result.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../../support/engine-with-jobs.ts';
import { errorOf, valueOf } from '../../../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs({ passMs: second });
  await settle();
});

/** Collecting a digest lets others run in between. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise(setImmediate);
    await engine.clock.advance(0);
  }
}

async function restart(offMs = 0): Promise<void> {
  await engine.restart(offMs);
  await settle();
}

async function passTime(ms: number, stepMs = 10 * minute): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await engine.clock.advance(Math.min(stepMs, ms - passed));
    await settle();
  }
  await engine.clock.advance(10 * second);
  await settle();
}

/** Day by day, asleep but for some minutes. */
async function passDays(days: number): Promise<void> {
  for (let passed = 0; passed < days; passed += 1) {
    engine.clock.set(engine.clock.now() + day - 2 * minute);
    await passTime(2 * minute, minute);
  }
}

/** Every day, an hour from now. */
async function planDaily(): Promise<void> {
  const at = new Date(engine.clock.now() + hour).toISOString().slice(11, 16);
  valueOf(await engine.api.settings.update({ digest: { at, timezone: 'UTC', channels: ['desktop'] } }));
  await settle();
}

const digests = (): readonly string[] => engine.titles().filter((title) => title.startsWith('Digest'));

describe('a digest', () => {
  it('is off at first', async () => {
    expect(await planned()).toBeNull();
    await passDays(8);
    expect(engine.notifications).toEqual([]);
  });

  it('is sent once each day at its time, and no earlier', async () => {
    await engine.job('shop');
    await planDaily();
    await passTime(50 * minute, 10 * minute);
    expect(digests()).toEqual([]);
    await passTime(20 * minute, 10 * minute);
    expect(digests()).toEqual(['Digest: 1 monitor']);
    await passDays(2);
    expect(digests()).toHaveLength(3);
  });

  it('says how the monitors did, what is muted, what notifies nobody, and how the program is', async () => {
    await engine.job('shop');
    await engine.job('depot');
    await engine.job('muted');
    valueOf(await engine.api.rules.replace({ rules: [{ when: { monitors: ['shop'] }, channels: ['desktop'] }] }));
    valueOf(
      await engine.api.mutes.set({
        scope: { kind: 'monitor', monitorId: 'muted' },
        until: engine.clock.now() + 9 * day,
      }),
    );
    await planDaily();
    await engine.report('shop', 'fail');
    await passTime(10 * minute, 10 * minute);
    await engine.report('shop', 'success');
    const { title, text } = valueOf(await engine.api.digest.preview(undefined));
    expect(title).toBe('[DIGEST] 3 monitors: 1 incident');
    expect(text.split('\n')).toEqual([
      'Longest incidents:',
      expect.stringMatching(/^shop: down for 10 min 1?\d s, /u),
      'Now: 3 up',
      expect.stringMatching(/^Period: .+ to .+$/u),
      expect.stringMatching(/^Monitored: \d+(?:\.\d+)?% of the time$/u),
      'Muted: muted',
      'No notifications for: depot, muted',
      'Vigilmon: working normally',
      expect.stringMatching(/^Last backup: /u),
      expect.stringMatching(/^Sent by Vigilmon on /u),
    ]);
  });

  it('is sent by hand through the channels that are named', async () => {
    valueOf(await engine.api.digest.send({ channels: ['desktop'] }));
    await passTime(10 * second, 10 * second);
    expect(digests()).toEqual(['Digest: 0 monitors']);
  });

  it('is in the delivery log', async () => {
    valueOf(await engine.api.digest.send({ channels: ['desktop'] }));
    await passTime(10 * second, 10 * second);
    const { items } = valueOf(await engine.api.alerts.list({ event: 'digest' }));
    expect(items).toMatchObject([{ title: '[DIGEST] 0 monitors: no incidents', status: 'sent', monitorId: null }]);
  });

  it('is a message of its own beside a group', async () => {
    valueOf(await engine.api.settings.update({ groupWait: '10s' }));
    for (const id of ['a', 'b', 'c']) await engine.job(id);
    await planDaily();
    await passTime(hour - 5 * second, hour);
    for (const id of ['a', 'b', 'c']) await engine.report(id, 'fail');
    await passTime(minute, 10 * second);
    expect(engine.titles().toSorted()).toEqual(['3 monitors are down: a, b, c', 'Digest: 3 monitors']);
  });
});

describe('each digest is sent once', () => {
  beforeEach(async () => {
    await planDaily();
  });

  it('over restarts', async () => {
    await passTime(2 * hour);
    await restart();
    await passTime(2 * hour);
    await restart();
    expect(digests()).toHaveLength(0);
    await passDays(1);
    expect(digests()).toHaveLength(1);
  });

  it('after the computer was off for less than a day', async () => {
    await restart(20 * hour);
    await passTime(hour);
    expect(digests()).toHaveLength(1);
    await restart();
    await passTime(hour);
    expect(digests()).toHaveLength(0);
  });

  it('and not at all after more than a day, until the next is due', async () => {
    valueOf(
      await engine.api.settings.update({
        digest: { days: ['mon'], at: '09:00', timezone: 'UTC', channels: ['desktop'] },
      }),
    );
    const monday = nextMonday(engine.clock.now());
    await restart(monday + 30 * hour - engine.clock.now());
    await passTime(hour);
    expect(digests()).toEqual([]);
    engine.clock.set(monday + 7 * day - minute);
    await passTime(10 * minute, minute);
    expect(digests()).toHaveLength(1);
  });

  it('after a sleep', async () => {
    engine.sleep();
    engine.clock.set(engine.clock.now() + 3 * hour);
    engine.wake();
    await passTime(10 * minute, minute);
    expect(digests()).toHaveLength(1);
  });

  it('although the clock is set back over its time', async () => {
    await passTime(70 * minute, 10 * minute);
    expect(digests()).toHaveLength(1);
    engine.clock.set(engine.clock.now() - 2 * hour);
    await passTime(3 * hour, 10 * minute);
    expect(digests()).toHaveLength(1);
    await passDays(1);
    expect(digests()).toHaveLength(2);
  });

  it('after the clock was years ahead', async () => {
    const begin = engine.clock.now();
    engine.clock.set(begin + 900 * day);
    await passTime(10 * minute, minute);
    engine.clock.set(begin + 10 * minute);
    await passTime(10 * minute, minute);
    const before = digests().length;
    await passDays(2);
    expect(digests()).toHaveLength(before + 2);
  });

  it('although its time of day is moved back over one that was sent', async () => {
    await passTime(2 * hour);
    expect(digests()).toHaveLength(1);
    const at = new Date(engine.clock.now() - 30 * minute).toISOString().slice(11, 16);
    valueOf(await engine.api.settings.update({ digest: { at, timezone: 'UTC', channels: ['desktop'] } }));
    await passTime(2 * hour);
    expect(digests()).toHaveLength(1);
  });

  it('and none once it is turned off', async () => {
    valueOf(await engine.api.settings.update({ digest: null }));
    await passDays(2);
    expect(digests()).toEqual([]);
  });
});

describe('the schedule', () => {
  const digest = { days: ['mon' as const], at: '9:00', timezone: 'Europe/Berlin', channels: ['desktop'] };

  it('is kept, exported and read back', async () => {
    valueOf(await engine.api.settings.update({ digest }));
    await restart();
    const kept = { ...digest, at: '09:00' };
    expect(await planned()).toEqual(kept);
    const { yaml } = valueOf(await engine.api.config.export(undefined));
    expect(yaml).toContain('digest:');
    valueOf(await engine.api.settings.update({ digest: null }));
    valueOf(await engine.api.config.apply({ yaml }));
    expect(await planned()).toEqual(kept);
  });

  it('names channels that exist and are no pagers, a time and a zone', async () => {
    const key = '0123456789abcdef0123456789abcdef';
    valueOf(await engine.api.channels.create({ id: 'pager', kind: 'pagerduty', name: 'Pager', routingKey: key }));
    const wrong = { at: '25:00', timezone: 'Europe/Nowhere', channels: ['nobody', 'pager'] };
    expect([...fieldsOf(await engine.api.settings.update({ digest: wrong }))].sort()).toEqual([
      'digest.at',
      'digest.channels.0',
      'digest.channels.1',
      'digest.timezone',
    ]);
    expect(fieldsOf(await engine.api.settings.update({ digest: { ...digest, channels: [] } }))).toEqual([
      'digest.channels',
    ]);
  });

  it('loses a channel that is deleted, and ends with the last', async () => {
    valueOf(await engine.api.channels.create({ id: 'second', kind: 'native', name: 'Second' }));
    valueOf(await engine.api.settings.update({ digest: { ...digest, days: [], channels: ['second', 'desktop'] } }));
    valueOf(await engine.api.channels.delete({ id: 'second' }));
    expect((await planned())?.channels).toEqual(['desktop']);
    valueOf(await engine.api.rules.replace({ rules: [] }));
    valueOf(await engine.api.channels.delete({ id: 'desktop' }));
    expect(await planned()).toBeNull();
  });
});

async function planned(): Promise<Settings['digest']> {
  return valueOf(await engine.api.settings.get(undefined)).digest;
}

function fieldsOf(answer: Result<unknown>): readonly string[] {
  return Object.keys(errorOf(answer).fields);
}

function nextMonday(nowMs: number): number {
  const date = new Date(nowMs);
  const ahead = (8 - date.getUTCDay()) % 7 || 7;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + ahead, 9);
}
