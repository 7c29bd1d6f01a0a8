import { onTestFinished, describe, expect, test } from 'vitest';
import { muteUntil } from '../../../electron/contract/mute-choices.ts';
import { allMonitors } from '../../../electron/main/tray/all-monitors.ts';
import type { MonitorActions } from '../../../electron/main/tray/menu.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

interface Rig {
  readonly engine: TestEngine;
  readonly clock: ManualClock;
  readonly all: MonitorActions;
  readonly log: readonly string[];
  /** The maximum number of concurrent probes. */
  readonly mostAtOnce: () => number;
  readonly asked: readonly string[];
}

async function open(): Promise<Rig> {
  const clock = manualClock();
  const asked: string[] = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock,
    probes: {
      http: async ({ id }) => {
        asked.push(id);
        underWay += 1;
        mostAtOnce = Math.max(mostAtOnce, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return passed(clock.now());
      },
    },
  });
  onTestFinished(() => engine.stop());
  const logger = recordedLog();
  const all = allMonitors({ api: engine.api, clock, logger });
  return { engine, clock, all, log: logger.lines, mostAtOnce: () => mostAtOnce, asked };
}

function passed(at: number) {
  const nothing = { phases: null, failure: null, assertions: [], unhealthy: [], response: null, certificate: null };
  return { at, verdict: 'pass' as const, responseTime: 1, ...nothing };
}

async function add({ engine }: Rig, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    valueOf(await engine.api.monitors.create({ kind: 'http', id: name, name, url: `http://127.0.0.1:9/${name}` }));
  }
}

async function enabled({ engine }: Rig): Promise<readonly string[]> {
  const monitors = valueOf(await engine.api.monitors.list(undefined));
  return monitors.filter((monitor) => monitor.enabled).map(({ id }) => id);
}

describe('checking all', () => {
  test('checks each enabled monitor once, within the limit per host', async () => {
    const rig = await open();
    valueOf(await rig.engine.api.settings.update({ maxPerHost: 2 }));
    await add(rig, 'a', 'b', 'c', 'd', 'e');
    valueOf(await rig.engine.api.monitors.pause({ id: 'e' }));
    valueOf(await rig.engine.api.monitors.create({ kind: 'heartbeat', name: 'job', schedule: { every: '1h' } }));
    rig.all.checkAll();
    await expect.poll(() => rig.asked.length).toBe(4);
    expect([[...rig.asked].sort(), rig.mostAtOnce()]).toEqual([['a', 'b', 'c', 'd'], 2]);
  });
});

describe('muting all', () => {
  test('lasts as long as chosen, and ends without affecting other mutes', async () => {
    const rig = await open();
    await add(rig, 'a');
    const { api } = rig.engine;
    valueOf(await api.mutes.set({ scope: { kind: 'monitor', monitorId: 'a' }, until: rig.clock.now() + 60_000 }));
    rig.all.muteAll('4h');
    const until = muteUntil('4h', rig.clock.now());
    await expect.poll(async () => valueOf(await api.mutes.list(undefined)).map((one) => one.until)).toContain(until);
    rig.all.unmuteAll();
    await expect
      .poll(async () => valueOf(await api.mutes.list(undefined)).map(({ scope }) => scope.kind))
      .toEqual(['monitor']);
    rig.all.unmuteAll();
    await expect.poll(async () => valueOf(await api.mutes.list(undefined))).toEqual([]);
  });
});

describe('pausing all', () => {
  test('is undone only for the monitors that it paused', async () => {
    const rig = await open();
    await add(rig, 'a', 'b', 'c');
    valueOf(await rig.engine.api.monitors.pause({ id: 'c' }));
    rig.all.pauseAll();
    await expect.poll(() => enabled(rig)).toEqual([]);
    rig.all.resumeAll();
    await expect.poll(() => enabled(rig)).toEqual(['a', 'b']);
    expect(rig.log).toEqual([]);
  });
});
