import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { verdicts, type Check } from '../../../electron/contract/model/state.ts';
import type { BucketSize } from '../../../electron/engine/history/buckets.ts';
import { rollupsOf, type Rollup } from '../../../electron/engine/history/rollup.ts';
import { rollupRepository, type RollupRepository } from '../../../electron/engine/store/rollup-repository.ts';
import type { Connection } from '../../../electron/engine/store/sqlite.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import {
  addMonitor,
  alertPayload,
  dayMs,
  failingCheck,
  hourMs,
  midnight,
  minuteMs,
  newAlert,
  newIncident,
  openTestConnection,
  passingCheck,
  testDirectory,
} from './fixtures.ts';

const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

let connection: Connection;
let store: ReturnType<typeof openTestConnection>['store'];
let rollups: RollupRepository;

beforeEach(() => {
  ({ connection, store } = openTestConnection(join(testDirectory(), 'vigilmon.db')));
  rollups = rollupRepository(connection);
});

function append(key: number, checks: readonly Check[]): void {
  store.checks.append(checks.map((check) => ({ key, check })));
}

/** One check a minute in [from, to). */
function everyMinute(from: number, to: number): readonly Check[] {
  const count = (to - from) / minuteMs;
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * minuteMs;
    return index % 11 === 0 ? failingCheck(at) : passingCheck(at, (index * 37) % 1_000);
  });
}

/** As a program that has run for the last hour. */
function maintainUntilDone(key: number, nowMs: number): void {
  for (let calls = 0; calls < 500; calls += 1) store.maintain(key, nowMs - hourMs);
  store.maintain(key, nowMs);
}

function stored(key: number, size: BucketSize): readonly Rollup[] {
  return rollups.between(key, size, always);
}

function closedBy(nowMs: number, checks: readonly Check[], size: BucketSize, length: number): readonly Rollup[] {
  return rollupsOf(checks, size).filter(({ at }) => at + length <= nowMs);
}

describe('rollups', () => {
  test('of each hour and day that has closed are exactly what the raw checks say', () => {
    const { key } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 2 * dayMs + 5 * hourMs);
    append(key, checks);
    const now = midnight + 2 * dayMs + 4 * hourMs + 30 * minuteMs;
    store.maintain(key, now);
    expect(stored(key, 'hour')).toEqual(closedBy(now, checks, 'hour', hourMs));
    expect(stored(key, 'hour')).toHaveLength(52);
    expect(stored(key, 'day')).toEqual(closedBy(now, checks, 'day', dayMs));
    expect(stored(key, 'day')).toHaveLength(2);
  });

  test('are also made of a day whose last hours have no check', () => {
    const { key } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 3 * hourMs);
    append(key, checks);
    store.maintain(key, midnight + 4 * hourMs);
    expect(stored(key, 'day')).toEqual([]);
    store.maintain(key, midnight + dayMs);
    expect(stored(key, 'day')).toEqual(rollupsOf(checks, 'day'));
  });

  test('take in a check that is written after its hour has closed', () => {
    const { key } = addMonitor(store);
    const late = passingCheck(midnight + hourMs - 1, 999);
    const checks = everyMinute(midnight, midnight + hourMs);
    append(key, checks);
    store.maintain(key, midnight + dayMs);
    append(key, [late]);
    store.maintain(key, midnight + dayMs);
    expect(stored(key, 'hour')).toEqual(rollupsOf([...checks, late], 'hour'));
    expect(stored(key, 'day')).toEqual(rollupsOf([...checks, late], 'day'));
  });

  test('are the same whenever and however often upkeep comes by, and in whatever order checks do', () => {
    const hours = fc.integer({ min: 0, max: 5 * 24 });
    const check = fc.record({
      at: fc.integer({ min: 0, max: 5 * dayMs - 1 }),
      verdict: fc.constantFrom(...verdicts),
      responseTime: fc.option(fc.integer({ min: 0, max: 90_000 }).map((tenths) => tenths / 10)),
    });
    const visits = fc.array(fc.record({ hour: hours, checks: fc.array(check, { maxLength: 30 }) }), { maxLength: 15 });
    let monitors = 0;
    fc.assert(
      fc.property(visits, (walk) => {
        monitors += 1;
        const { key } = addMonitor(store, `monitor-${String(monitors)}`);
        const all = new Map<number, Check>();
        for (const { hour, checks } of walk) {
          for (const each of checks) {
            const made: Check = { ...each, at: midnight + each.at, phases: null, failure: null };
            // A check is never replaced by another in real life; here that would be chance.
            if (all.has(made.at)) continue;
            all.set(made.at, made);
            append(key, [made]);
          }
          store.maintain(key, midnight + hour * hourMs);
        }
        const now = midnight + 5 * dayMs;
        maintainUntilDone(key, now);
        const checks = [...all.values()];
        expect(stored(key, 'hour')).toEqual(rollupsOf(checks, 'hour'));
        expect(stored(key, 'day')).toEqual(rollupsOf(checks, 'day'));
      }),
      { numRuns: 25 },
    );
  });

  test('are not made poorer where the clock was set back after raw checks were dropped', () => {
    const { key } = addMonitor(store);
    append(key, everyMinute(midnight, midnight + 20 * dayMs));
    maintainUntilDone(key, midnight + 20 * dayMs);
    const before = [stored(key, 'hour'), stored(key, 'day')];
    append(key, [passingCheck(midnight - 9 * dayMs)]);
    maintainUntilDone(key, midnight + 20 * dayMs);
    expect(stored(key, 'hour').slice(1)).toEqual(before[0]);
    expect(stored(key, 'day').slice(1)).toEqual(before[1]);
  });
});

