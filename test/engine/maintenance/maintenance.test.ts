/** During maintenance checks count nowhere and nothing is sent; what is down after it is reported then. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { advanceBetweenTraffic } from '../../support/advance-between-traffic.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { errorOf, valueOf } from '../../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs({ passMs: second });
});

async function startFor(duration: string, covers: object = { all: true }): Promise<string> {
  const { id } = valueOf(await engine.api.maintenance.start({ covers, duration }));
  await engine.clock.advance(second);
  return id;
}

async function stateOf(id: string): Promise<string | undefined> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  return monitors.find((monitor) => monitor.id === id)?.state;
}

describe('a job in maintenance', () => {
  beforeEach(async () => {
    await engine.job('shop');
  });

  it('reports nothing that begins and ends within it', async () => {
    await startFor('1h');
    expect(await stateOf('shop')).toBe('maintenance');
    await engine.report('shop', 'fail');
    await engine.report('shop', 'success');
    await engine.clock.advance(2 * hour);
    expect(engine.titles()).toEqual([]);
    expect(await stateOf('shop')).toBe('up');
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  });

  it('is reported as down at the end if its last run failed, and as recovered later', async () => {
    await startFor('1h');
    await engine.report('shop', 'fail');
    expect(engine.titles()).toEqual([]);
    await engine.clock.advance(hour);
    expect(engine.titles()).toEqual(['shop is down']);
    await engine.report('shop', 'success');
    expect(engine.titles()).toEqual(['shop is down', 'shop is up again']);
  });

  it('whose outage began before it is reported as recovered at its end', async () => {
    await engine.report('shop', 'fail');
    await startFor('1h');
    await engine.report('shop', 'success');
    expect(engine.titles()).toEqual(['shop is down']);
    await engine.clock.advance(hour);
    expect(engine.titles()).toEqual(['shop is down', 'shop is up again']);
  });

  it('that is still down at its end is not reported twice', async () => {
    await engine.report('shop', 'fail');
    await startFor('1h');
    await engine.clock.advance(2 * hour);
    expect(await stateOf('shop')).toBe('down');
    expect(valueOf(await engine.api.incidents.list({ open: true })).items).toHaveLength(1);
    await engine.report('shop', 'success');
    expect(engine.titles()).toEqual(['shop is down', 'shop is up again']);
  });

  it('that is still down at its end is reported to channels that the window kept from it', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], delay: '10m' }] }));
    await engine.report('shop', 'fail');
    await startFor('1h');
    await engine.clock.advance(59 * minute);
    expect(engine.titles()).toEqual([]);
    await engine.clock.advance(2 * minute);
    expect(engine.titles()).toEqual(['shop is down']);
  });

  it('is not reminded of, and unmuting it reports nothing', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], repeatEvery: '30m' }] }));
    const { id } = valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: engine.clock.now() + hour }));
    await engine.report('shop', 'fail');
    await startFor('2h');
    valueOf(await engine.api.mutes.clear({ id }));
    await engine.clock.advance(hour);
    expect(engine.titles()).toEqual([]);
    await engine.clock.advance(hour + second);
    expect(engine.titles()).toEqual(['shop is down']);
  });

  it('counts as no known time', async () => {
    const from = engine.clock.now();
    await startFor('1h');
    await engine.report('shop', 'fail');
    await engine.report('shop', 'success');
    await engine.clock.advance(hour);
    const uptime = valueOf(await engine.api.history.uptime({ monitorId: 'shop', from, to: from + hour }));
    expect(uptime).toMatchObject({ downMs: 0, incidents: 0 });
    expect(uptime.coverage).toBeLessThan(0.01);
  });
});

it('a job that was due within maintenance has its grace after it', async () => {
  await engine.job('backup', { schedule: { every: '10m' }, grace: '1m' });
  await startFor('1h');
  await engine.clock.advance(hour + 30 * second);
  expect(engine.titles()).toEqual([]);
  await engine.report('backup', 'success');
  await engine.clock.advance(5 * minute);
  expect(engine.titles()).toEqual([]);
  await startFor('1h');
  await engine.clock.advance(hour + 2 * minute);
  expect(engine.titles()).toEqual(['backup is down']);
});

describe('a window', () => {
  it('can be ended early, and covers what it names alone', async () => {
    await engine.job('shop', { tags: ['web'] });
    await engine.job('mail');
    const id = await startFor('1h', { tags: ['web'] });
    expect([await stateOf('shop'), await stateOf('mail')]).toEqual(['maintenance', 'up']);
    expect(valueOf(await engine.api.maintenance.end({ id })).activeUntil).toBeNull();
    await engine.clock.advance(10 * second);
    expect(await stateOf('shop')).not.toBe('maintenance');
    expect(errorOf(await engine.api.maintenance.end({ id })).code).toBe('conflict');
  });

  it('that was ended stays ended when it covers more, and starts again when its times change', async () => {
    await engine.job('shop');
    const id = await startFor('2h', { monitors: ['shop'] });
    valueOf(await engine.api.maintenance.end({ id }));
    const [ended] = valueOf(await engine.api.maintenance.list(undefined));
    if (ended === undefined || !('from' in ended) || 'days' in ended) throw new Error('it has one period');
    const { name, from, to } = ended;
    const wider = { id, name, from, to, timezone: null, covers: { all: true } };
    expect(valueOf(await engine.api.maintenance.save(wider))).toMatchObject({
      activeUntil: null,
      covers: { all: true },
    });
    expect(await stateOf('shop')).not.toBe('maintenance');
    const later = new Date(Date.parse(to) + hour).toISOString().replace('.000Z', 'Z');
    expect(valueOf(await engine.api.maintenance.save({ ...wider, to: later })).activeUntil).toBe(Date.parse(later));
    expect(await stateOf('shop')).toBe('maintenance');
  });

  it('starts and ends while the computer sleeps', async () => {
    await engine.job('shop');
    const from = new Date(engine.clock.now() + hour).toISOString();
    const to = new Date(engine.clock.now() + 2 * hour).toISOString();
    const input = { from: from.replace(/\.\d+/u, ''), to: to.replace(/\.\d+/u, ''), covers: { all: true } };
    valueOf(await engine.api.maintenance.save(input));
    engine.clock.set(engine.clock.now() + 90 * minute);
    await engine.clock.advance(minute + second);
    expect(await stateOf('shop')).toBe('maintenance');
    engine.clock.set(engine.clock.now() + hour);
    await engine.clock.advance(2 * minute);
    expect(await stateOf('shop')).not.toBe('maintenance');
  });

  it('goes on after a restart, and ends while nothing runs', async () => {
    await engine.job('shop');
    await startFor('1h');
    await engine.restart();
    expect(await stateOf('shop')).toBe('maintenance');
    await engine.restart(2 * hour);
    await engine.clock.advance(minute);
    expect(await stateOf('shop')).not.toBe('maintenance');
  });

  it('covers monitors that are created or tagged within it', async () => {
    await startFor('1h', { tags: ['web'] });
    await engine.job('shop', { tags: ['web'] });
    expect(await stateOf('shop')).toBe('maintenance');
    valueOf(await engine.api.monitors.update({ kind: 'heartbeat', id: 'shop', tags: [] }));
    await engine.clock.advance(10 * second);
    expect(await stateOf('shop')).not.toBe('maintenance');
  });

  it('is named by the explanation of an alert, for its time', async () => {
    await engine.job('shop');
    const at = Date.parse('2027-01-05T03:30:00Z');
    const times = { cron: '0 3 5 1 *', duration: '1h', timezone: 'UTC' };
    valueOf(await engine.api.maintenance.save({ name: 'Move', ...times, covers: { monitors: ['shop'] } }));
    const blockAt = async (atMs: number) =>
      valueOf(await engine.api.rules.explain({ monitorId: 'shop', at: atMs }))[0]?.blockedBy;
    expect([await blockAt(at), await blockAt(at + hour)]).toEqual(['maintenance', null]);
  });

  it('is refused with a problem for each field', async () => {
    const problems = async (input: object) =>
      errorOf(await engine.api.maintenance.save({ covers: { all: true }, ...input })).fields;
    expect(await problems({ from: 'soon', to: '2026-11-29T02:00' })).toHaveProperty('from');
    expect(await problems({ from: '2026-11-29T02:00', to: '2026-11-29T01:00' })).toHaveProperty('from');
    expect(await problems({ days: [], from: '2:00', to: '2:00' })).toHaveProperty('days');
    expect(await problems({ cron: '61 * * * *', duration: '1h' })).toHaveProperty('cron');
    expect(await problems({ cron: '0 3 * * *', days: ['mon'] })).toEqual({
      days: expect.any(String) as unknown,
      duration: 'is required',
    });
    expect(Object.keys(await problems({ cron: '@daily', duration: '1 hour', covers: {} })).toSorted()).toEqual([
      'covers',
      'duration',
    ]);
    expect(await problems({ cron: '@daily', duration: '1h', covers: {} })).toHaveProperty('covers');
    expect(await problems({ cron: '@daily', duration: '1h', covers: { monitors: ['x'] } })).toEqual({
      'covers.monitors': 'there is no monitor "x"',
    });
    expect(await problems({ cron: '@daily', duration: '1h', timezone: 'Berlin' })).toHaveProperty('timezone');
  });

  it('of a file is applied, changed and removed with it', async () => {
    await engine.job('shop');
    const yaml = (to: string): string => `maintenance:
  - { id: move, name: Move, days: [sat], from: '1:00', to: '${to}', timezone: Europe/Berlin, covers: { monitors: [shop] } }
`;
    expect(valueOf(await engine.api.config.apply({ yaml: yaml('3:00') })).created).toEqual(['move']);
    expect(valueOf(await engine.api.config.apply({ yaml: yaml('3:00') }))).toMatchObject({ created: [], updated: [] });
    expect(valueOf(await engine.api.config.apply({ yaml: yaml('4:00') })).updated).toEqual(['move']);
    expect(errorOf(await engine.api.config.apply({ yaml: yaml('late') })).message).toContain('line 2');
    expect(valueOf(await engine.api.config.apply({ yaml: 'monitors: []\n' })).removed).toEqual(['move']);
  });
});

describe('a monitor that depends on one in maintenance', () => {
  beforeEach(async () => {
    await engine.job('router');
    await engine.job('shop', { dependsOn: ['router'] });
    await startFor('1h', { monitors: ['router'] });
    await engine.report('shop', 'fail');
  });

  it('is not reported if it recovers within it', async () => {
    await engine.report('shop', 'success');
    await engine.clock.advance(2 * hour);
    expect(engine.titles()).toEqual([]);
  });

  it('is reported if it outlasts it', async () => {
    await engine.clock.advance(59 * minute);
    expect(engine.titles()).toEqual([]);
    await engine.clock.advance(2 * minute);
    expect(engine.titles()).toEqual(['shop is down']);
  });
});

describe('a probed monitor', () => {
  let server: TargetServer;
  let begin: number;
  beforeEach(async () => {
    server = await startTargetServer();
    onTestFinished(server.close);
    const fields = { interval: '10s', timeout: '5s', failAfter: 2, recoverAfter: 2, recheckInterval: '1s' };
    valueOf(await engine.api.monitors.create({ kind: 'http', id: 'web', name: 'Web', url: server.url, ...fields }));
    await engine.clock.advance(1);
    await engine.untilState('web', 'up');
    begin = engine.clock.now();
  });

  it('is checked during maintenance, and what is down after it alerts then', async () => {
    await startFor('1m');
    server.behave({ kind: 'answer', status: 503 });
    const before = server.requests.length;
    await advanceBetweenTraffic(engine.clock, () => server.requests.length > before + 2);
    expect(await stateOf('web')).toBe('maintenance');
    expect(engine.titles()).toEqual([]);
    await advanceBetweenTraffic(engine.clock, () => engine.titles().length > 0);
    expect(engine.titles()).toEqual(['Web is down']);
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident?.startedAt).toBeGreaterThanOrEqual(begin + minute);
  });
});
