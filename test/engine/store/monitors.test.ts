import { describe, expect, test } from 'vitest';
import type { Tracking } from '../../../electron/engine/state/step.ts';
import {
  addMonitor,
  failingCheck,
  hourMs,
  httpMonitor,
  midnight,
  newIncident,
  openTestStore,
  passingCheck,
  refused,
  testDirectory,
} from './fixtures.ts';
import { storedHeartbeat } from '../../support/stored-heartbeat.ts';

const tracking: Tracking = {
  state: 'failing',
  since: midnight,
  spanState: 'up',
  spanFrom: midnight - 9,
  failures: 1,
  passes: 2,
  degradations: 3,
  firstFailureAt: midnight + 4,
  detectedAt: midnight + 5,
  confirmedAt: midnight + 6,
  firstPassAt: midnight + 7,
  failure: refused,
  inconclusiveSince: midnight + 8,
  deadlineAt: midnight + 9,
  awayInGrace: 11,
  runs: [{ id: null, startedAt: midnight + 10, isSuperseded: true }],
  clock: 'wall',
  flapping: { changes: [5, 6], since: 6, longestMs: 1 },
};

const mailer = storedHeartbeat({ severity: 'warning', notes: 'on the web server', source: 'file' });

test('monitors and their tracking are read back as written, also after a restart', async () => {
  const directory = testDirectory();
  const first = await openTestStore(directory);
  const shop = addMonitor(first);
  const job = first.monitors.insert(mailer, tracking);
  first.monitors.saveTracking(shop.key, { ...tracking, failure: null, state: 'up' });
  first.monitors.saveCertificate(shop.stream, midnight);
  first.monitors.update(shop.key, { ...httpMonitor('shop-api'), name: 'Shop', interval: 30_000 });
  first.close();

  const again = await openTestStore(directory);
  expect(again.monitors.all()).toEqual([
    {
      key: shop.key,
      stream: shop.stream,
      monitor: { ...httpMonitor('shop-api'), name: 'Shop', interval: 30_000 },
      tracking: { ...tracking, failure: null, state: 'up' },
      certificateEndsAt: midnight,
      isPausedTogether: false,
    },
    { key: job.key, stream: job.stream, monitor: mailer, tracking, certificateEndsAt: null, isPausedTogether: false },
  ]);
});

test('that a monitor was paused with all others is forgotten when it is stored as running, and not before', async () => {
  const store = await openTestStore();
  const { key } = addMonitor(store);
  const isPausedTogether = (): boolean | undefined => store.monitors.all()[0]?.isPausedTogether;
  const paused = { ...httpMonitor('shop-api'), enabled: false };
  store.monitors.update(key, paused);
  store.monitors.markPausedTogether(key);
  store.monitors.update(key, { ...paused, name: 'Shop' });
  expect(isPausedTogether()).toBe(true);
  store.monitors.update(key, httpMonitor('shop-api'));
  expect(isPausedTogether()).toBe(false);
});

test('two monitors cannot have one id', async () => {
  const store = await openTestStore();
  addMonitor(store);
  expect(() => addMonitor(store)).toThrow(/UNIQUE/u);
  expect(store.monitors.all()).toHaveLength(1);
});

describe('a monitor that is deleted', () => {
  test('is deleted with its history, and others keep theirs', async () => {
    const store = await openTestStore();
    const records = [addMonitor(store, 'gone'), addMonitor(store, 'kept')];
    for (const record of records) {
      const { stream } = record;
      store.checks.append([{ stream, check: passingCheck(midnight) }]);
      store.checks.append([{ stream, check: failingCheck(midnight + 1) }]);
      store.spans.begin(stream, 'down', midnight);
      store.incidents.close(store.incidents.open(newIncident(record, midnight)).id, midnight + 2);
      store.maintain(stream, midnight + 25 * hourMs);
    }
    const [gone, kept] = records;
    store.monitors.delete(gone?.key ?? 0);

    const year = [midnight - 200 * 24 * hourMs, midnight + 200 * 24 * hourMs] as const;
    const traces = ({ key, stream } = { key: 0, stream: 0 }): readonly number[] => [
      store.checks.page(stream, { limit: 9 }).items.length,
      store.checks.page(stream, { limit: 9, failuresOnly: true }).items.length,
      store.checks.series(stream, { from: year[0], to: year[1] }).at.length,
      store.spans.between(stream, ...year).length,
      store.incidents.count(key, ...year),
    ];
    expect(traces(gone)).toEqual([0, 0, 0, 0, 0]);
    expect(traces(kept)).toEqual([2, 1, 1, 1, 1]);
    expect(store.monitors.all().map(({ monitor }) => monitor.id)).toEqual(['kept']);
  });

  test('never passes its key to another, and late records of it are dropped', async () => {
    const store = await openTestStore();
    const gone = addMonitor(store, 'gone');
    store.monitors.delete(gone.key);
    const next = addMonitor(store, 'next');
    expect(next.stream).toBeGreaterThan(gone.stream);
    store.monitors.saveTracking(gone.key, tracking);
    store.spans.begin(gone.stream, 'up', midnight);
    expect(store.monitors.all()).toEqual([next]);
    expect(store.spans.current(gone.stream)).toBeNull();
  });
});
