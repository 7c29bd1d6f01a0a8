import { beforeEach, describe, expect, test } from 'vitest';
import type { Check } from '../../../electron/contract/model/state.ts';
import { bucketStart } from '../../../electron/engine/history/buckets.ts';
import { overallOf } from '../../../electron/engine/history/overall.ts';
import { rollupsOf, type Rollup } from '../../../electron/engine/history/rollup.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { addMonitor, dayMs, hourMs, midnight, minuteMs, passingCheck } from './fixtures.ts';
import { everyMinute, openUpkeepRig, type UpkeepRig } from './upkeep-rig.ts';

let rig: UpkeepRig;
beforeEach(() => {
  rig = openUpkeepRig();
});

describe('a series', () => {
  /** Ten days, rolled up except for the current hour. */
  function filled(): { readonly stream: number; readonly checks: readonly Check[]; readonly now: number } {
    const { stream } = addMonitor(rig.store);
    const now = midnight + 10 * dayMs + 30 * minuteMs;
    const checks = everyMinute(midnight, now);
    rig.append(stream, checks);
    rig.maintainUntilDone(stream, now);
    return { stream, checks, now };
  }

  type Answer = ReturnType<Store['checks']['series']>;

  function columnsOf(resolution: 'hour' | 'day', of: readonly Rollup[]): Answer {
    const overall = overallOf(of);
    const column = (name: 'p50' | 'p95' | 'p99'): readonly (number | null)[] => of.map((rollup) => rollup[name]);
    return {
      resolution,
      at: of.map(({ at }) => at),
      p50: column('p50'),
      p95: column('p95'),
      p99: column('p99'),
      ...(overall === null ? {} : { overall }),
      phases: null,
    };
  }

  test('of up to two days has single checks, with gaps where nothing was measured', () => {
    const { stream, checks, now } = filled();
    const from = now - 2 * dayMs;
    const shown = checks.filter(({ at }) => at >= from);
    expect(rig.store.checks.series(stream, { from: from, to: now })).toEqual({
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
    expect(rig.store.checks.series(stream, { from: midnight, to: now })).toEqual(
      columnsOf('hour', rollupsOf(checks, 'hour')),
    );
  });

  test('of more than thirty days is daily, including today', () => {
    const { stream, checks, now } = filled();
    expect(rig.store.checks.series(stream, { from: midnight - 60 * dayMs, to: now })).toEqual(
      columnsOf('day', rollupsOf(checks, 'day')),
    );
  });

  test('of a day without raw checks is hourly', () => {
    const { stream, checks } = filled();
    const day = checks.filter(({ at }) => at < midnight + dayMs);
    expect(rig.store.checks.series(stream, { from: midnight, to: midnight + dayMs })).toEqual(
      columnsOf('hour', rollupsOf(day, 'hour')),
    );
  });

  test('of a new monitor has single checks, even if the range begins long before it', () => {
    const { stream } = addMonitor(rig.store);
    rig.append(stream, everyMinute(midnight, midnight + 30 * minuteMs));
    rig.store.maintain(stream, midnight + 30 * minuteMs);
    expect(rig.store.checks.series(stream, { from: midnight - dayMs, to: midnight + hourMs })).toMatchObject({
      resolution: 'raw',
    });
  });

  test('has the phases of single checks if requested, except of failed ones', () => {
    const { stream, checks, now } = filled();
    const from = now - hourMs;
    const shown = checks.filter(({ at }) => at >= from);
    const { phases } = rig.store.checks.series(stream, { from, to: now, phases: true });
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
      const { phases } = rig.store.checks.series(stream, { from, to: now, phases: true });
      const means = rollupsOf(checks, size).map((rollup) => rollup.phases);
      expect(phases?.firstByte).toEqual(means.map((mean) => mean?.firstByte));
      expect(phases?.tls).toEqual(means.map(() => null));
    }
  });

  test('of rollups without phases has none, and has them once a day is rolled up again', () => {
    const { stream, now } = filled();
    rig.connection.exec('UPDATE hour_rollups SET connect = NULL, first_byte = NULL, download = NULL');
    rig.append(stream, [passingCheck(now - 2 * hourMs + 1)]);
    rig.store.maintain(stream, now);
    const { at, phases } = rig.store.checks.series(stream, { from: midnight, to: now, phases: true });
    const known = at.filter((_, index) => typeof phases?.firstByte[index] === 'number');
    // The rollup of a whole day is computed from its raw checks again.
    expect(known).toEqual(at.filter((hour) => hour >= midnight + 9 * dayMs));
    expect(known.length).toBeLessThan(at.length);
  });

  test('without any check is empty', () => {
    const { stream } = addMonitor(rig.store);
    expect(rig.store.checks.series(stream, { from: midnight, to: midnight + 9 * dayMs })).toEqual(
      columnsOf('hour', []),
    );
  });
});

describe('the series of a figure', () => {
  const scales = { free: { unit: 'GB', warning: [20], critical: [10] } };

  /** Ten days of a check a minute with a figure, and sometimes another, rolled up except for the current hour. */
  function filled(): { readonly stream: number; readonly checks: readonly Check[]; readonly now: number } {
    const { stream } = addMonitor(rig.store);
    const now = midnight + 10 * dayMs + 30 * minuteMs;
    const checks = everyMinute(midnight, now).map((check, index) => ({
      ...check,
      figures: { free: ((index * 37) % 1_000) / 8, ...(index % 90 === 0 ? { constructor: index } : {}) },
    }));
    rig.append(
      stream,
      checks.map((check) => ({ ...check, scales })),
    );
    rig.maintainUntilDone(stream, now);
    return { stream, checks, now };
  }

  test('of up to two days has the value of each check, failed ones included', () => {
    const { stream, checks, now } = filled();
    const shown = checks.filter(({ at }) => at >= now - dayMs);
    const values = shown.map(({ figures }) => figures?.['free']);
    expect(rig.store.checks.figureSeries(stream, { from: now - dayMs, to: now, figure: 'free' })).toEqual({
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
    const found = rig.store.checks.figureSeries(stream, { from: now - lengthMs, to: now, figure: 'free' });
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
    const named = rig.store.checks.figureSeries(stream, { ...range, figure: 'constructor' });
    expect(new Set(named.p50.map((value) => typeof value))).toEqual(new Set(['number', 'object']));
    const none = rig.store.checks.figureSeries(stream, { ...range, figure: 'toString' });
    expect(new Set(none.p50)).toEqual(new Set([null]));
  });

  test('is listed with the unit and the limits of the newest check', () => {
    const { stream, now } = filled();
    expect(rig.store.checks.figures(stream)).toEqual([
      { name: 'constructor', unit: '', warning: [], critical: [] },
      { name: 'free', ...scales.free },
    ]);
    const raised = { free: { unit: 'GB', warning: [40], critical: [10] } };
    rig.append(stream, [{ ...passingCheck(now), figures: { free: 1 }, scales: raised } as Check]);
    rig.append(stream, [{ ...passingCheck(now - minuteMs), figures: { free: 1 }, scales } as Check]);
    expect(rig.store.checks.figures(stream)[1]).toEqual({ name: 'free', ...raised.free });
  });

  test('of names that never come again is bounded', () => {
    const { stream } = addMonitor(rig.store);
    const checks = Array.from({ length: 100 }, (_, index) => ({
      ...passingCheck(midnight + index * hourMs),
      figures: { [`job ${String(index)}`]: 1, size: index },
    }));
    rig.append(stream, checks);
    expect(rig.store.checks.figures(stream)).toHaveLength(64);
    rig.maintainUntilDone(stream, midnight + 101 * hourMs);
    const names = rig.connection.prepare<[], { readonly count: number }>('SELECT count(*) AS count FROM figures').get();
    expect(names?.count).toBe(64);
    expect(rig.store.checks.figures(stream)).toContainEqual({ name: 'size', unit: '', warning: [], critical: [] });
  });

  test('of checks without figures takes no room', () => {
    const { stream } = addMonitor(rig.store);
    rig.append(stream, everyMinute(midnight, midnight + dayMs));
    rig.maintainUntilDone(stream, midnight + 2 * dayMs);
    expect(rig.store.checks.figures(stream)).toEqual([]);
    expect(rig.stored(stream, 'hour').filter(({ figures }) => figures !== undefined)).toEqual([]);
  });
});
