/** A monitor whose dependency is down does not alert; what outlasts its cause is reported then. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { errorOf, valueOf } from '../../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs();
});

async function restart(): Promise<void> {
  await engine.restart();
  await engine.clock.advance(second);
}

async function fails(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await engine.report(id, 'fail');
  await engine.clock.advance(2 * second);
}

async function recovers(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await engine.report(id, 'success');
  await engine.clock.advance(2 * second);
}

async function openIncidents() {
  const { items } = valueOf(await engine.api.incidents.list({ open: true, limit: 100 }));
  return Object.fromEntries(items.map((incident) => [incident.monitorId, incident]));
}

describe('while a monitor is down', () => {
  it('30 monitors that depend on it do not alert: one message, and one recovery', async () => {
    const ids = Array.from({ length: 30 }, (_, each) => `job-${String(each)}`);
    await engine.job('router');
    for (const id of ids) await engine.job(id, { dependsOn: ['router'] });
    await fails('router', ...ids);
    expect(engine.titles()).toEqual(['router is down']);
    expect(engine.notifications[0]?.body).toContain('30 monitors behind it');
    const incidents = await openIncidents();
    const { router } = incidents;
    expect(router).toMatchObject({ causedBy: null, caused: 30 });
    expect(incidents['job-7']?.causedBy).toEqual({ id: router?.id, monitorName: 'router' });
    const { items } = valueOf(await engine.api.incidents.list({ causedBy: router?.id ?? -1, limit: 100 }));
    expect(items).toHaveLength(30);
    await recovers(...ids, 'router');
    await engine.clock.advance(10 * minute);
    expect(engine.titles()).toEqual(['router is down', 'router is up again']);
  });

  it('the farthest one explains them all', async () => {
    await engine.job('router');
    await engine.job('switch', { dependsOn: ['router'] });
    await engine.job('shop', { dependsOn: ['switch'] });
    await fails('router', 'shop', 'switch');
    expect(engine.titles()).toEqual(['router is down']);
    expect((await openIncidents()).shop?.causedBy?.monitorName).toBe('router');
    const { monitors } = valueOf(await engine.api.overview.get(undefined));
    expect(monitors.map(({ id, behind, causedBy }) => [id, behind, causedBy])).toEqual([
      ['router', 2, null],
      ['switch', 1, 'router'],
      ['shop', 0, 'router'],
    ]);
  });

  it('a monitor that was reported before it is reported as recovered', async () => {
    await engine.job('router');
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('shop');
    await fails('router');
    await recovers('shop');
    await recovers('router');
    expect(engine.titles()).toEqual(['shop is down', 'router is down', 'shop is up again', 'router is up again']);
  });

  it('reminders are sent for it alone', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], repeatEvery: '30m' }] }));
    await engine.job('router');
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('router', 'shop');
    await engine.clock.advance(40 * minute);
    expect(engine.titles()).toEqual(['router is down', 'router is still down']);
  });

  it('the explanation of an alert names the dependency', async () => {
    await engine.job('router');
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('router');
    const explained = valueOf(await engine.api.rules.explain({ monitorId: 'shop' }));
    expect(explained[0]).toMatchObject({ channelId: 'desktop', blockedBy: 'dependency', sentAt: null });
    await recovers('router');
    expect(valueOf(await engine.api.rules.explain({ monitorId: 'shop' }))[0]).toMatchObject({ blockedBy: null });
  });
});

describe('while a monitor is failing', () => {
  it('the alerts of those that depend on it wait, and are dropped once it is down', async () => {
    await engine.job('router', { failAfter: 2 });
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('router', 'shop');
    await engine.clock.advance(minute);
    expect(engine.titles()).toEqual([]);
    await fails('router');
    expect(engine.titles()).toEqual(['router is down']);
    expect((await openIncidents()).shop?.causedBy?.monitorName).toBe('router');
  });

  it('they are sent once it works again', async () => {
    await engine.job('router', { failAfter: 2 });
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('router', 'shop');
    await recovers('router');
    expect(engine.titles()).toEqual(['shop is down']);
  });

  it('an outage that ends meanwhile is reported with its end', async () => {
    await engine.job('router', { failAfter: 2 });
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('router', 'shop');
    await recovers('shop');
    expect(engine.titles()).toEqual(['shop is up again']);
  });
});

describe('what outlasts its cause', () => {
  beforeEach(async () => {
    await engine.job('router');
    await engine.job('shop', { dependsOn: ['router'] });
    await fails('router', 'shop');
  });

  it('is reported when the cause is resolved, and when it is resolved itself', async () => {
    await recovers('router');
    expect(engine.titles()).toEqual(['router is down', 'router is up again', 'shop is down']);
    expect((await openIncidents()).shop?.causedBy).toBeNull();
    await recovers('shop');
    expect(engine.titles().at(-1)).toBe('shop is up again');
    expect(engine.titles()).toHaveLength(4);
  });

  it('is reported after a restart in between', async () => {
    await restart();
    expect(engine.titles()).toEqual([]);
    await recovers('router');
    expect(engine.titles()).toEqual(['router is up again', 'shop is down']);
    await restart();
    await engine.clock.advance(10 * minute);
    expect(engine.titles()).toEqual([]);
  });

  it('is reported when the monitor that caused it is deleted, also across a restart', async () => {
    valueOf(await engine.api.monitors.delete({ id: 'router' }));
    await restart();
    expect(engine.titles()).toEqual(['shop is down']);
    expect(valueOf(await engine.api.monitors.get({ id: 'shop' })).dependsOn).toEqual([]);
  });

  it('is reported when it no longer depends on the cause', async () => {
    valueOf(await engine.api.monitors.update({ kind: 'heartbeat', id: 'shop', dependsOn: [] }));
    await engine.clock.advance(2 * second);
    expect(engine.titles()).toEqual(['router is down', 'shop is down']);
  });

  it('is not reported once it is acknowledged', async () => {
    const { shop } = await openIncidents();
    valueOf(await engine.api.incidents.acknowledge({ id: shop?.id ?? -1 }));
    await recovers('router');
    await recovers('shop');
    expect(engine.titles()).toEqual(['router is down', 'router is up again']);
  });

  it('is reported at the end of a mute', async () => {
    valueOf(
      await engine.api.mutes.set({ scope: { kind: 'monitor', monitorId: 'shop' }, until: engine.clock.now() + minute }),
    );
    await recovers('router');
    expect(engine.titles()).toEqual(['router is down', 'router is up again']);
    await engine.clock.advance(minute);
    expect(engine.titles().at(-1)).toBe('shop is down');
  });
});

it('a monitor is checked at once when one that depends on it fails', async () => {
  const server = await startTargetServer();
  onTestFinished(server.close);
  const http = (id: string, fields: Partial<MonitorInput> = {}) =>
    engine.api.monitors.create({ kind: 'http', id, url: `${server.url}/${id}`, ...fields } as MonitorInput);
  valueOf(await http('router', { interval: '1h', failAfter: 1 }));
  valueOf(
    await http('shop', {
      dependsOn: ['router'],
      failAfter: 1,
      interval: '10s',
      timeout: '5s',
    }),
  );
  await engine.clock.advance(1);
  await Promise.all([engine.untilState('router', 'up'), engine.untilState('shop', 'up')]);
  server.behave({ kind: 'reset', at: 'request' });
  const isDown = Promise.all([engine.untilState('router', 'down'), engine.untilState('shop', 'down')]);
  await engine.clock.advance(10 * second);
  await isDown;
  await engine.clock.advance(5 * second);
  expect(engine.titles()).toHaveLength(1);
  expect(engine.titles()[0]).toContain('router');
});

describe('a dependency', () => {
  beforeEach(async () => {
    await engine.job('a');
    await engine.job('b', { dependsOn: ['a'] });
  });
  const dependOn = (id: string, dependsOn: readonly string[]) =>
    engine.api.monitors.update({ kind: 'heartbeat', id, dependsOn });

  it('on itself, on an unknown monitor, or in a circle is refused', async () => {
    expect(errorOf(await dependOn('a', ['a'])).fields).toEqual({ dependsOn: 'must not name the monitor itself' });
    expect(errorOf(await dependOn('a', ['x'])).fields).toEqual({ dependsOn: 'there is no monitor "x"' });
    expect(errorOf(await dependOn('a', ['b'])).fields).toEqual({ dependsOn: 'creates a dependency cycle: a → b → a' });
  });

  it('in a file is checked as a whole, with its line', async () => {
    const yaml = (of: string) => `monitors:
  - { id: x, kind: http, url: 'http://127.0.0.1:1', dependsOn: [y] }
  - { id: y, kind: http, url: 'http://127.0.0.1:1', enabled: false, dependsOn: [${of}] }
`;
    const error = errorOf(await engine.api.config.apply({ yaml: yaml('x') }));
    expect(error.message).toContain('creates a dependency cycle: x → y → x');
    expect(error.message).toContain('line 2');
    expect(valueOf(await engine.api.config.apply({ yaml: yaml('a') })).created).toEqual(['x', 'y']);
    expect(valueOf(await engine.api.config.apply({ yaml: yaml('a') }))).toMatchObject({ updated: [], removed: [] });
    expect(valueOf(await engine.api.config.export(undefined)).yaml).toContain('dependsOn:');
  });
});
