import { beforeEach, expect, test } from 'vitest';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import { isProbed, type ProbedMonitor } from '../../../electron/contract/monitors/registry.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openChecks, type Checks } from '../../../electron/engine/runtime/checks.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { openMonitorRegistry, type MonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { Observation } from '../../../electron/engine/incidents/observation.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { addMonitor, failingCheck, midnight, minuteMs, openTestStore, passingCheck } from '../store/fixtures.ts';

const nothingFound = { assertions: [], unhealthy: [], response: null, certificate: null } as const;
const passed = (at = midnight): CheckDetail => ({ ...passingCheck(at), ...nothingFound });
const failed = (at = midnight): CheckDetail => ({ ...failingCheck(at), ...nothingFound });

function unasked(): never {
  throw new Error('no location is asked');
}

let clock: ManualClock;
let registry: MonitorRegistry;
let entry: MonitorEntry;
let monitor: ProbedMonitor;
let checks: Checks;
/** In the order in which they began; a test ends them. */
let probes: ((check: CheckDetail) => void)[];
let observed: Omit<Observation, 'entry'>[];
let due: Map<string, number>;
let hasSlept: boolean;
let isOnBattery: boolean;
let signals: AbortSignal[];

beforeEach(async () => {
  clock = manualClock(midnight);
  registry = openMonitorRegistry(openAlertConfig([], []));
  entry = registry.add(addMonitor(await openTestStore()));
  if (!isProbed(entry.monitor)) throw new Error('the monitor is not probed');
  monitor = entry.monitor;
  probes = [];
  observed = [];
  signals = [];
  due = new Map([['shop-api', midnight]]);
  hasSlept = false;
  isOnBattery = false;
  checks = openChecks({
    registry,
    here: {
      probe(_, signal) {
        signals.push(signal);
        return new Promise((resolve) => probes.push(resolve));
      },
    },
    review: (_, check) => Promise.resolve(check),
    gaps: { begin: () => () => hasSlept },
    isStretched: () => isOnBattery,
    observer: {
      observe(_, observation) {
        observed.push(observation);
        return 'plain';
      },
    },
    scheduler: { set: (id, atMs) => void due.set(id, atMs), dueAt: (id) => due.get(id) ?? null },
    clock,
    // No monitor here has other locations.
    elsewhere: { consider: unasked, opinion: unasked, lastCheck: () => null, stop: () => undefined },
  });
});

const dueIn = (): number => (due.get('shop-api') ?? NaN) - clock.now();
const verdicts = (): readonly (string | undefined)[] => observed.map(({ check }) => check?.verdict);

test('the next check is due before the probe has ended, however it ends', async () => {
  const running = checks.run(entry, monitor);
  expect(dueIn()).toBe(minuteMs);
  expect(observed).toEqual([]);
  probes[0]?.(passed());
  await running;
  expect(verdicts()).toEqual(['pass']);
});

test('who asks while a probe is under way gets its result, which counts once', async () => {
  const first = checks.probe(entry, monitor);
  const second = checks.probe(entry, monitor);
  probes[0]?.(passed());
  expect(await first).toBe(await second);
  expect(probes).toHaveLength(1);
  expect(verdicts()).toEqual(['pass']);
  void checks.probe(entry, monitor);
  expect(probes).toHaveLength(2);
});

test('a failed check is repeated soon, and no later than it is due anyway', async () => {
  const running = checks.run(entry, monitor);
  probes[0]?.(failed());
  await running;
  expect(dueIn()).toBe(monitor.recheckInterval);
  due.set('shop-api', clock.now() + 1_000);
  const again = checks.probe(entry, monitor);
  probes[1]?.(failed());
  await again;
  expect(dueIn()).toBe(1_000);
});

test('a check during which the computer slept says nothing', async () => {
  const running = checks.run(entry, monitor);
  hasSlept = true;
  probes[0]?.(failed());
  await running;
  expect(observed[0]?.check).toMatchObject({ verdict: 'inconclusive', failure: { code: 'asleep' } });
});

test('the first failure after a sleep does not alert on its own', async () => {
  entry.monitor = { ...monitor, failAfter: 1 };
  if (!isProbed(entry.monitor)) throw new Error('the monitor is not probed');
  entry.isFresh = true;
  const running = checks.run(entry, entry.monitor);
  probes[0]?.(failed());
  await running;
  expect(observed[0]?.step.alert).toBeNull();
  expect(entry.isFresh).toBe(false);
});

test.each([
  ['edited', (): void => registry.replace(entry, { ...monitor, name: 'Another' })],
  ['paused', (): void => registry.replace(entry, { ...monitor, enabled: false })],
  ['deleted', (): void => registry.remove(entry)],
])('a check of a monitor that was %s meanwhile does not count', async (_, change) => {
  const running = checks.run(entry, monitor);
  change();
  probes[0]?.(failed());
  await running;
  expect(observed).toEqual([]);
});

test('a stop ends the probes under way, waits for them, and counts none', async () => {
  const running = checks.run(entry, monitor);
  let hasStopped = false;
  const stopping = checks.stop().then(() => (hasStopped = true));
  expect(signals[0]?.aborted).toBe(true);
  await Promise.resolve();
  expect(hasStopped).toBe(false);
  probes[0]?.(failed());
  await Promise.all([running, stopping]);
  expect(observed).toEqual([]);
});

test('on battery intervals are longer, and are caught up on when it charges', async () => {
  isOnBattery = true;
  const running = checks.run(entry, monitor);
  probes[0]?.(passed());
  await running;
  expect(dueIn()).toBe(4 * minuteMs);
  isOnBattery = false;
  checks.catchUp();
  expect(dueIn()).toBeLessThanOrEqual(minuteMs);
});

test('a trial is recorded nowhere', async () => {
  const trying = checks.preview(monitor);
  probes[0]?.(failed());
  expect((await trying).verdict).toBe('fail');
  expect(observed).toEqual([]);
});

test('time of which nothing is known changes a monitor that was known', () => {
  checks.miss(entry, monitor, midnight - 10 * minuteMs);
  expect(observed).toEqual([]);
  entry.tracking = { ...entry.tracking, state: 'up' };
  checks.miss(entry, monitor, midnight - 10 * minuteMs);
  expect(observed).toMatchObject([{ step: { next: { state: 'unknown' } }, check: null, ping: null }]);
});
