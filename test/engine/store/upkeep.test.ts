import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { verdicts, type Check } from '../../../electron/contract/model/state.ts';
import { bucketStart, type BucketSize } from '../../../electron/engine/history/buckets.ts';
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

function append(stream: number, checks: readonly Check[]): void {
  store.checks.append(checks.map((check) => ({ stream, check })));
}

/** One check a minute in [from, to). */
function everyMinute(from: number, to: number): readonly Check[] {
  const count = (to - from) / minuteMs;
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * minuteMs;
    return index % 11 === 0 ? failingCheck(at) : passingCheck(at, (index * 37) % 1_000);
  });
}

/** Like a program that ran for the last hour. */
function maintainUntilDone(stream: number, nowMs: number): void {
  for (let calls = 0; calls < 500; calls += 1) store.maintain(stream, nowMs - hourMs);
  store.maintain(stream, nowMs);
}

function stored(stream: number, size: BucketSize): readonly Rollup[] {
  return rollups.between(stream, size, always);
}

function closedBy(nowMs: number, checks: readonly Check[], size: BucketSize, length: number): readonly Rollup[] {
  return rollupsOf(checks, size).filter(({ at }) => at + length <= nowMs);
}

describe('rollups', () => {
  test('of each closed hour and day are exactly those of the raw checks', () => {
    const { stream } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 2 * dayMs + 5 * hourMs);
    append(stream, checks);
    const now = midnight + 2 * dayMs + 4 * hourMs + 30 * minuteMs;
    store.maintain(stream, now);
    expect(stored(stream, 'hour')).toEqual(closedBy(now, checks, 'hour', hourMs));
    expect(stored(stream, 'hour')).toHaveLength(52);
    expect(stored(stream, 'day')).toEqual(closedBy(now, checks, 'day', dayMs));
    expect(stored(stream, 'day')).toHaveLength(2);
  });

  test('include a day whose last hours have no check', () => {
    const { stream } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 3 * hourMs);
    append(stream, checks);
    store.maintain(stream, midnight + 4 * hourMs);
    expect(stored(stream, 'day')).toEqual([]);
    store.maintain(stream, midnight + dayMs);
    expect(stored(stream, 'day')).toEqual(rollupsOf(checks, 'day'));
  });

  test('include a check written after the end of its hour', () => {
    const { stream } = addMonitor(store);
    const late = passingCheck(midnight + hourMs - 1, 999);
    const checks = everyMinute(midnight, midnight + hourMs);
    append(stream, checks);
    store.maintain(stream, midnight + dayMs);
    append(stream, [late]);
    store.maintain(stream, midnight + dayMs);
    expect(stored(stream, 'hour')).toEqual(rollupsOf([...checks, late], 'hour'));
    expect(stored(stream, 'day')).toEqual(rollupsOf([...checks, late], 'day'));
  });

  test('are the same whenever and however often upkeep runs, and in whatever order checks arrive', () => {
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
        const { stream } = addMonitor(store, `monitor-${String(monitors)}`);
        const all = new Map<number, Check>();
        for (const { hour, checks } of walk) {
          for (const each of checks) {
            const made: Check = { ...each, at: midnight + each.at, phases: null, failure: null };
            // Two checks at one instant would replace each other, which does not happen in practice.
            if (all.has(made.at)) continue;
            all.set(made.at, made);
            append(stream, [made]);
          }
          store.maintain(stream, midnight + hour * hourMs);
        }
        const now = midnight + 5 * dayMs;
        maintainUntilDone(stream, now);
        const checks = [...all.values()];
        expect(stored(stream, 'hour')).toEqual(rollupsOf(checks, 'hour'));
        expect(stored(stream, 'day')).toEqual(rollupsOf(checks, 'day'));
      }),
      { numRuns: 25 },
    );
  });

  test('stay complete when the clock is set back after raw checks were dropped', () => {
    const { stream } = addMonitor(store);
    append(stream, everyMinute(midnight, midnight + 20 * dayMs));
    maintainUntilDone(stream, midnight + 20 * dayMs);
    const before = [stored(stream, 'hour'), stored(stream, 'day')];
    append(stream, [passingCheck(midnight - 9 * dayMs)]);
    maintainUntilDone(stream, midnight + 20 * dayMs);
    expect(stored(stream, 'hour').slice(1)).toEqual(before[0]);
    expect(stored(stream, 'day').slice(1)).toEqual(before[1]);
  });
});

