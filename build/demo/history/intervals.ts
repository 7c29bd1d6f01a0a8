/** Intervals of the past, [from, to). */

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export function overlap(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to;
}

/** In order, adjacent ones merged. */
export function merged(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || next.from > last.to) result.push(next);
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return result;
}

export function intervalAt<T extends Interval>(intervals: readonly T[], atMs: number): T | null {
  return intervals.find(({ from, to }) => atMs >= from && atMs < to) ?? null;
}