describe('a piece of upkeep', () => {
  test('is bounded: a backlog of weeks takes several calls, and no raw check goes before it is rolled up', () => {
    const { key } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 14 * dayMs);
    append(key, checks);
    const now = midnight + 40 * dayMs;
    store.maintain(key, now);
    expect(stored(key, 'day')).toHaveLength(4);
    expect(store.checks.page(key, { before: midnight + 4 * dayMs + 1, limit: 1 }).items).toHaveLength(1);
    maintainUntilDone(key, now);
    expect(stored(key, 'day')).toEqual(rollupsOf(checks, 'day'));
    expect(stored(key, 'hour')).toEqual(rollupsOf(checks, 'hour'));
  });

  test('writes nothing where no hour has closed since the last', () => {
    const { key } = addMonitor(store);
    append(key, everyMinute(midnight, midnight + hourMs));
    const changes = connection.prepare<[], { readonly total: number }>('SELECT total_changes() AS total');
    store.maintain(key, midnight + hourMs);
    const before = changes.get();
    store.maintain(key, midnight + hourMs + 1);
    store.maintain(key, midnight + 2 * hourMs - 1);
    expect(changes.get()).toEqual(before);
  });

  test('of a monitor that is gone does nothing', () => {
    const { key } = addMonitor(store);
    store.monitors.delete(key);
    expect(() => {
      store.maintain(key, midnight);
    }).not.toThrow();
  });

  test('gives pages back to the disk that a deleted monitor has left', () => {
    const [gone, kept] = [addMonitor(store, 'gone'), addMonitor(store, 'kept')];
    for (let index = 0; index < 250; index += 1) {
      const detail = { assertions: [], unhealthy: [], response: null, certificate: null };
      const failure = { kind: 'assertion', message: 'x'.repeat(60_000) } as const;
      store.checks.saveDetail(gone.key, { ...failingCheck(midnight + index), ...detail, failure });
    }
    store.maintain(kept.key, midnight);
    const full = Number(connection.pragma('page_count'));
    store.monitors.delete(gone.key);
    for (let hour = 1; hour < 40; hour += 1) store.maintain(kept.key, midnight + hour * hourMs);
    expect(Number(connection.pragma('page_count'))).toBeLessThan(full / 2);
    expect(connection.pragma('integrity_check')).toBe('ok');
  });
});

