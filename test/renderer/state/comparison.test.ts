import { expect, test } from 'vitest';
import type { Series, Uptime } from '../../../electron/contract/model/history.ts';
import { comparedValues, moved, rangeBefore } from '../../../renderer/state/comparison.ts';
import { text } from '../../../renderer/text/text.ts';

const dayMs = 86_400_000;

function uptime(upMs: number, downMs = 0): Uptime {
  const known = upMs + downMs;
  const ratio = known === 0 ? null : upMs / known;
  return { from: 0, to: dayMs, upMs, downMs, ratio, coverage: known / dayMs, incidents: 0 };
}

function series(resolution: Series['resolution'], p50: Series['p50'], p95: Series['p95'] = p50): Series {
  return { resolution, at: p50.map((_, row) => row), p50, p95, p99: p95, phases: null };
}

test('the period before is as long, and ends where the range begins', () => {
  expect(rangeBefore({ from: 100, to: 150 })).toEqual({ from: 50, to: 100 });
  expect(moved(series('raw', [1, 2]), 50).at).toEqual([50, 51]);
});

test('of single checks, median and 95th percentile are those of all of them', () => {
  const times = Array.from({ length: 100 }, (_, index) => 100 - index);
  const now = { uptime: uptime(dayMs), series: series('raw', [...times, null]), figure: null };
  const before = { uptime: uptime(dayMs / 2, dayMs / 2), series: series('raw', [7]), figure: null };
  expect(comparedValues(now, before)).toEqual([
    { of: 'median', unit: '', now: 50, before: 7 },
    { of: 'p95', unit: '', now: 95, before: 7 },
    { of: 'uptime', unit: '', now: 1, before: 0.5 },
    { of: 'downtime', unit: '', now: 0, before: dayMs / 2 },
    { of: 'incidents', unit: '', now: 0, before: 0 },
  ]);
});

test('of rollups, median and 95th percentile are those of the whole period', () => {
  const overall = { p50: 4, p95: 28, p99: 80 };
  const rolledUp = { ...series('hour', [1, 3, 9], [20, 30, 90]), overall };
  const period = { uptime: uptime(dayMs), series: rolledUp, figure: null };
  expect(comparedValues(period, period).map(({ now }) => now)).toEqual([4, 28, 1, 0, 0]);
});

test('what neither period has is left out, and hardly monitored time has no uptime', () => {
  const job = { uptime: uptime(dayMs), series: series('raw', []), figure: null };
  const young = { ...job, uptime: uptime(1_000) };
  expect(comparedValues(job, young).map(({ of, now, before }) => [of, now, before])).toEqual([
    ['uptime', 1, null],
    ['downtime', 0, 0],
    ['incidents', 0, 0],
  ]);
});

test('before a monitor existed, there is nothing to compare with', () => {
  const now = { uptime: uptime(dayMs), series: series('raw', [5]), figure: null };
  const never = { uptime: uptime(0), series: series('raw', []), figure: null };
  expect(comparedValues(now, never).every(({ before }) => before === null)).toBe(true);
  expect(comparedValues(never, never)).toEqual([]);
});

test('a figure that the chart shows takes the place of the response times', () => {
  const period = (values: readonly number[]) => ({
    uptime: uptime(dayMs),
    series: series('raw', [5]),
    figure: { values, unit: '%' },
  });
  const [first, ...others] = comparedValues(period([1, 2, 3]), period([7]));
  expect(first).toEqual({ of: 'figure', unit: '%', now: 2, before: 7 });
  expect(others.map(({ of }) => of)).toEqual(['uptime', 'downtime', 'incidents']);
});

test('a change says in which direction, and nothing where one side is unknown', () => {
  const { changeOf } = text.compare;
  const unit = '';
  expect(changeOf({ of: 'median', unit, now: 46, before: 39 })).toBe('7 ms slower');
  expect(changeOf({ of: 'p95', unit, now: 39, before: 39.01 })).toBe('The same');
  expect(changeOf({ of: 'uptime', unit, now: 1, before: 0.9995 })).toBe('0.05 percentage points more');
  expect(changeOf({ of: 'uptime', unit, now: 0.98, before: 1 })).toBe('2 percentage points less');
  expect(changeOf({ of: 'uptime', unit, now: 1, before: null })).toBe('');
  expect(changeOf({ of: 'downtime', unit, now: 60_000, before: 240_000 })).toBe('3 min less');
  expect(changeOf({ of: 'incidents', unit, now: 1, before: 4 })).toBe('3 fewer');
  expect(changeOf({ of: 'figure', unit: '%', now: 12.5, before: 12 })).toBe('0.5 % more');
});
