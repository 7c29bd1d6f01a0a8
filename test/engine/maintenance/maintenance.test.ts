/** During maintenance checks count nowhere and nothing is sent; what is down after it is reported then. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import { advanceBetweenTraffic } from '../../support/advance-between-traffic.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { errorOf, openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let clock: ManualClock;
let directory: string;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  await open();
});
afterEach(async () => {
  await engine.stop();
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

async function open(): Promise<void> {
  engine = await openTestEngine({ directory, clock });
  engine.start();
}

const tokenOf = (id: string): string => `${id}-token-0123456789`;

async function job(id: string, fields: object = {}): Promise<void> {
  const made = { kind: 'heartbeat', id, name: id, schedule: { every: '30d' }, token: tokenOf(id), ...fields };
  valueOf(await engine.api.monitors.create(made as MonitorInput));
  await report(id, 'success');
}

async function report(id: string, kind: 'success' | 'fail' | 'start'): Promise<void> {
  const ping = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token: tokenOf(id), kind, ...ping })).toBe('ok');
  await clock.advance(second);
}

async function startFor(duration: string, covers: object = { all: true }): Promise<string> {
  const { id } = valueOf(await engine.api.maintenance.start({ covers, duration }));
  await clock.advance(second);
  return id;
}

async function stateOf(id: string): Promise<string | undefined> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  return monitors.find((monitor) => monitor.id === id)?.state;
}

const titles = (): readonly string[] => engine.notifications.map(({ title }) => title);

describe('a job in maintenance', () => {
  beforeEach(async () => {
    await job('shop');
  });

  it('reports nothing that begins and ends within it', async () => {
    await startFor('1h');
    expect(await stateOf('shop')).toBe('maintenance');
    await report('shop', 'fail');
    await report('shop', 'success');
    await clock.advance(2 * hour);
    expect(titles()).toEqual([]);
    expect(await stateOf('shop')).toBe('up');
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  });

  it('is reported as down at the end if its last run failed, and as recovered later', async () => {
    await startFor('1h');
    await report('shop', 'fail');
    expect(titles()).toEqual([]);
    await clock.advance(hour);
    expect(titles()).toEqual(['shop is down']);
    await report('shop', 'success');
    expect(titles()).toEqual(['shop is down', 'shop is up again']);
  });

  it('whose outage began before it is reported as recovered at its end', async () => {
    await report('shop', 'fail');
    await startFor('1h');
    await report('shop', 'success');
    expect(titles()).toEqual(['shop is down']);
    await clock.advance(hour);
    expect(titles()).toEqual(['shop is down', 'shop is up again']);
  });

  it('that is still down at its end is not reported twice', async () => {
    await report('shop', 'fail');
    await startFor('1h');
    await clock.advance(2 * hour);
    expect(await stateOf('shop')).toBe('down');
    expect(valueOf(await engine.api.incidents.list({ open: true })).items).toHaveLength(1);
    await report('shop', 'success');
    expect(titles()).toEqual(['shop is down', 'shop is up again']);
  });

  it('that is still down at its end is reported to channels that the window kept from it', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], delay: '10m' }] }));
    await report('shop', 'fail');
    await startFor('1h');
    await clock.advance(59 * minute);
    expect(titles()).toEqual([]);
    await clock.advance(2 * minute);
    expect(titles()).toEqual(['shop is down']);
  });

  it('is not reminded of, and unmuting it reports nothing', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], repeatEvery: '30m' }] }));
    const { id } = valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: clock.now() + hour }));
    await report('shop', 'fail');
    await startFor('2h');
    valueOf(await engine.api.mutes.clear({ id }));
    await clock.advance(hour);
    expect(titles()).toEqual([]);
    await clock.advance(hour + second);
    expect(titles()).toEqual(['shop is down']);
  });

  it('counts as no known time', async () => {
    const from = clock.now();
    await startFor('1h');
    await report('shop', 'fail');
    await report('shop', 'success');
    await clock.advance(hour);
    const uptime = valueOf(await engine.api.history.uptime({ monitorId: 'shop', from, to: from + hour }));
    expect(uptime).toMatchObject({ downMs: 0, incidents: 0 });
    expect(uptime.coverage).toBeLessThan(0.01);
  });
});

it('a job that was due within maintenance has its grace after it', async () => {
  await job('backup', { schedule: { every: '10m' }, grace: '1m' });
  await startFor('1h');
  await clock.advance(hour + 30 * second);
  expect(titles()).toEqual([]);
  await report('backup', 'success');
  await clock.advance(5 * minute);
  expect(titles()).toEqual([]);
  await startFor('1h');
  await clock.advance(hour + 2 * minute);
  expect(titles()).toEqual(['backup is down']);
});

describe('a window', () => {
  it('can be ended early, and covers what it names alone', async () => {
    await job('shop', { tags: ['web'] });
    await job('mail');
    const id = await startFor('1h', { tags: ['web'] });
    expect([await stateOf('shop'), await stateOf('mail')]).toEqual(['maintenance', 'up']);
    expect(valueOf(await engine.api.maintenance.end({ id })).activeUntil).toBeNull();
    await clock.advance(10 * second);
    expect(await stateOf('shop')).not.toBe('maintenance');
    expect(errorOf(await engine.api.maintenance.end({ id })).code).toBe('conflict');
  });

  it('that was ended stays ended when it covers more, and starts again when its times change', async () => {
    await job('shop');
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
    await job('shop');
    const from = new Date(clock.now() + hour).toISOString();
    const to = new Date(clock.now() + 2 * hour).toISOString();
    const input = { from: from.replace(/\.\d+/u, ''), to: to.replace(/\.\d+/u, ''), covers: { all: true } };
    valueOf(await engine.api.maintenance.save(input));
    clock.set(clock.now() + 90 * minute);
    await clock.advance(minute + second);
    expect(await stateOf('shop')).toBe('maintenance');
    clock.set(clock.now() + hour);
    await clock.advance(2 * minute);
    expect(await stateOf('shop')).not.toBe('maintenance');
  });

  it('goes on after a restart, and ends while nothing runs', async () => {
    await job('shop');
    await startFor('1h');
    await engine.stop();
    await open();
    expect(await stateOf('shop')).toBe('maintenance');
    await engine.stop();
    clock.set(clock.now() + 2 * hour);
    await open();
    await clock.advance(minute);
    expect(await stateOf('shop')).not.toBe('maintenance');
  });

  it('covers monitors that are created or tagged within it', async () => {
    await startFor('1h', { tags: ['web'] });
    await job('shop', { tags: ['web'] });
    expect(await stateOf('shop')).toBe('maintenance');
    valueOf(await engine.api.monitors.update({ kind: 'heartbeat', id: 'shop', tags: [] }));
    await clock.advance(10 * second);
    expect(await stateOf('shop')).not.toBe('maintenance');
  });

  it('is named by the explanation of an alert, for its time', async () => {
    await job('shop');
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
    expect(await problems({ cron: '@daily', duration: '1h', covers: {} })).toHaveProperty('covers');
    expect(await problems({ cron: '@daily', duration: '1h', covers: { monitors: ['x'] } })).toEqual({
      'covers.monitors': 'there is no monitor "x"',
    });
    expect(await problems({ cron: '@daily', duration: '1h', timezone: 'Berlin' })).toHaveProperty('timezone');
  });

  it('of a file is applied, changed and removed with it', async () => {
    await job('shop');
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
    await job('router');
    await job('shop', { dependsOn: ['router'] });
    await startFor('1h', { monitors: ['router'] });
    await report('shop', 'fail');
  });

  it('is not reported if it recovers within it', async () => {
    await report('shop', 'success');
    await clock.advance(2 * hour);
    expect(titles()).toEqual([]);
  });

  it('is reported if it outlasts it', async () => {
    await clock.advance(59 * minute);
    expect(titles()).toEqual([]);
    await clock.advance(2 * minute);
    expect(titles()).toEqual(['shop is down']);
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
    await clock.advance(1);
    await engine.untilState('web', 'up');
    begin = clock.now();
  });

  it('is checked during maintenance, and what is down after it alerts then', async () => {
    await startFor('1m');
    server.behave({ kind: 'answer', status: 503 });
    const before = server.requests.length;
    await advanceBetweenTraffic(clock, () => server.requests.length > before + 2);
    expect(await stateOf('web')).toBe('maintenance');
    expect(titles()).toEqual([]);
    await advanceBetweenTraffic(clock, () => titles().length > 0);
    expect(titles()).toEqual(['Web is down']);
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident?.startedAt).toBeGreaterThanOrEqual(begin + minute);
  });
});
