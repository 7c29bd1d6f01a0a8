import { beforeEach, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../electron/engine/runtime/events.ts';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import type { Recorded, Recorder } from '../../../electron/engine/incidents/recorder.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import { openObserver, type Observer } from '../../../electron/engine/runtime/observer.ts';
import { rememberCheck, type MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { unchanged } from '../../../electron/engine/state/outage.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { addMonitor, midnight, openTestStore, passingCheck } from '../store/fixtures.ts';

let clock: ManualClock;
let entry: MonitorEntry;
let observer: Observer;
let events: RecordedEvent[];
/** What the recorder says next, and what it makes of the monitor. */
let record: () => Recorded;
let recordAll: Recorder['recordAll'];

beforeEach(async () => {
  clock = manualClock(midnight);
  events = [];
  recordAll = () => new Set();
  const registry = openMonitorRegistry(openAlertConfig([], []));
  entry = registry.add(addMonitor(await openTestStore()));
  observer = openObserver({
    registry,
    recorder: { record: () => record(), recordAll: (pending) => recordAll(pending) },
    clock,
    emit: (event) => events.push(event),
    dueAt: () => midnight + 60_000,
    connection: () => 'online',
  });
});

function observe(more: Partial<CheckDetail> = {}): void {
  const check: CheckDetail = {
    ...passingCheck(midnight),
    ...more,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
  rememberCheck(entry, check);
  observer.observe(entry, { step: unchanged(entry.tracking), check, ping: null });
}
const types = (): readonly string[] => events.map(({ type }) => type);

it('announces a plain check with the time of the next', () => {
  record = () => 'plain';
  observe();
  expect(events).toMatchObject([{ type: 'check', monitorId: 'shop-api', nextCheckAt: midnight + 60_000 }]);
});

it('announces with a plain check what it found of the main figure of its kind, and nothing where that has none', () => {
  record = () => 'plain';
  const found = { figures: { days: 41, value: 7 }, scales: { days: { unit: 'd', warning: [], critical: [] } } };
  observe(found);
  entry.monitor = { ...entry.monitor, kind: 'certificate' } as MonitorEntry['monitor'];
  observe(found);
  expect(entry.figure).toEqual({ name: 'days', value: 41, unit: 'd' });
  observe({ verdict: 'inconclusive' });
  expect(events.map((event) => 'figure' in event && event.figure)).toEqual([
    false,
    { name: 'days', value: 41, unit: 'd' },
    false,
  ]);
});

it('announces a change as the whole row, and the counts a moment later', async () => {
  record = () => {
    entry.tracking = { ...entry.tracking, state: 'up' };
    return 'changed';
  };
  observe();
  expect(types()).toEqual(['monitor']);
  await clock.advance(50);
  expect(types()).toEqual(['monitor', 'overview']);
});

it('announces the counts once for many changes in a moment', async () => {
  record = () => {
    entry.tracking = { ...entry.tracking, state: entry.tracking.state === 'up' ? 'down' : 'up' };
    return 'changed';
  };
  observe();
  observe();
  observe();
  await clock.advance(1_000);
  expect(types().filter((type) => type === 'overview')).toHaveLength(1);
});

it('what could not be recorded is not announced', async () => {
  record = () => 'failed';
  observe();
  await clock.advance(1_000);
  expect(events).toEqual([]);
});

it('announces a group as one row for each of its monitors that was recorded, and the counts once', async () => {
  const other = { ...entry, monitor: { ...entry.monitor, id: 'other' } };
  const pending = [entry, other, entry].map((each) => ({ entry: each, observe: () => null }));
  recordAll = () => {
    entry.tracking = { ...entry.tracking, state: 'running' };
    return new Set(pending.slice(1, 2));
  };
  expect(observer.observeAll(pending)).toEqual(new Set(pending.slice(1, 2)));
  await clock.advance(1_000);
  expect(events).toMatchObject([
    { type: 'monitor', monitor: { id: 'shop-api', state: 'running' } },
    { type: 'overview' },
  ]);
});
