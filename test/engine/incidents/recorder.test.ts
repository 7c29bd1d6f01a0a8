import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../electron/engine/runtime/events.ts';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import type { PendingObservation } from '../../../electron/engine/incidents/commit-group.ts';
import { openRecorder, type Recorder } from '../../../electron/engine/incidents/recorder.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { settle, unchanged } from '../../../electron/engine/state/outage.ts';
import type { Step, Tracking } from '../../../electron/engine/state/step.ts';
import { transition } from '../../../electron/engine/state/transition.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, failingCheck, midnight, newPing, openTestStore, passingCheck } from '../store/fixtures.ts';

const policy = { failAfter: 1, recoverAfter: 1, interval: 60_000 };

let clock: ManualClock;
let store: Store;
let entry: MonitorEntry;
let recorder: Recorder;
let events: RecordedEvent[];
let isBroken: boolean;
let log: ReturnType<typeof recordedLog>;
let alerts: number;
let transactions: number;
/** Called at each event. */
let emitted: () => void;

beforeEach(async () => {
  clock = manualClock(midnight);
  store = await openTestStore();
  events = [];
  isBroken = false;
  log = recordedLog();
  alerts = 0;
  transactions = 0;
  emitted = () => undefined;
  const alertConfig = openAlertConfig(store.channels.all(), store.rules.all());
  entry = openMonitorRegistry(alertConfig).add(addMonitor(store));
  const transaction: Store['transaction'] = (body) => {
    if (isBroken) throw new Error('a bug');
    transactions += 1;
    return store.transaction(body);
  };
  const append: Store['pings']['append'] = (key, ping) => {
    const kept = store.pings.append(key, ping);
    if (ping.body === 'broken') throw new Error('a bug');
    return kept;
  };
  recorder = openRecorder({
    store: { ...store, transaction, pings: { ...store.pings, append } },
    alertConfig,
    clock,
    logger: log,
    emit(event) {
      events.push(event);
      emitted();
    },
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

const storedEnd = (): number | null | undefined => store.monitors.all()[0]?.certificateEndsAt;
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
    recorder.flush();
    expect(storedEnd()).toBe(certificate.validTo);
    // One that passed without any does.
    observe('pass');
    recorder.flush();
    expect(storedEnd()).toBeNull();
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

function pinged(body: string, change: (tracking: Tracking) => Step = unchanged): PendingObservation {
  return {
    entry,
    observe: ({ tracking }) => {
      // Each counts the ones before it.
      const step = change({ ...tracking, deadlineAt: (tracking.deadlineAt ?? 0) + 1 });
      return { step, check: passed(body.length), ping: newPing(clock.now(), { body }) };
    },
  };
}
const passed = (seconds: number): CheckDetail => ({
  ...passingCheck(clock.now() + 1_000 * seconds),
  ...{ assertions: [], unhealthy: [], response: null, certificate: null },
});
const goesUp = (tracking: Tracking): Step => {
  const { next, span } = settle({ ...tracking, failures: 0 }, 'up', clock.now());
  return { ...unchanged(next), span };
};
const bodies = (): readonly string[] => store.pings.recent(entry.key, 99).map(({ body }) => body);

describe('a group of observations', () => {
  it('is committed in one transaction, each made of what the one before has left', () => {
    const group = ['a', 'bb', 'ccc'].map((body) => pinged(body));
    expect(recorder.recordAll(group)).toEqual(new Set());
    expect(transactions).toBe(1);
    expect(bodies()).toEqual(['a', 'bb', 'ccc']);
    expect(written()).toBe(3);
    expect(entry.tracking.deadlineAt).toBe(3);
    expect(store.monitors.all()[0]?.tracking).toEqual(entry.tracking);
    expect(events.map(({ type }) => type)).toEqual(['ping', 'ping', 'ping']);
  });

  it('is announced when it is stored, and not before', () => {
    const stored: number[] = [];
    emitted = () => stored.push(bodies().length);
    recorder.recordAll([pinged('a'), pinged('bb')]);
    expect(stored).toEqual([2, 2]);
  });

  it('loses and doubles nothing if one of them fails', async () => {
    observe('pass');
    await clock.advance(1_000);
    observe('pass');
    const group = ['a', 'bb', 'broken', 'dddd'].map((body) => pinged(body));
    expect(recorder.recordAll(group)).toEqual(new Set(group.slice(2, 3)));
    expect(bodies()).toEqual(['a', 'bb', 'dddd']);
    expect(entry.tracking.deadlineAt).toBe(3);
    expect(store.monitors.all()[0]?.tracking).toEqual(entry.tracking);
    // The checks that waited, and those of the three.
    expect(written()).toBe(5);
    expect(events.filter(({ type }) => type === 'ping')).toHaveLength(3);
    expect(log.lines).toContain('error: an observation could not be recorded');
  });

  it('is committed around what begins or ends something', () => {
    const group = [pinged('a'), pinged('bb', goesUp), pinged('ccc'), pinged('dddd')];
    expect(recorder.recordAll(group)).toEqual(new Set());
    expect(transactions).toBe(3);
    expect(bodies()).toEqual(['a', 'bb', 'ccc', 'dddd']);
    expect(entry.tracking).toMatchObject({ state: 'up', deadlineAt: 4 });
    expect(store.spans.current(entry.stream)).toMatchObject({ state: 'up' });
  });

  it('that is long takes several transactions', () => {
    expect(recorder.recordAll(Array.from({ length: 501 }, () => pinged('a')))).toEqual(new Set());
    expect(transactions).toBe(2);
    expect(entry.tracking.deadlineAt).toBe(501);
  });

  it('records nothing of what is recorded already', () => {
    expect(recorder.recordAll([{ entry, observe: () => null }, pinged('a')])).toEqual(new Set());
    expect(bodies()).toEqual(['a']);
    expect(events).toHaveLength(1);
  });
});
