import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../electron/engine/runtime/events.ts';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import { openRecorder, type Recorder } from '../../../electron/engine/incidents/recorder.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { transition } from '../../../electron/engine/state/transition.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, failingCheck, midnight, openTestStore, passingCheck } from '../store/fixtures.ts';

const policy = { failAfter: 1, recoverAfter: 1, interval: 60_000 };

let clock: ManualClock;
let store: Store;
let entry: MonitorEntry;
let recorder: Recorder;
let events: RecordedEvent[];
let isBroken: boolean;
let log: ReturnType<typeof recordedLog>;
let alerts: number;

beforeEach(async () => {
  clock = manualClock(midnight);
  store = await openTestStore();
  events = [];
  isBroken = false;
  log = recordedLog();
  alerts = 0;
  const alertConfig = openAlertConfig(store.channels.all(), store.rules.all());
  entry = openMonitorRegistry(alertConfig).add(addMonitor(store));
  const transaction: Store['transaction'] = (body) => {
    if (isBroken) throw new Error('a bug');
    return store.transaction(body);
  };
  recorder = openRecorder({
    store: { ...store, transaction },
    alertConfig,
    clock,
    logger: log,
    emit: (event) => events.push(event),
    flapAfter: () => 6,
    onAlerts: () => (alerts += 1),
  });
});

function observe(
  kind: 'pass' | 'fail',
  certificate: CheckDetail['certificate'] = null,
): ReturnType<Recorder['record']> {
  const found = kind === 'pass' ? passingCheck(clock.now()) : failingCheck(clock.now());
  const check: CheckDetail = { ...found, assertions: [], unhealthy: [], response: null, certificate };
  const step = transition(entry.tracking, { ...check, endedAt: clock.now() }, policy);
  return recorder.record(entry, { step, check, ping: null });
}

const written = (): number => store.checks.page(entry.stream, { limit: 9 }).items.length;

describe('a plain check', () => {
  it('is written with others within a quarter of a second', async () => {
    expect(observe('pass')).toBe('changed');
    await clock.advance(1_000);
    expect(observe('pass')).toBe('plain');
    expect(written()).toBe(1);
    await clock.advance(250);
    expect(written()).toBe(2);
  });

  it('changes the row if the certificate is another one', async () => {
    const certificate = { validTo: midnight + 60 * 86_400_000, issuer: 'CA', subject: 'shop', fingerprint: 'aa' };
    observe('pass');
    await clock.advance(1_000);
    expect(observe('pass', certificate)).toBe('changed');
    await clock.advance(1_000);
    expect(observe('pass', certificate)).toBe('plain');
    // A failed check that saw none does not make it unknown.
    await clock.advance(1_000);
    observe('fail');
    expect(entry.certificateEndsAt).toBe(certificate.validTo);
  });

  it('is written at once when the recorder is flushed', async () => {
    observe('pass');
    await clock.advance(1_000);
    observe('pass');
    recorder.flush();
    expect(written()).toBe(2);
  });
});

describe('a check that fails like the one before', () => {
  it('is written with others within a quarter of a second, with its evidence', async () => {
    observe('fail');
    await clock.advance(1_000);
    expect(observe('fail')).toBe('changed');
    expect(written()).toBe(1);
    await clock.advance(250);
    expect(written()).toBe(2);
    expect(store.monitors.all()[0]?.tracking).toEqual(entry.tracking);
    expect(store.checks.find(entry.stream, entry.lastCheckAt ?? 0)?.failure).not.toBeNull();
  });

  it('is written before the change that follows it', async () => {
    observe('fail');
    await clock.advance(1_000);
    observe('fail');
    await clock.advance(100);
    observe('pass');
    expect(written()).toBe(3);
    expect(store.monitors.all()[0]?.tracking).toEqual(entry.tracking);
    await clock.advance(1_000);
    expect(store.monitors.all()[0]?.tracking).toEqual(entry.tracking);
  });
});

describe('a change of state', () => {
  it('is committed at once with its incident and its alert', () => {
    expect(observe('fail')).toBe('changed');
    expect(entry.incident?.endedAt).toBeNull();
    expect(store.incidents.openOnes()).toEqual([entry.incident]);
    expect(store.outbox.page({ limit: 9 }).items).toMatchObject([{ event: 'down', status: 'pending' }]);
    expect(alerts).toBe(1);
    expect(events.map(({ type }) => type)).toEqual(['incident']);
  });

  it('that fails by a bug is logged, and changes nothing in memory', () => {
    isBroken = true;
    expect(observe('fail')).toBe('failed');
    expect(log.lines).toEqual(['error: an observation could not be recorded']);
    expect(entry.tracking.state).toBe('new');
    expect(entry.incident).toBeNull();
    isBroken = false;
    expect(observe('fail')).toBe('changed');
    expect(entry.tracking.state).toBe('down');
    expect(alerts).toBe(1);
  });
});
