import { beforeEach, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../electron/engine/runtime/events.ts';
import { openAlertConfig, untriedHealth } from '../../../electron/engine/notifications/alert-config.ts';
import { openMuteList, type MuteList } from '../../../electron/engine/notifications/mute-list.ts';
import { openMuting, type Muting } from '../../../electron/engine/notifications/muting.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { StoreError } from '../../../electron/engine/store/store-error.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, midnight, newAlert, openTestStore } from '../store/fixtures.ts';
import { nativeChannel, rule } from './samples.ts';

const hour = 3_600_000;
const everything = { kind: 'all' } as const;

let clock: ManualClock;
let store: Store;
let mutes: MuteList;
let entry: MonitorEntry;
let muting: Muting;
let events: RecordedEvent[];
let announced: MonitorEntry[];
let log: ReturnType<typeof recordedLog>;
let isFull: boolean;

beforeEach(async () => {
  clock = manualClock(midnight);
  store = await openTestStore();
  mutes = openMuteList([]);
  events = [];
  announced = [];
  log = recordedLog();
  isFull = false;
  const alertConfig = openAlertConfig([{ channel: nativeChannel(), health: untriedHealth }], [rule({}, ['desktop'])]);
  const registry = openMonitorRegistry(alertConfig, mutes);
  entry = registry.add(addMonitor(store));
  const transaction: Store['transaction'] = (body) => {
    if (isFull) throw new StoreError('full', 'the disk is full');
    return store.transaction(body);
  };
  muting = openMuting({
    store: { ...store, transaction },
    durable: { ...store, transaction },
    mutes,
    registry,
    alertConfig,
    clock,
    logger: log,
    emit: (event) => events.push(event),
    announce: (monitor) => announced.push(monitor),
    announceOverview: () => undefined,
    onAlerts: () => undefined,
  });
  muting.start();
});

it('a mute cancels pending alerts, is stored, and is announced with its monitors', () => {
  store.outbox.add([newAlert('incident:1')], midnight);
  const mute = muting.set(everything, midnight + hour);
  expect(store.mutes.all()).toEqual([mute]);
  expect(entry.muted).toEqual(mute);
  expect(announced).toEqual([entry]);
  expect(store.outbox.page({ limit: 9 }).items).toMatchObject([{ status: 'cancelled' }]);
  expect(events.map(({ type }) => type)).toEqual(['mutes', 'alert']);
});

it('setting and ending a mute is remembered, with the mute', async () => {
  const { id } = muting.set({ kind: 'monitor', monitorId: entry.monitor.id }, midnight + hour);
  await clock.advance(1_000);
  muting.clear(id);
  const scope = { kind: 'monitor' } as const;
  expect(store.annotations.between(entry.key, { from: 0, to: midnight + hour, limit: 9 })).toEqual([
    { at: midnight + 1_000, event: { type: 'unmuted', scope } },
    { at: midnight, event: { type: 'muted', scope, until: midnight + hour } },
  ]);
});

it('the end of a mute is an annotation at its time, also of one that covers several', async () => {
  muting.set({ kind: 'monitor', monitorId: entry.monitor.id }, midnight + hour);
  muting.set(everything, midnight + 2 * hour);
  await clock.advance(3 * hour);
  const found = store.annotations.between(entry.key, { from: 0, to: midnight + 9 * hour, limit: 9 });
  expect(found.slice(0, 2)).toEqual([
    { at: midnight + 2 * hour, event: { type: 'mute-ended', scope: everything } },
    { at: midnight + hour, event: { type: 'mute-ended', scope: { kind: 'monitor' } } },
  ]);
});

it('a mute that ends since the clock was set back ends now', () => {
  muting.set(everything, midnight + hour);
  clock.set(midnight - 240 * hour);
  muting.review();
  const found = store.annotations.between(entry.key, { from: 0, to: midnight, limit: 9 });
  expect(found).toEqual([{ at: midnight - 240 * hour, event: { type: 'mute-ended', scope: everything } }]);
});

it('a mute that the store rejects changes nothing in memory', () => {
  isFull = true;
  expect(() => muting.set(everything, midnight + hour)).toThrow(StoreError);
  expect(mutes.all()).toEqual([]);
  expect(entry.muted).toBeNull();
  expect(events).toEqual([]);
});

it('a mute ends at its time and leaves no timer', async () => {
  muting.set(everything, midnight + hour);
  await clock.advance(hour - 1);
  expect(entry.muted).not.toBeNull();
  await clock.advance(1);
  expect(entry.muted).toBeNull();
  expect(store.mutes.all()).toEqual([]);
  expect(clock.pending()).toBe(0);
});

it('a mute that the store refuses to remove is removed on a later attempt', async () => {
  muting.set(everything, midnight + hour);
  isFull = true;
  await clock.advance(hour);
  expect(log.lines).not.toEqual([]);
  expect(entry.muted).not.toBeNull();
  isFull = false;
  await clock.advance(60_000);
  expect(entry.muted).toBeNull();
});

it('clearing a mute reports whether it existed', () => {
  const { id } = muting.set(everything, midnight + hour);
  expect(muting.clear(id)).toBe(true);
  expect(muting.clear(id)).toBe(false);
  expect(clock.pending()).toBe(0);
});