describe('a piece of upkeep', () => {
  test('is bounded: a backlog of weeks takes several calls, and no raw check is dropped before it is rolled up', () => {
    const { stream } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 14 * dayMs);
    append(stream, checks);
    const now = midnight + 40 * dayMs;
    store.maintain(stream, now);
    expect(stored(stream, 'day')).toHaveLength(4);
    expect(store.checks.page(stream, { before: midnight + 4 * dayMs + 1, limit: 1 }).items).toHaveLength(1);
    maintainUntilDone(stream, now);
    expect(stored(stream, 'day')).toEqual(rollupsOf(checks, 'day'));
    expect(stored(stream, 'hour')).toEqual(rollupsOf(checks, 'hour'));
  });

  test('writes nothing if no hour has ended since the last call', () => {
    const { stream } = addMonitor(store);
    append(stream, everyMinute(midnight, midnight + hourMs));
    const changes = connection.prepare<[], { readonly total: number }>('SELECT total_changes() AS total');
    store.maintain(stream, midnight + hourMs);
    const before = changes.get();
    store.maintain(stream, midnight + hourMs + 1);
    store.maintain(stream, midnight + 2 * hourMs - 1);
    expect(changes.get()).toEqual(before);
  });

  test('of a deleted monitor does nothing', () => {
    const { key, stream } = addMonitor(store);
    store.monitors.delete(key);
    expect(() => {
      store.maintain(stream, midnight);
    }).not.toThrow();
  });

  test('returns the pages of a deleted monitor to the disk', () => {
    const [gone, kept] = [addMonitor(store, 'gone'), addMonitor(store, 'kept')];
    for (let index = 0; index < 250; index += 1) {
      const detail = { assertions: [], unhealthy: [], response: null, certificate: null };
      const failure = { code: 'prose', facts: { kind: 'assertion', text: 'x'.repeat(60_000) } } as const;
      store.checks.saveDetail(gone.stream, { ...failingCheck(midnight + index), ...detail, failure });
    }
    store.maintain(kept.stream, midnight);
    const full = Number(connection.pragma('page_count'));
    store.monitors.delete(gone.key);
    for (let hour = 1; hour < 40; hour += 1) store.maintain(kept.stream, midnight + hour * hourMs);
    expect(Number(connection.pragma('page_count'))).toBeLessThan(full / 2);
    expect(connection.pragma('integrity_check')).toBe('ok');
  });
});