describe('retention', () => {
  const year = 400;

  test('loses nothing where the clock jumps ten years ahead and comes back within the hour', () => {
    const record = addMonitor(store);
    const { key } = record;
    const now = midnight + 3 * dayMs;
    const checks = everyMinute(midnight, now);
    append(key, checks);
    store.spans.begin(key, 'up', midnight);
    const ended = store.incidents.open(newIncident(record, midnight));
    store.incidents.close(ended.id, midnight + hourMs);
    maintainUntilDone(key, now);

    store.maintain(key, now + 3_650 * dayMs);
    store.maintain(key, now + 3_650 * dayMs + minuteMs);
    append(key, [passingCheck(now)]);
    maintainUntilDone(key, now + hourMs);
    expect(store.checks.page(key, { limit: 100_000 }).items).toEqual([passingCheck(now), ...checks.toReversed()]);
    expect(store.incidents.find(ended.id)).not.toBeNull();
    expect(stored(key, 'hour')).toEqual(rollupsOf([...checks, passingCheck(now)], 'hour'));
  });

  test('drops raw checks after their days, with their failures, and keeps their rollups', () => {
    const { key } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 10 * dayMs);
    append(key, checks);
    maintainUntilDone(key, midnight + 10 * dayMs);

    const left = store.checks.page(key, { limit: 100_000 }).items;
    const oldest = left.at(-1)?.at ?? 0;
    // The run that the limit falls into is kept whole, so a few more than seven days are left.
    expect(oldest).toBeLessThanOrEqual(midnight + 3 * dayMs);
    expect(oldest).toBeGreaterThan(midnight + 3 * dayMs - 2 * hourMs);
    expect(left).toEqual(checks.filter(({ at }) => at >= oldest).toReversed());
    const failing = store.checks.page(key, { limit: 100_000, failuresOnly: true }).items;
    expect(failing).toEqual(left.filter(({ failure }) => failure !== null));
    expect(stored(key, 'hour')).toHaveLength(240);
  });

  test('is what the settings say', () => {
    const { key } = addMonitor(store);
    store.settings.write({ ...store.settings.read(), rawDays: 1 });
    append(key, everyMinute(midnight, midnight + 3 * dayMs));
    maintainUntilDone(key, midnight + 3 * dayMs);
    expect(store.checks.page(key, { limit: 100_000 }).items.length).toBeLessThan((24 + 2) * 60);
  });

  test('drops rollups, spans, incidents and sent messages after the days of history', () => {
    const record = addMonitor(store);
    const { key } = record;
    append(key, everyMinute(midnight, midnight + hourMs));
    store.spans.begin(key, 'up', midnight);
    store.spans.begin(key, 'down', midnight + hourMs);
    const ended = store.incidents.open(newIncident(record, midnight));
    store.incidents.close(ended.id, midnight + hourMs);
    const [old = 0] = store.outbox.add([newAlert('incident:1')], midnight);
    store.outbox.setStatus(old, 'sent');
    maintainUntilDone(key, midnight + dayMs);
    expect(store.incidents.find(ended.id)).not.toBeNull();
    expect(store.outbox.find(old)).not.toBeNull();

    const open = store.incidents.open(newIncident(record, midnight + 2 * hourMs));
    const [waiting = 0] = store.outbox.add([newAlert('incident:2', 'ops', alertPayload())], midnight);
    maintainUntilDone(key, midnight + (year + 1) * dayMs);
    expect(stored(key, 'hour')).toEqual([]);
    expect(stored(key, 'day')).toEqual([]);
    expect(store.incidents.find(ended.id)).toBeNull();
    expect(store.outbox.find(old)).toBeNull();
    // What is still going on stays, however long it has.
    expect(store.incidents.find(open.id)).not.toBeNull();
    expect(store.outbox.find(waiting)).not.toBeNull();
    expect(store.spans.between(key, 0, always.to)).toEqual([{ state: 'down', from: midnight + hourMs, to: null }]);
  });
});

