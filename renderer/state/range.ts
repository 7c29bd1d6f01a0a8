/** The time ranges of history. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const ranges = [
  { name: '1h', lengthMs: hourMs },
  { name: '24h', lengthMs: dayMs },
  { name: '7d', lengthMs: 7 * dayMs },
  { name: '30d', lengthMs: 30 * dayMs },
  { name: '90d', lengthMs: 90 * dayMs },
] as const;

/** Those that an uptime is shown for: within an hour it says little. */
export const uptimeRanges = ranges.filter(({ lengthMs }) => lengthMs >= dayMs);

export type RangeName = (typeof ranges)[number]['name'];

export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export function lengthOf(name: RangeName): number {
  return ranges.find((range) => range.name === name)?.lengthMs ?? dayMs;
}

/** The shortest useful range. */
const minZoomMs = 5 * 60_000;

/** Keeps a zoomed range within sensible lengths and out of the future. */
export function clampRange({ from, to }: TimeRange, now: number): TimeRange {
  const length = Math.max(minZoomMs, to - from);
  const end = Math.min(to, now);
  return { from: end - length, to: end };
}

/** Zooms around the middle, or keeps the end if that is now: `factor` 0.5 shows half as much. */
export function zoomRange({ from, to }: TimeRange, factor: number, now: number): TimeRange {
  const length = (to - from) * factor;
  const isRecent = now - to < (to - from) / 20;
  const end = isRecent ? to : (from + to) / 2 + length / 2;
  return clampRange({ from: end - length, to: end }, now);
}

/** The neighbouring range, overlapping by half: `direction` -1 is earlier. */
export function shiftRange({ from, to }: TimeRange, direction: -1 | 1, now: number): TimeRange {
  const step = ((to - from) / 2) * direction;
  return clampRange({ from: from + step, to: to + step }, now);
}
