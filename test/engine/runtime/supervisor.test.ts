import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { ProbeFn } from '../../../electron/engine/kinds/kind.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openMonitorRegistry, type MonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { openLookups } from '../../../electron/engine/lookups/lookups.ts';
import { openSupervisor, type Supervisor } from '../../../electron/engine/runtime/supervisor.ts';
import { openBudgets } from '../../../electron/engine/locations/budgets.ts';
import { openLocationList } from '../../../electron/engine/locations/location-list.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, midnight, minuteMs, openTestStore, passingCheck } from '../store/fixtures.ts';

let clock: ManualClock;
let store: Store;
let registry: MonitorRegistry;
let supervisor: Supervisor;
/** The times at which the probe ran. */
let probed: number[];

beforeEach(async () => {
  clock = manualClock(midnight);
  store = await openTestStore();
  registry = openMonitorRegistry(openAlertConfig([], []));
  probed = [];
  const http: ProbeFn<HttpMonitor> = () => {
    probed.push(clock.now() - midnight);
    const evidence = { assertions: [], unhealthy: [], response: null, certificate: null };
    return Promise.resolve({ ...passingCheck(clock.now()), ...evidence });
  };
  supervisor = openSupervisor({
    registry,
    recorder: {
      record(entry, { step }) {
        entry.tracking = step.next;
        return 'changed';
      },
      recordAll: () => new Set(),
    },
    clock,
    logger: recordedLog(),
    version: '0',
    emit: () => undefined,
    nativeNotifier: { show: () => Promise.resolve('test') },
    wording: en,
    limits: () => ({ maxConcurrent: 10, maxPerHost: 10 }),
    status: { report: () => undefined },
    anchors: () => [],
    isStretched: () => false,
    lookups: openLookups({ clock }),
    askAnchor: () => Promise.resolve('reached'),
    probes: { http },
    locations: openLocationList(),
    budgets: openBudgets([], () => undefined),
    elsewhereRecord: { report: () => undefined, note: () => undefined, noted: () => [] },
    onReturn: () => undefined,
    runStartedAt: () => null,
    pingsFrom: () => [],
    settled: () => true,
  });
  onTestFinished(() => supervisor.stop());
});

function add(): MonitorEntry {
  return registry.add(addMonitor(store));
}

it('checks a new monitor at once, and then once each interval', async () => {
  add();
  supervisor.start(null);
  await clock.advance(2 * minuteMs);
  expect(probed).toEqual([0, minuteMs, 2 * minuteMs]);
});

it('checks a stored monitor at its offset in the interval', async () => {
  const entry = add();
  entry.tracking = { ...entry.tracking, state: 'up' };
  supervisor.start(null);
  expect(supervisor.dueAt('shop-api')).toBeGreaterThan(midnight);
  await clock.advance(minuteMs);
  expect(probed).toHaveLength(1);
});

it('checks an edited monitor at once', async () => {
  const entry = add();
  supervisor.start(null);
  await clock.advance(20_000);
  const before = entry.monitor;
  registry.replace(entry, { ...before, name: 'Shop' });
  supervisor.update(entry, before);
  await clock.advance(1);
  expect(probed).toEqual([0, 20_000]);
});

it('pauses a disabled monitor, and no longer checks it', async () => {
  const entry = add();
  supervisor.start(null);
  await clock.advance(1);
  const before = entry.monitor;
  registry.replace(entry, { ...before, enabled: false });
  supervisor.update(entry, before);
  expect(entry.tracking.state).toBe('paused');
  expect(supervisor.dueAt('shop-api')).toBeNull();
  await clock.advance(2 * minuteMs);
  expect(probed).toEqual([0]);
});

it('checks nothing before it is started, or after a monitor is removed', async () => {
  const entry = add();
  supervisor.update(entry, null);
  expect(supervisor.dueAt('shop-api')).toBeNull();
  supervisor.start(null);
  registry.remove(entry);
  supervisor.remove(entry);
  await clock.advance(minuteMs);
  expect(probed).toEqual([]);
});

it('stops its checks and leaves no timer', async () => {
  add();
  supervisor.start(null);
  await clock.advance(1);
  await supervisor.stop();
  expect(clock.pending()).toBe(0);
});

it('returns the result of a check on demand', async () => {
  const entry = add();
  expect(await supervisor.checkNow(entry)).toMatchObject({ ok: true, value: { verdict: 'pass' } });
});