describe('a series', () => {
  /** Ten days, all rolled up but for the hour that lasts. */
  function filled(): { readonly key: number; readonly checks: readonly Check[]; readonly now: number } {
    const { key } = addMonitor(store);
    const now = midnight + 10 * dayMs + 30 * minuteMs;
    const checks = everyMinute(midnight, now);
    append(key, checks);
    maintainUntilDone(key, now);
    return { key, checks, now };
  }

  type Answer = ReturnType<Store['checks']['series']>;

  function columnsOf(resolution: 'hour' | 'day', of: readonly Rollup[]): Answer {
    const column = (name: 'p50' | 'p95' | 'p99'): readonly (number | null)[] => of.map((rollup) => rollup[name]);
    return {
      resolution,
      at: of.map(({ at }) => at),
      p50: column('p50'),
      p95: column('p95'),
      p99: column('p99'),
      phases: null,
    };
  }

  test('of up to two days is of single checks, with gaps where nothing was measured', () => {
    const { key, checks, now } = filled();
    const from = now - 2 * dayMs;
    const shown = checks.filter(({ at }) => at >= from);
    expect(store.checks.series(key, { from: from, to: now })).toEqual({
      resolution: 'raw',
      at: shown.map(({ at }) => at),
      p50: shown.map(({ responseTime }) => responseTime),
      p95: shown.map(() => null),
      p99: shown.map(() => null),
      phases: null,
    });
  });

  test('of up to thirty days is hourly, the hour that still lasts included', () => {
    const { key, checks, now } = filled();
    expect(store.checks.series(key, { from: midnight, to: now })).toEqual(columnsOf('hour', rollupsOf(checks, 'hour')));
  });

  test('of more is daily, today included', () => {
    const { key, checks, now } = filled();
    expect(store.checks.series(key, { from: midnight - 60 * dayMs, to: now })).toEqual(
      columnsOf('day', rollupsOf(checks, 'day')),
    );
  });

  test('of a day whose raw checks are gone is hourly', () => {
    const { key, checks } = filled();
    const day = checks.filter(({ at }) => at < midnight + dayMs);
    expect(store.checks.series(key, { from: midnight, to: midnight + dayMs })).toEqual(
      columnsOf('hour', rollupsOf(day, 'hour')),
    );
  });

  test('of a new monitor is of single checks, though the range begins long before it', () => {
    const { key } = addMonitor(store);
    append(key, everyMinute(midnight, midnight + 30 * minuteMs));
    store.maintain(key, midnight + 30 * minuteMs);
    expect(store.checks.series(key, { from: midnight - dayMs, to: midnight + hourMs })).toMatchObject({
      resolution: 'raw',
    });
  });

  test('has the phases of single checks where they are asked for, and none of checks that failed', () => {
    const { key, checks, now } = filled();
    const from = now - hourMs;
    const shown = checks.filter(({ at }) => at >= from);
    const { phases } = store.checks.series(key, { from, to: now, phases: true });
    expect(phases).toEqual({
      dns: shown.map(() => null),
      connect: shown.map(({ phases: own }) => own?.connect ?? null),
      tls: shown.map(() => null),
      firstByte: shown.map(({ phases: own }) => own?.firstByte ?? null),
      download: shown.map(({ phases: own }) => own?.download ?? null),
    });
    expect(phases?.connect).toContain(null);
  });

  test('has the mean phases of hours and days, those that last included', () => {
    const { key, checks, now } = filled();
    for (const [size, from] of [
      ['hour', midnight],
      ['day', midnight - 60 * dayMs],
    ] as const) {
      const { phases } = store.checks.series(key, { from, to: now, phases: true });
      const means = rollupsOf(checks, size).map((rollup) => rollup.phases);
      expect(phases?.firstByte).toEqual(means.map((mean) => mean?.firstByte));
      expect(phases?.tls).toEqual(means.map(() => null));
    }
  });

  test('of rollups from before phases were kept has none, and has them again of what is rolled up anew', () => {
    const { key, now } = filled();
    connection.exec('UPDATE hour_rollups SET connect = NULL, first_byte = NULL, download = NULL');
    append(key, [passingCheck(now - 2 * hourMs + 1)]);
    store.maintain(key, now);
    const { at, phases } = store.checks.series(key, { from: midnight, to: now, phases: true });
    const known = at.filter((_, index) => typeof phases?.firstByte[index] === 'number');
    // A day that is rolled up as a whole is made of its raw checks once more.
    expect(known).toEqual(at.filter((hour) => hour >= midnight + 9 * dayMs));
    expect(known.length).toBeLessThan(at.length);
  });

  test('without any check is empty', () => {
    const { key } = addMonitor(store);
    expect(store.checks.series(key, { from: midnight, to: midnight + 9 * dayMs })).toEqual(columnsOf('hour', []));
  });
});
