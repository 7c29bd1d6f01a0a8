import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../../../electron/contract/model/history.ts';
import { stretchesOf, withGaps } from '../../../renderer/state/spans.ts';

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

test('the line breaks where nothing was measured for long, and so do the phases', () => {
  const at = [0, 10, 20, 30, 100, 110];
  const fives = at.map(() => 5);
  const phases = { dns: fives, connect: fives, tls: fives, firstByte: fives, download: fives };
  const broken = [5, 5, 5, 5, null, 5, 5];
  expect(withGaps({ resolution: 'raw', at, p50: fives, p95: fives, p99: fives, phases })).toEqual({
    resolution: 'raw',
    at: [0, 10, 20, 30, 65, 100, 110],
    p50: broken,
    p95: broken,
    p99: broken,
    phases: { dns: broken, connect: broken, tls: broken, firstByte: broken, download: broken },
  });
});

test('a single point has no gap', () => {
  expect(withGaps({ resolution: 'raw', at: [7], p50: [1], p95: [1], p99: [1], phases: null }).at).toEqual([7]);
});
