import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Series, Span } from '../../../electron/contract/model/history.ts';
import { drawnSeries, stretchesOf, type Stretch } from '../../../renderer/state/spans.ts';

test('spans are clipped to the range, and time without a span is unmonitored', () => {
  const spans: readonly Span[] = [
    { state: 'up', from: 50, to: 120 },
    { state: 'down', from: 120, to: 130 },
    { state: 'up', from: 150, to: null },
  ];
  expect(stretchesOf(spans, { from: 100, to: 200 }, 180)).toEqual([
    { state: 'up', from: 100, to: 120 },
    { state: 'down', from: 120, to: 130 },
    { state: 'unmonitored', from: 130, to: 150 },
    { state: 'up', from: 150, to: 180 },
    { state: 'unmonitored', from: 180, to: 200 },
  ]);
});

test('for any spans, the segments fill the range without gaps', () => {
  const span = fc
    .tuple(fc.nat(1_000), fc.nat(1_000))
    .map(([from, length]): Span => ({ state: 'up', from, to: from + length }));
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const stretches = stretchesOf(spans, { from: 200, to: 800 }, 1_000);
      expect(stretches[0]?.from).toBe(200);
      expect(stretches.at(-1)?.to).toBe(800);
      stretches.slice(1).forEach(({ from }, index) => expect(from).toBe(stretches[index]?.to));
    }),
  );
});

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function seriesAt(resolution: Series['resolution'], at: readonly number[]): Series {
  const fives = at.map(() => 5);
  const phases = { dns: fives, connect: fives, tls: fives, firstByte: fives, download: fives };
  return { resolution, at, p50: fives, p95: fives, p99: fives, phases };
}

test('the line breaks where nothing was measured for long, and so do the phases', () => {
  const broken = [5, 5, 5, 5, null, 5, 5];
  expect(drawnSeries(seriesAt('raw', [0, 10, 20, 30, 100, 110]), [])).toEqual({
    resolution: 'raw',
    at: [0, 10, 20, 30, 65, 100, 110],
    p50: broken,
    p95: broken,
    p99: broken,
    phases: { dns: broken, connect: broken, tls: broken, firstByte: broken, download: broken },
  });
});

test('a single point has no gap', () => {
  expect(drawnSeries(seriesAt('raw', [7]), []).at).toEqual([7]);
});

test.each(['unmonitored', 'unknown', 'paused', 'down'] as const)(
  'no line is drawn through time that is %s',
  (state) => {
    const stretches: readonly Stretch[] = [
      { state: 'up', from: 0, to: 20 },
      { state, from: 20, to: 29 },
      { state: 'up', from: 29, to: 60 },
    ];
    expect(drawnSeries(seriesAt('raw', [0, 10, 20, 30, 40, 50]), stretches).p50).toEqual([5, 5, 5, null, 5, 5, 5]);
  },
);

test('a rolled-up hour stands where it was measured, and not before the monitor existed', () => {
  const stretches: readonly Stretch[] = [
    { state: 'unmonitored', from: -7 * day, to: 10 * hour + 30 * minute },
    { state: 'up', from: 10 * hour + 30 * minute, to: 11 * hour + 20 * minute },
  ];
  expect(drawnSeries(seriesAt('hour', [10 * hour, 11 * hour]), stretches)).toMatchObject({
    at: [10 * hour + 45 * minute, 11 * hour + 10 * minute],
    p50: [5, 5],
  });
  expect(drawnSeries(seriesAt('day', [0]), stretches).at).toEqual([10 * hour + 55 * minute]);
});

test('a missing hour breaks a line of hours', () => {
  expect(drawnSeries(seriesAt('hour', [0, hour, 3 * hour]), []).p50).toEqual([5, 5, null, 5]);
});