describe('retention', () => {
  const year = 400;

  test('loses nothing when the clock jumps ten years ahead and back within the hour', () => {
    const record = addMonitor(store);
    const { stream } = record;
    const now = midnight + 3 * dayMs;
    const checks = everyMinute(midnight, now);
    append(stream, checks);
    store.spans.begin(stream, 'up', midnight);
    const ended = store.incidents.open(newIncident(record, midnight));
    store.incidents.close(ended.id, midnight + hourMs);
    maintainUntilDone(stream, now);

    store.maintain(stream, now + 3_650 * dayMs);
    store.maintain(stream, now + 3_650 * dayMs + minuteMs);
    append(stream, [passingCheck(now)]);
    maintainUntilDone(stream, now + hourMs);
    expect(store.checks.page(stream, { limit: 100_000 }).items).toEqual([passingCheck(now), ...checks.toReversed()]);
    expect(store.incidents.find(ended.id)).not.toBeNull();
    expect(stored(stream, 'hour')).toEqual(rollupsOf([...checks, passingCheck(now)], 'hour'));
  });

  test('drops annotations of the monitor and of the program with the history, and no others', () => {
    const { key, stream } = addMonitor(store);
    const now = midnight + (year + 1) * dayMs;
    for (const at of [midnight, now - dayMs]) {
      store.annotations.add(key, { at, event: { type: 'paused' } });
      store.annotations.add(null, { at, event: { type: 'started', stoppedAt: null } });
    }
    maintainUntilDone(stream, now);
    const left = store.annotations.between(key, { from: 0, to: now, limit: 9 });
    expect(left.map(({ at }) => at)).toEqual([now - dayMs, now - dayMs]);
  });

  test('drops old raw checks with their failures, and keeps their rollups', () => {
    const { stream } = addMonitor(store);
    const checks = everyMinute(midnight, midnight + 10 * dayMs);
    append(stream, checks);
    maintainUntilDone(stream, midnight + 10 * dayMs);

    const left = store.checks.page(stream, { limit: 100_000 }).items;
    const oldest = left.at(-1)?.at ?? 0;
    // The run at the limit is kept, so slightly more than seven days remain.
    expect(oldest).toBeLessThanOrEqual(midnight + 3 * dayMs);
    expect(oldest).toBeGreaterThan(midnight + 3 * dayMs - 2 * hourMs);
    expect(left).toEqual(checks.filter(({ at }) => at >= oldest).toReversed());
    const failing = store.checks.page(stream, { limit: 100_000, failuresOnly: true }).items;
    expect(failing).toEqual(left.filter(({ failure }) => failure !== null));
    expect(stored(stream, 'hour')).toHaveLength(240);
  });

  test('follows the settings', () => {
    const { stream } = addMonitor(store);
    store.settings.write({ ...store.settings.read(), rawDays: 1 });
    append(stream, everyMinute(midnight, midnight + 3 * dayMs));
    maintainUntilDone(stream, midnight + 3 * dayMs);
    expect(store.checks.page(stream, { limit: 100_000 }).items.length).toBeLessThan((24 + 2) * 60);
  });

  test('drops old rollups, spans, incidents and sent messages', () => {
    const record = addMonitor(store);
    const { stream } = record;
    append(stream, everyMinute(midnight, midnight + hourMs));
    store.spans.begin(stream, 'up', midnight);
    store.spans.begin(stream, 'down', midnight + hourMs);
    const ended = store.incidents.open(newIncident(record, midnight));
    store.incidents.close(ended.id, midnight + hourMs);
    const [old = 0] = store.outbox.add([newAlert('incident:1')], midnight);
    store.outbox.setStatus(old, 'sent');
    maintainUntilDone(stream, midnight + dayMs);
    expect(store.incidents.find(ended.id)).not.toBeNull();
    expect(store.outbox.find(old)).not.toBeNull();

    const open = store.incidents.open(newIncident(record, midnight + 2 * hourMs));
    const [waiting = 0] = store.outbox.add([newAlert('incident:2', 'ops', alertPayload())], midnight);
    maintainUntilDone(stream, midnight + (year + 1) * dayMs);
    expect(stored(stream, 'hour')).toEqual([]);
    expect(stored(stream, 'day')).toEqual([]);
    expect(store.incidents.find(ended.id)).toBeNull();
    expect(store.outbox.find(old)).toBeNull();
    // Open incidents and spans are kept, however old they are.
    expect(store.incidents.find(open.id)).not.toBeNull();
    expect(store.outbox.find(waiting)).not.toBeNull();
    expect(store.spans.between(stream, 0, always.to)).toEqual([{ state: 'down', from: midnight + hourMs, to: null }]);
  });
});

