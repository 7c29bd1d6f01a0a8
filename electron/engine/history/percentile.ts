/**
 * Percentiles by nearest rank: always one of the measured values, so a rollup of one check shows that check, and
 * the same values give the same answer in any order.
 */

/** @param sorted ascending. @param share 0..1. @returns null where there is nothing. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? null;
}
