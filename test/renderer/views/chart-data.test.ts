import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptPings, type PhaseSeries, type Ping, type Series } from '../../../electron/contract/model/history.ts';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import { text } from '../../../renderer/text/text.ts';
import {
  chartDataOf,
  figureDataOf,
  isMeasured,
  isolatedRows,
  runDataOf,
  stretchesBehind,
  timeLimitsOf,
} from '../../../renderer/views/monitor/chart-data.ts';

function seriesOf(resolution: Series['resolution'], rows: number, phases: Partial<PhaseSeries> | null = null): Series {
  const column = (value: number | null): readonly (number | null)[] => Array.from({ length: rows }, () => value);
  const none = column(null);
  return {
    resolution,
    at: Array.from({ length: rows }, (_, row) => row * 1_000),
    p50: column(10),
    p95: resolution === 'raw' ? none : column(20),
    p99: none,
    phases:
      phases === null ? null : { dns: none, connect: none, tls: none, firstByte: none, download: none, ...phases },
  };
}

test('single checks are one line, and rollups a median with the 95th percentile above it', () => {
  expect(chartDataOf(seriesOf('raw', 2), 'times')).toMatchObject({ series: { at: [0, 1_000] }, lines: [[10, 10]] });
  const hourly = chartDataOf(seriesOf('hour', 2), 'times');
  expect(hourly.series.at).toEqual([1_800_000, 1_801_000]);
  expect(hourly.lines).toEqual([
    [10, 10],
    [20, 20],
  ]);
});

test('without a response there is no measurement', () => {
  const series = seriesOf('raw', 2);
  expect(isMeasured(chartDataOf(series, 'times'))).toBe(true);
  expect(isMeasured(chartDataOf({ ...series, p50: [null, null] }, 'times'))).toBe(false);
  expect(isMeasured(chartDataOf({ ...series, at: [], p50: [], p95: [], p99: [] }, 'times'))).toBe(false);
});

test('limits of the response time are drawn that leave the times a third of the height', () => {
  const limits = [
    { level: 'warning', value: 30 },
    { level: 'critical', value: 31 },
  ] as const;
  expect(chartDataOf(seriesOf('raw', 2), 'times', { limits }).limits).toEqual([limits[0]]);
  expect(chartDataOf(seriesOf('hour', 2), 'times', { limits }).limits).toEqual(limits);
  expect(chartDataOf(seriesOf('raw', 0), 'times', { limits }).limits).toEqual([]);
});

test('a response is limited by the threshold and by assertions on its time', () => {
  const monitor = {
    kind: 'http',
    degradedAfter: 400,
    assertions: [
      { on: 'status', is: 'lessThan', value: 300 },
      { on: 'responseTime', is: 'lessThan', value: 1_000 },
    ],
  } as unknown as Monitor;
  expect(timeLimitsOf(monitor)).toEqual([
    { level: 'warning', value: 400 },
    { level: 'critical', value: 1_000 },
  ]);
});

test('a point without neighbours is drawn by itself', () => {
  expect(isolatedRows([10])).toEqual([0]);
  expect(isolatedRows([10, null, 10, 10, null, 10])).toEqual([0, 5]);
  expect(isolatedRows([10, 10, undefined, null])).toEqual([]);
});

test('phases are stacked, and those that no check had are left out', () => {
  const series = seriesOf('raw', 3, { connect: [1, 2, null], firstByte: [10, 20, null], dns: [null, 5, null] });
  const { phases, lines } = chartDataOf(series, 'phases');
  expect(phases).toEqual(['dns', 'connect', 'firstByte']);
  expect(lines).toEqual([
    [0, 5, null],
    [1, 7, null],
    [11, 27, null],
  ]);
});

test('without recorded phases there is an axis and no line', () => {
  expect(chartDataOf(seriesOf('hour', 2), 'phases')).toMatchObject({
    series: { at: [1_800_000, 1_801_000] },
    phases: [],
    lines: [],
  });
});

test('the top column is the sum of the phases, and none crosses another', () => {
  const time = fc.option(fc.integer({ min: 0, max: 1_000 }));
  const row = fc.record({ dns: time, connect: time, tls: time, firstByte: time, download: time });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const column = (name: keyof (typeof rows)[number]): readonly (number | null)[] => rows.map((one) => one[name]);
      const phases: PhaseSeries = {
        dns: column('dns'),
        connect: column('connect'),
        tls: column('tls'),
        firstByte: column('firstByte'),
        download: column('download'),
      };
      const { lines } = chartDataOf(seriesOf('raw', rows.length, phases), 'phases');
      rows.forEach((one, index) => {
        const known = Object.values(one).filter((part) => part !== null);
        const sum = known.length === 0 ? null : known.reduce((total, part) => total + part, 0);
        if (lines.length > 0) expect(lines.at(-1)?.[index]).toBe(sum);
        const heights = lines.map((line) => line[index] ?? 0);
        expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      });
    }),
  );
});

