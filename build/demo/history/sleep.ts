/** When the computer slept, as a laptop does: most nights, and some whole weekends. That time is unknown. */
import { merged, type Interval } from './intervals.ts';
import type { Random } from './random.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** It has been awake for at least this long now, at any hour. */
const awakeMs = 4 * hourMs;
const nightShare = 0.7;
const weekendShare = 0.3;
const saturday = 6;

export function sleepsBetween(from: number, to: number, random: Random): readonly Interval[] {
  const sleeps: Interval[] = [];
  for (let at = from; at < to; at += dayMs) {
    const midnight = new Date(at).setHours(0, 0, 0, 0);
    const night = {
      from: midnight + random.between(-0.8, 1) * hourMs,
      to: midnight + random.between(6.2, 7.8) * hourMs,
    };
    const weekend = {
      from: midnight + random.between(13, 16) * hourMs,
      to: midnight + dayMs + random.between(16, 19) * hourMs,
    };
    if (random.isHit(nightShare)) sleeps.push(night);
    if (random.isHit(weekendShare) && new Date(at).getDay() === saturday) sleeps.push(weekend);
  }
  return merged(sleeps)
    .map((sleep) => ({ from: Math.round(sleep.from), to: Math.round(sleep.to) }))
    .filter((sleep) => sleep.from > from && sleep.to < to - awakeMs);
}
