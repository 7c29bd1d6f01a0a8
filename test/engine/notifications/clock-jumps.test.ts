/** The wall clock is set while mutes and quiet hours defer alerts: nothing is deferred for good, nothing is sent twice. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const jumps = [
  ['20 s', 20 * second],
  ['10 min', 10 * minute],
  ['1 h', hour],
  ['10 years', 3_653 * day],
] as const;
const token = 'mailer-token-0123456789';
/** Until the alarm has noticed a jump. */
const noticed = minute;

let clock: ManualClock;
let engine: TestEngine;

async function open(startMs: number): Promise<void> {
  clock = manualClock(startMs);
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(async () => {
    await engine.stop();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
  engine.start();
  const job = { kind: 'heartbeat', id: 'mailer', name: 'Mailer', severity: 'warning', token } as const;
  valueOf(await engine.api.monitors.create({ ...job, schedule: { every: '30d' } }));
  await ping('success');
}

async function ping(kind: 'success' | 'fail'): Promise<void> {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token, kind, ...said })).toBe('ok');
}

const titles = (): readonly string[] => engine.notifications.map(({ title }) => title);

describe('a mute for an hour, while a monitor goes down', () => {
  async function mutedAndDown(): Promise<number> {
    await open(Date.UTC(2026, 0, 5, 12));
    const until = clock.now() + hour;
    valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until }));
    await ping('fail');
    return until;
  }

  it.each(jumps)('ends at its time when the clock is set %s ahead', async (_, ms) => {
    const until = await mutedAndDown();
    clock.set(clock.now() + ms);
    await clock.advance(Math.max(0, until - clock.now() - 1));
    if (clock.now() < until) expect(titles()).toEqual([]);
    await clock.advance(noticed);
    expect(titles()).toEqual(['Mailer is down']);
    await clock.advance(day);
    expect(titles()).toHaveLength(1);
  });

  it.each(jumps)('ends at its time, or at once, when the clock is set %s back', async (_, ms) => {
    await mutedAndDown();
    clock.set(clock.now() - ms);
    // An hour more at most; after a longer jump the mute ends at once.
    await clock.advance(2 * hour + noticed);
    expect(titles()).toEqual(['Mailer is down']);
    await clock.advance(day);
    expect(titles()).toHaveLength(1);
  });
});

describe('quiet hours, while a monitor goes down', () => {
  async function quietAndDown(): Promise<void> {
    await open(Date.UTC(2026, 0, 5, 23));
    const quietHours = { from: '22:00', to: '07:00', timezone: 'UTC' };
    const rules: RuleInput[] = [{ when: {}, channels: ['desktop'], quietHours }];
    valueOf(await engine.api.rules.replace({ rules }));
    await ping('fail');
    await clock.advance(1);
    expect(titles()).toEqual([]);
  }

  it.each(jumps.flatMap(([name, ms]) => [[`${name} ahead`, ms] as const, [`${name} back`, -ms] as const]))(
    'end in the morning when the clock is set %s',
    async (_, ms) => {
      await quietAndDown();
      clock.set(clock.now() + ms);
      await clock.advance(noticed);
      expect(titles()).toEqual([]);
      await clock.advance(9 * hour);
      expect(titles()).toEqual(['Mailer is down']);
      await ping('success');
      await clock.advance(day);
      expect(titles()).toEqual(['Mailer is down', 'Mailer is up again']);
    },
  );
});
