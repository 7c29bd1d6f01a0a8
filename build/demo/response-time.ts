/**
 * How long an endpoint takes to respond: more in the afternoon than at night, less at weekends, never the same twice,
 * and occasionally far too long. The history is generated with it, and the sample service continues with it.
 */
import type { Random } from './history/random.ts';

export interface Pace {
  /** Milliseconds of a response in a quiet hour. */
  readonly quietMs: number;
  /** What the busiest hour adds, as a fraction. */
  readonly busy: number;
  /** Spread, as a fraction. */
  readonly noise: number;
  /** Probability of a response that takes several times as long. */
  readonly slow: number;
}

/** How many times as long a slow endpoint takes. */
export const slowFactor = 4.5;

const busiestHour = 14.5;
const weekendShare = 0.35;
const saturday = 6;
const sunday = 0;

/** Milliseconds. Hours are in this computer's time zone, as its user's are. */
export function responseTimeAt(pace: Pace, atMs: number, random: Random): number {
  const level = pace.quietMs * (1 + pace.busy * busynessAt(atMs));
  const usual = level * Math.exp(pace.noise * random.normal());
  return random.isHit(pace.slow) ? usual * random.between(2, 5) : usual;
}

/** Between 0 at night and 1 on a weekday's afternoon. */
function busynessAt(atMs: number): number {
  const at = new Date(atMs);
  const hour = at.getHours() + at.getMinutes() / 60;
  const daily = (1 + Math.cos(((hour - busiestHour) / 24) * 2 * Math.PI)) / 2;
  const day = at.getDay();
  return daily ** 1.5 * (day === saturday || day === sunday ? weekendShare : 1);
}