describe('other locations', () => {
  const series = seriesOf('raw', 3);
  const seen: Series = { ...series, at: [500, 1_000, 1_500], p50: [80, null, 90] };
  const histories = [
    { locationId: 'fra', name: 'Frankfurt', series: seen, spans: [] },
    { locationId: 'ohio', name: 'Ohio', series: { ...series, at: [], p50: [], p95: [], p99: [] }, spans: [] },
  ];

  test('have a line each, without a gap where a check failed, and break no other line', () => {
    const { lines, places, series: shown } = chartDataOf(series, 'locations', { histories });
    expect(shown.at).toEqual([0, 500, 1_000, 1_500, 2_000]);
    expect(lines).toEqual([[10, undefined, 10, undefined, 10]]);
    expect(places).toEqual([{ name: 'Frankfurt', times: [undefined, 80, undefined, 90, undefined] }]);
    expect(shown.p50).toEqual([10, null, 10, null, 10]);
    expect(isolatedRows(lines[0] ?? [])).toEqual([]);
  });

  test('stand in the middle of a rollup', () => {
    const hourly: Series = { ...seen, resolution: 'hour', at: [0, 3_600_000, 7_200_000] };
    const [history] = histories;
    const { series: shown } = chartDataOf(seriesOf('hour', 0), 'locations', {
      histories: history === undefined ? [] : [{ ...history, series: hourly }],
    });
    expect(shown.at).toEqual([1_800_000, 9_000_000]);
  });

  test('are not part of the phases', () => {
    const phased = seriesOf('raw', 3, { connect: [1, 2, 3] });
    expect(chartDataOf(phased, 'phases', { histories })).toMatchObject({
      places: [],
      lines: [[1, 2, 3]],
    });
  });
});

describe('a figure', () => {
  const disk = { name: 'free', unit: 'GB', warning: [20], critical: [10, 5_000] };

  test('of single checks is one line, with the limits that are near it', () => {
    const values = [40, null, 30];
    const seen = { resolution: 'raw', at: [0, 1_000, 2_000], p50: values, min: values, max: values } as const;
    const data = figureDataOf(disk, seen, []);
    expect(data.lines).toEqual([values]);
    expect(data.limits).toEqual([
      { level: 'warning', value: 20 },
      { level: 'critical', value: 10 },
    ]);
  });

  test('of rollups is a median between its extremes, in downtime as well', () => {
    const hourMs = 3_600_000;
    const at = [0, hourMs];
    const seen = { resolution: 'hour', at, p50: [5, 6], min: [1, 2], max: [9, 8] } as const;
    const data = figureDataOf({ ...disk, warning: [], critical: [] }, seen, [
      { state: 'up', from: 0, to: hourMs },
      { state: 'down', from: hourMs, to: 2 * hourMs },
    ]);
    expect(data.series.at).toEqual([hourMs / 2, 1.5 * hourMs]);
    expect(data.lines).toEqual([
      [5, 6],
      [9, 8],
      [1, 2],
    ]);
  });

  test('that is always zero shows its limits', () => {
    const none = { resolution: 'raw', at: [0], p50: [0], min: [0], max: [0] } as const;
    expect(figureDataOf(disk, none, []).limits).toHaveLength(3);
  });
});

test('runs that began within the range have a bar each, as high as they took', () => {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '', userAgent: '' };
  const pings: readonly Ping[] = [
    { ...said, id: 1, at: 500, kind: 'success', runTime: 400 },
    { ...said, id: 2, at: 2_000, kind: 'fail', runTime: 800 },
    { ...said, id: 3, at: 2_500, kind: 'start', runTime: null },
  ];
  const { mode, series, lines, runs } = runDataOf(pings, { from: 1_000, to: 3_000 }, 3_000);
  expect(mode).toBe('runs');
  expect(series.at).toEqual([1_200, 2_500]);
  expect(lines).toEqual([[800, 500]]);
  expect(runs.map(({ outcome }) => outcome)).toEqual(['fail', 'running']);
});

test('of a range that begins before the oldest ping that is kept, only the latest runs are known', () => {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '', userAgent: '' };
  const pings = Array.from({ length: keptPings }, (_, index): Ping => ({
    ...said,
    id: index,
    at: 10_000 + 1_000 * index,
    kind: 'success',
    runTime: 400,
  }));
  const typicalOf = (kept: readonly Ping[], from: number): string =>
    text.history.typical(runDataOf(kept, { from, to: 200_000 }, 200_000));
  expect(typicalOf(pings, 0)).toBe('Latest 100 runs, none failed, median 400 ms');
  const range = { from: 0, to: 200_000 };
  const unknown = { state: 'unknown', from: 0, to: 9_600 };
  expect(stretchesBehind(runDataOf(pings, range, 200_000), [], range)).toEqual([unknown]);
  expect(stretchesBehind(runDataOf(pings.slice(1), range, 200_000), [], range)).toEqual([]);
  expect(typicalOf(pings.slice(1), 0)).toBe('99 runs, none failed, median 400 ms');
  expect(typicalOf(pings, 50_500)).toBe('59 runs, none failed, median 400 ms');
});
