/** Hours and days of history, in UTC: a bucket is identified by its start, and the same on every computer. */

export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

export const bucketSizes = { hour: hourMs, day: dayMs } as const;
export type BucketSize = keyof typeof bucketSizes;

/** The start of the bucket that contains `atMs`. */
export function bucketStart(atMs: number, size: BucketSize): number {
  const length = bucketSizes[size];
  return Math.floor(atMs / length) * length;
}
