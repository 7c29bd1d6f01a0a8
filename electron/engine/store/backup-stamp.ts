/** A time in a file name, in UTC: `2026-11-22T10-15-00-000Z`. Sorts by time and is valid in every file system. */

export function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[:.]/gu, '-');
}

/** `2026-11-22` */
export function dayOfStamp(stamp: string): string {
  return stamp.slice(0, 10);
}

/** In epoch milliseconds. */
export function timeOfStamp(stamp: string): number {
  return Date.parse(stamp.replace(/T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z$/u, 'T$1:$2:$3.$4Z'));
}
