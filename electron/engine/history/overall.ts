/**
 * Percentiles of all checks behind many rollups. Percentiles cannot be combined exactly; but each rollup keeps five
 * points of its distribution, between which its times are taken to be spread evenly, and it counts by how many it has.
 */
import type { Percentiles } from '../../contract/model/history.ts';
import type { Rollup } from './rollup.ts';

/** A time, and the share of the times of its rollup that are not longer. */
type Point = readonly [timeMs: number, share: number];

interface Spread {
  readonly points: readonly Point[];
  readonly count: number;
}

/** That of response times. */
const precisionMs = 0.1;

/** Null: nothing was measured. */
export function overallOf(rollups: readonly Rollup[]): Percentiles | null {
  const spreads = rollups.flatMap(spreadOf);
  if (spreads.length === 0) return null;
  return { p50: timeAt(spreads, 0.5), p95: timeAt(spreads, 0.95), p99: timeAt(spreads, 0.99) };
}

function spreadOf({ measured, min, p50, p95, p99, max }: Rollup): readonly Spread[] {
  if (min === null || p50 === null || p95 === null || p99 === null || max === null) return [];
  const points = [
    [min, 0],
    [p50, 0.5],
    [p95, 0.95],
    [p99, 0.99],
    [max, 1],
  ] as const;
  return [{ points, count: measured }];
}

/** The shortest time that this share of all is not longer than, by halving. */
function timeAt(spreads: readonly Spread[], share: number): number {
  const wanted = share * spreads.reduce((sum, { count }) => sum + count, 0);
  const countTo = (timeMs: number): number =>
    spreads.reduce((sum, { points, count }) => sum + count * shareTo(points, timeMs), 0);
  let [low, high] = [0, spreads.reduce((most, { points }) => Math.max(most, points.at(-1)?.[0] ?? 0), 0)];
  while (high - low > precisionMs / 2) {
    const middle = (low + high) / 2;
    if (countTo(middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.round(high * 10) / 10;
}

function shareTo(points: readonly Point[], timeMs: number): number {
  const [before, after] = [points.findLast(([time]) => time <= timeMs), points.find(([time]) => time > timeMs)];
  if (before === undefined) return 0;
  if (after === undefined) return 1;
  return before[1] + ((after[1] - before[1]) * (timeMs - before[0])) / (after[0] - before[0]);
}
