/** A monitor that changes too often is reported once, and once more when it has settled. */
import { beforeEach, describe, expect, it } from 'vitest';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { valueOf } from '../../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let engine: EngineWithJobs;
let shown: string[];

beforeEach(async () => {
  shown = [];
  engine = await openEngineWithJobs();
});

async function watch(severity: 'critical' | 'warning' = 'warning'): Promise<void> {
  await engine.job('mailer', { name: 'Mailer', severity });
  await engine.clock.advance(second);
}

async function report(kind: 'success' | 'fail', afterMs = second): Promise<void> {
  await engine.report('mailer', kind);
  await engine.clock.advance(afterMs);
}

async function restart(): Promise<void> {
  shown.push(...engine.titles());
  await engine.restart();
}

/** Down and up again, so many times. */
async function flap(times: number, everyMs = 2 * minute): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await report('fail', everyMs / 2);
    await report('success', everyMs / 2);
  }
}

const titles = (): readonly string[] => [...shown, ...engine.titles()];
/** Three outages are reported before it flaps. */
const before = [
  'Mailer is down',
  'Mailer is up again',
  'Mailer is down',
  'Mailer is up again',
  'Mailer is down',
  'Mailer is up again',
];
const since = (): readonly string[] => titles().slice(before.length);

describe('a monitor that flaps', () => {
  it('all night sends two messages from the seventh change within an hour on', async () => {
    await watch();
    await flap(8 * 30);
    expect(titles().slice(0, before.length)).toEqual(before);
    expect(since()).toEqual(['Mailer is flapping']);
    await engine.clock.advance(15 * minute);
    expect(since()).toEqual(['Mailer is flapping', 'Mailer no longer flaps']);
  });

  it('says how often it has changed', async () => {
    await watch();
    await flap(4);
    expect(engine.notifications.at(-1)?.body).toContain('7 changes within an hour');
  });

  it('and stays down is reported as down after 15 min, and as recovered later', async () => {
    await watch();
    await flap(5);
    await report('fail');
    await engine.clock.advance(14 * minute);
    expect(since()).toEqual(['Mailer is flapping']);
    await engine.clock.advance(minute);
    expect(since()).toEqual(['Mailer is flapping', 'Mailer is down']);
    await report('success');
    expect(since().at(-1)).toBe('Mailer is up again');
  });

  it('and is critical is reported as down once it is down for twice as long as before', async () => {
    await watch('critical');
    await flap(6);
    await report('fail');
    await engine.clock.advance(minute + 50 * second);
    expect(since()).toEqual(['Mailer is flapping']);
    await engine.clock.advance(15 * second);
    expect(since()).toEqual(['Mailer is flapping', 'Mailer is down']);
  });

  it('does so after a restart as well', async () => {
    await watch();
    await flap(4);
    await restart();
    await flap(2);
    await restart();
    await engine.clock.advance(15 * minute);
    expect(since()).toEqual(['Mailer is flapping', 'Mailer no longer flaps']);
  });

  it('is explained', async () => {
    await watch();
    await flap(4);
    expect(valueOf(await engine.api.rules.explain({ monitorId: 'mailer' }))[0]).toMatchObject({
      blockedBy: 'flapping',
    });
    await engine.clock.advance(20 * minute);
    expect(valueOf(await engine.api.rules.explain({ monitorId: 'mailer' }))[0]).toMatchObject({ blockedBy: null });
  });

  it('is not left waiting by a clock that was set back', async () => {
    await watch();
    await flap(4);
    engine.clock.set(engine.clock.now() - 24 * hour);
    await engine.clock.advance(16 * minute);
    expect(since()).toEqual(['Mailer is flapping', 'Mailer no longer flaps']);
  });

  it('ends with a pause, without a message', async () => {
    await watch();
    await flap(4);
    valueOf(await engine.api.monitors.pause({ id: 'mailer' }));
    await engine.clock.advance(hour);
    expect(since()).toEqual(['Mailer is flapping']);
  });

  it('is not reminded of', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], repeatEvery: '1m' }] }));
    await watch();
    await flap(4);
    const count = titles().length;
    await report('fail', 10 * minute);
    expect(titles()).toHaveLength(count);
  });
});

it('six changes within an hour are not flapping, nor are slow ones', async () => {
  await watch();
  await flap(3);
  await engine.clock.advance(hour);
  await flap(6, 30 * minute);
  expect(titles()).not.toContain('Mailer is flapping');
  expect(titles()).toHaveLength(18);
});

it('flapping can be turned off', async () => {
  valueOf(await engine.api.settings.update({ flapAfter: 0 }));
  await watch();
  await flap(10);
  expect(titles()).toHaveLength(20);
});

it('a muted monitor does not begin to flap, and whoever was notified of its outage is notified of the end', async () => {
  await watch();
  await flap(2);
  await report('fail');
  const { id } = valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: engine.clock.now() + hour }));
  await report('success');
  await flap(6);
  expect(titles()).toHaveLength(6);
  valueOf(await engine.api.mutes.clear({ id }));
  await report('fail');
  expect(since()).toEqual(['Mailer is flapping']);
});

it('a rule may send flapping to other channels than outages', async () => {
  valueOf(await engine.api.channels.create({ kind: 'native', id: 'other' }));
  valueOf(await engine.api.rules.replace({ rules: [{ when: { events: ['flapping'] }, channels: ['other'] }] }));
  await watch();
  await flap(4);
  await report('fail');
  await engine.clock.advance(16 * minute);
  await report('success');
  expect(titles()).toEqual(['Mailer is flapping', 'Mailer no longer flaps']);
});
