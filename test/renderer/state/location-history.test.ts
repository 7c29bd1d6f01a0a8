import { expect, test } from 'vitest';
import type { Series, Span } from '../../../electron/contract/model/history.ts';
import { percentilesOf, uptimeIn } from '../../../renderer/state/location-history.ts';

const none = { resolution: 'raw', at: [], p50: [], p95: [], p99: [], phases: null } as const satisfies Series;

test('percentiles of single checks are measured values, and failed checks do not count', () => {
  const p50 = [null, ...Array.from({ length: 100 }, (_, index) => 100 - index)];
  expect(percentilesOf({ ...none, p50 })).toEqual({ p50: 50, p95: 95, p99: 99 });
  expect(percentilesOf({ ...none, p50: [null, 7] })).toEqual({ p50: 7, p95: 7, p99: 7 });
  expect(percentilesOf(none)).toBeNull();
});

test('percentiles of rollups are those of the whole range', () => {
  const overall = { p50: 21, p95: 48, p99: 80 };
  const series: Series = { ...none, resolution: 'hour', p50: [10, 20, 30], p95: [40, 50, 60], overall };
  expect(percentilesOf(series)).toEqual(overall);
});

test('uptime is the share of the known time within the range', () => {
  const spans: readonly Span[] = [
    { state: 'up', from: 0, to: 400 },
    { state: 'unknown', from: 400, to: 600 },
    { state: 'down', from: 600, to: 700 },
    { state: 'up', from: 700, to: null },
  ];
  expect(uptimeIn(spans, { from: 200, to: 1_000 }, 800)).toBe(0.75);
  expect(uptimeIn([], { from: 0, to: 1_000 }, 800)).toBe(null);
});
