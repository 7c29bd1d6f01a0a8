/**
 * Percentiles by nearest rank: always one of the measured values, so the rollup of a single check shows that check.
 */

/** @param sorted ascending. @param share 0..1. @returns null if there are no values. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? null;
}
