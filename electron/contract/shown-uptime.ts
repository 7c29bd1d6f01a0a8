/**
 * What may be said of an uptime: the percentage stands for its range only if all of the range was monitored. Otherwise it
 * is of the monitored time, which is named beside it; where that is hardly anything, there is no percentage. Pure.
 */
import type { Uptime, UptimeShare } from './model/history.ts';

const leastCoverage = 0.01;
/** From here on the range counts as monitored throughout. */
const wholeCoverage = 0.995;

export interface ShownUptime {
  /** Null: none is shown. */
  readonly ratio: number | null;
  /** What the ratio is of; null: of the whole range. */
  readonly ofMs: number | null;
}

export function shownUptime({ ratio, coverage }: UptimeShare, rangeMs: number): ShownUptime {
  if (ratio === null || coverage === null || coverage < leastCoverage) return { ratio: null, ofMs: null };
  return { ratio, ofMs: coverage < wholeCoverage ? coverage * rangeMs : null };
}

type Known = Pick<Uptime, 'from' | 'to' | 'upMs' | 'downMs'>;

/** A range that has no more monitored time than a shorter one repeats its percentage. */
export function isRepeated(longer: Known, shorter: Known): boolean {
  const known = knownMs(longer);
  return known > 0 && (known - knownMs(shorter)) / known < 1 - wholeCoverage && !isWhole(longer);
}

function isWhole(uptime: Known): boolean {
  return knownMs(uptime) >= wholeCoverage * (uptime.to - uptime.from);
}

function knownMs({ upMs, downMs }: Known): number {
  return upMs + downMs;
}
