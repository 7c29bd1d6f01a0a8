/** The wall engine.clock is set while mutes and quiet hours defer alerts: nothing is deferred for good, nothing is sent twice. */
import { describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/contract/schemas.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { valueOf } from '../../support/test-engine.ts';

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
/** Until the alarm has noticed a jump. */
const noticed = minute;

let engine: EngineWithJobs;

async function open(startMs: number): Promise<void> {
  engine = await openEngineWithJobs({ startMs });
  await engine.job('mailer', { name: 'Mailer', severity: 'warning' });
}

describe('a mute for an hour, while a monitor goes down', () => {
  async function mutedAndDown(): Promise<number> {
    await open(Date.UTC(2026, 0, 5, 12));
    const until = engine.clock.now() + hour;
    valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until }));
    await engine.report('mailer', 'fail');
    return until;
  }

  it.each(jumps)('ends at its time when the clock is set %s ahead', async (_, ms) => {
    const until = await mutedAndDown();
    engine.clock.set(engine.clock.now() + ms);
    await engine.clock.advance(Math.max(0, until - engine.clock.now() - 1));
    if (engine.clock.now() < until) expect(engine.titles()).toEqual([]);
    await engine.clock.advance(noticed);
    expect(engine.titles()).toEqual(['Mailer is down']);
    await engine.clock.advance(day);
    expect(engine.titles()).toHaveLength(1);
  });

  it.each(jumps)('ends at its time, or at once, when the clock is set %s back', async (_, ms) => {
    await mutedAndDown();
    engine.clock.set(engine.clock.now() - ms);
    // An hour more at most; after a longer jump the mute ends at once.
    await engine.clock.advance(2 * hour + noticed);
    expect(engine.titles()).toEqual(['Mailer is down']);
    await engine.clock.advance(day);
    expect(engine.titles()).toHaveLength(1);
  });
});

describe('quiet hours, while a monitor goes down', () => {
  async function quietAndDown(): Promise<void> {
    await open(Date.UTC(2026, 0, 5, 23));
    const quietHours = { from: '22:00', to: '07:00', timezone: 'UTC' };
    const rules: RuleInput[] = [{ when: {}, channels: ['desktop'], quietHours }];
    valueOf(await engine.api.rules.replace({ rules }));
    await engine.report('mailer', 'fail');
    await engine.clock.advance(1);
    expect(engine.titles()).toEqual([]);
  }

  it.each(jumps.flatMap(([name, ms]) => [[`${name} ahead`, ms] as const, [`${name} back`, -ms] as const]))(
    'end in the morning when the clock is set %s',
    async (_, ms) => {
      await quietAndDown();
      engine.clock.set(engine.clock.now() + ms);
      await engine.clock.advance(noticed);
      expect(engine.titles()).toEqual([]);
      await engine.clock.advance(9 * hour);
      expect(engine.titles()).toEqual(['Mailer is down']);
      await engine.report('mailer', 'success');
      await engine.clock.advance(day);
      expect(engine.titles()).toEqual(['Mailer is down', 'Mailer is up again']);
    },
  );
});