describe('a series', () => {
  /** Ten days, rolled up except for the current hour. */
  function filled(): { readonly stream: number; readonly checks: readonly Check[]; readonly now: number } {
    const { stream } = addMonitor(store);
    const now = midnight + 10 * dayMs + 30 * minuteMs;
    const checks = everyMinute(midnight, now);
    append(stream, checks);
    maintainUntilDone(stream, now);
    return { stream, checks, now };
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

  test('of up to two days has single checks, with gaps where nothing was measured', () => {
    const { stream, checks, now } = filled();
    const from = now - 2 * dayMs;
    const shown = checks.filter(({ at }) => at >= from);
    expect(store.checks.series(stream, { from: from, to: now })).toEqual({
      resolution: 'raw',
      at: shown.map(({ at }) => at),
      p50: shown.map(({ responseTime }) => responseTime),
      p95: shown.map(() => null),
      p99: shown.map(() => null),
      failedAt: shown.flatMap(({ at, verdict }) => (verdict === 'fail' ? [at] : [])),
      phases: null,
    });
  });

  test('of up to thirty days is hourly, including the current hour', () => {
    const { stream, checks, now } = filled();
    expect(store.checks.series(stream, { from: midnight, to: now })).toEqual(
      columnsOf('hour', rollupsOf(checks, 'hour')),
    );
  });

  test('of more than thirty days is daily, including today', () => {
    const { stream, checks, now } = filled();
    expect(store.checks.series(stream, { from: midnight - 60 * dayMs, to: now })).toEqual(
      columnsOf('day', rollupsOf(checks, 'day')),
    );
  });

  test('of a day without raw checks is hourly', () => {
    const { stream, checks } = filled();
    const day = checks.filter(({ at }) => at < midnight + dayMs);
    expect(store.checks.series(stream, { from: midnight, to: midnight + dayMs })).toEqual(
      columnsOf('hour', rollupsOf(day, 'hour')),
    );
  });

  test('of a new monitor has single checks, even if the range begins long before it', () => {
    const { stream } = addMonitor(store);
    append(stream, everyMinute(midnight, midnight + 30 * minuteMs));
    store.maintain(stream, midnight + 30 * minuteMs);
    expect(store.checks.series(stream, { from: midnight - dayMs, to: midnight + hourMs })).toMatchObject({
      resolution: 'raw',
    });
  });

  test('has the phases of single checks if requested, except of failed ones', () => {
    const { stream, checks, now } = filled();
    const from = now - hourMs;
    const shown = checks.filter(({ at }) => at >= from);
    const { phases } = store.checks.series(stream, { from, to: now, phases: true });
    expect(phases).toEqual({
      dns: shown.map(() => null),
      connect: shown.map(({ phases: own }) => own?.connect ?? null),
      tls: shown.map(() => null),
      firstByte: shown.map(({ phases: own }) => own?.firstByte ?? null),
      download: shown.map(({ phases: own }) => own?.download ?? null),
    });
    expect(phases?.connect).toContain(null);
  });

  test('has the mean phases of hours and days, including the current ones', () => {
    const { stream, checks, now } = filled();
    for (const [size, from] of [
      ['hour', midnight],
      ['day', midnight - 60 * dayMs],
    ] as const) {
      const { phases } = store.checks.series(stream, { from, to: now, phases: true });
      const means = rollupsOf(checks, size).map((rollup) => rollup.phases);
      expect(phases?.firstByte).toEqual(means.map((mean) => mean?.firstByte));
      expect(phases?.tls).toEqual(means.map(() => null));
    }
  });

  test('of rollups without phases has none, and has them once a day is rolled up again', () => {
    const { stream, now } = filled();
    connection.exec('UPDATE hour_rollups SET connect = NULL, first_byte = NULL, download = NULL');
    append(stream, [passingCheck(now - 2 * hourMs + 1)]);
    store.maintain(stream, now);
    const { at, phases } = store.checks.series(stream, { from: midnight, to: now, phases: true });
    const known = at.filter((_, index) => typeof phases?.firstByte[index] === 'number');
    // The rollup of a whole day is computed from its raw checks again.
    expect(known).toEqual(at.filter((hour) => hour >= midnight + 9 * dayMs));
    expect(known.length).toBeLessThan(at.length);
  });

  test('without any check is empty', () => {
    const { stream } = addMonitor(store);
    expect(store.checks.series(stream, { from: midnight, to: midnight + 9 * dayMs })).toEqual(columnsOf('hour', []));
  });
});

describe('the series of a figure', () => {
  const scales = { free: { unit: 'GB', warning: [20], critical: [10] } };

  /** Ten days of a check a minute with a figure, and sometimes another, rolled up except for the current hour. */
  function filled(): { readonly stream: number; readonly checks: readonly Check[]; readonly now: number } {
    const { stream } = addMonitor(store);
    const now = midnight + 10 * dayMs + 30 * minuteMs;
    const checks = everyMinute(midnight, now).map((check, index) => ({
      ...check,
      figures: { free: ((index * 37) % 1_000) / 8, ...(index % 90 === 0 ? { constructor: index } : {}) },
    }));
    append(
      stream,
      checks.map((check) => ({ ...check, scales })),
    );
    maintainUntilDone(stream, now);
    return { stream, checks, now };
  }

  test('of up to two days has the value of each check, failed ones included', () => {
    const { stream, checks, now } = filled();
    const shown = checks.filter(({ at }) => at >= now - dayMs);
    const values = shown.map(({ figures }) => figures?.['free']);
    expect(store.checks.figureSeries(stream, { from: now - dayMs, to: now, figure: 'free' })).toEqual({
      resolution: 'raw',
      at: shown.map(({ at }) => at),
      p50: values,
      min: values,
      max: values,
    });
  });

  test.each([
    ['hour', 9 * dayMs],
    ['day', 60 * dayMs],
  ] as const)('of longer ranges has the distribution of each %s, including the current one', (size, lengthMs) => {
    const { stream, checks, now } = filled();
    const expected = rollupsOf(checks, size).filter(({ at }) => at >= bucketStart(now - lengthMs, size));
    const found = store.checks.figureSeries(stream, { from: now - lengthMs, to: now, figure: 'free' });
    const column = (name: 'p50' | 'min' | 'max') => expected.map(({ figures }) => figures?.['free']?.[name]);
    expect(found).toEqual({
      resolution: size,
      at: expected.map(({ at }) => at),
      p50: column('p50'),
      min: column('min'),
      max: column('max'),
    });
    expect(found.p50).not.toContain(null);
  });

  test('is found by any name, and empty for one that no check had', () => {
    const { stream, now } = filled();
    const range = { from: now - 9 * dayMs, to: now };
    const named = store.checks.figureSeries(stream, { ...range, figure: 'constructor' });
    expect(new Set(named.p50.map((value) => typeof value))).toEqual(new Set(['number', 'object']));
    const none = store.checks.figureSeries(stream, { ...range, figure: 'toString' });
    expect(new Set(none.p50)).toEqual(new Set([null]));
  });

  test('is listed with the unit and the limits of the newest check', () => {
    const { stream, now } = filled();
    expect(store.checks.figures(stream)).toEqual([
      { name: 'constructor', unit: '', warning: [], critical: [] },
      { name: 'free', ...scales.free },
    ]);
    const raised = { free: { unit: 'GB', warning: [40], critical: [10] } };
    append(stream, [{ ...passingCheck(now), figures: { free: 1 }, scales: raised } as Check]);
    append(stream, [{ ...passingCheck(now - minuteMs), figures: { free: 1 }, scales } as Check]);
    expect(store.checks.figures(stream)[1]).toEqual({ name: 'free', ...raised.free });
  });

  test('of names that never come again is bounded', () => {
    const { stream } = addMonitor(store);
    const checks = Array.from({ length: 100 }, (_, index) => ({
      ...passingCheck(midnight + index * hourMs),
      figures: { [`job ${String(index)}`]: 1, size: index },
    }));
    append(stream, checks);
    expect(store.checks.figures(stream)).toHaveLength(64);
    maintainUntilDone(stream, midnight + 101 * hourMs);
    const names = connection.prepare<[], { readonly count: number }>('SELECT count(*) AS count FROM figures').get();
    expect(names?.count).toBe(64);
    expect(store.checks.figures(stream)).toContainEqual({ name: 'size', unit: '', warning: [], critical: [] });
  });

  test('of checks without figures takes no room', () => {
    const { stream } = addMonitor(store);
    append(stream, everyMinute(midnight, midnight + dayMs));
    maintainUntilDone(stream, midnight + 2 * dayMs);
    expect(store.checks.figures(stream)).toEqual([]);
    expect(stored(stream, 'hour').filter(({ figures }) => figures !== undefined)).toEqual([]);
  });
});
