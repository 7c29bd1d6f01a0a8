import { beforeEach, expect, it } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import {
  openAlertConfig,
  untriedHealth,
  type AlertConfig,
} from '../../../electron/engine/notifications/alert-config.ts';
import { openReminding, type Reminding } from '../../../electron/engine/notifications/reminding.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import { StoreError } from '../../../electron/engine/store/store-error.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.ts';
import { addMonitor, midnight, newAlert, newIncident, openTestStore } from '../store/fixtures.ts';
import { nativeChannel, rule } from './samples.ts';

const repeatEvery = 600_000;
const repeating = { ...rule({}, ['desktop']), repeatEvery };

let clock: ManualClock;
let store: Store;
let alertConfig: AlertConfig;
let reminding: Reminding;
let log: RecordedLog;
let alerts: number;
let isFull: boolean;

/** A monitor that is down, whose down alert was sent at midnight. */
beforeEach(async () => {
  clock = manualClock(midnight);
  store = await openTestStore();
  log = recordedLog();
  alerts = 0;
  isFull = false;
  alertConfig = openAlertConfig([{ channel: nativeChannel(), health: untriedHealth }], [repeating]);
  const record = addMonitor(store);
  const registry = openMonitorRegistry(alertConfig);
  const entry = registry.add(record);
  const incident = store.incidents.open(newIncident(record, midnight));
  entry.incident = incident;
  entry.tracking = { ...entry.tracking, state: 'down' };
  const subject = `incident:${String(incident.id)}`;
  const [id = 0] = store.outbox.add([{ ...newAlert(subject), incidentId: incident.id }], midnight);
  const attempt = { at: midnight, tookMs: 1, accepted: true, answer: said('ok') };
  store.outbox.recordAttempt(id, attempt, { status: 'sent', nextAttemptAt: null });
  const transaction: Store['transaction'] = (body) => {
    if (isFull) throw new StoreError('full', 'the disk is full');
    return store.transaction(body);
  };
  reminding = openReminding({
    store: { ...store, transaction },
    registry,
    alertConfig,
    clock,
    logger: log,
    onAlerts: () => (alerts += 1),
  });
});

const reminders = (): number => store.outbox.page({ limit: 9, event: 'reminder' }).items.length;

it('queues a reminder when it is due, and not before', async () => {
  reminding.start();
  await clock.advance(repeatEvery - 1);
  expect(reminders()).toBe(0);
  await clock.advance(60_000);
  expect(reminders()).toBe(1);
  expect(alerts).toBe(1);
});

it('sets no timer while no rule repeats, and starts after a rule was added', async () => {
  alertConfig.putRules([rule({}, ['desktop'])]);
  reminding.start();
  expect(clock.pending()).toBe(0);
  alertConfig.putRules([repeating]);
  reminding.wake();
  await clock.advance(repeatEvery + 60_000);
  expect(reminders()).toBe(1);
});

it('sets no timer before it is started or after it is stopped', async () => {
  reminding.wake();
  expect(clock.pending()).toBe(0);
  reminding.start();
  reminding.stop();
  reminding.wake();
  expect(clock.pending()).toBe(0);
  await clock.advance(2 * repeatEvery);
  expect(reminders()).toBe(0);
});

it('reports a store error, and queues the reminder later', async () => {
  isFull = true;
  reminding.start();
  await clock.advance(repeatEvery + 60_000);
  expect(reminders()).toBe(0);
  expect(log.lines.some((line) => line.startsWith('error:'))).toBe(true);
  isFull = false;
  reminding.wake();
  await clock.advance(60_000);
  expect(reminders()).toBe(1);
});
