/** Whether checks start late, so that the states shown may be older than their intervals say. Pure. */
import type { Lateness } from '../../contract/model/program.ts';

/** A busy moment delays checks by less than this. */
const lateAfterMs = 10_000;
/** Between two minutes of lateness the notice does not change. */
const minuteMs = 60_000;

/** @param overdueMs how long each of the checks that are due has been waiting to start. */
export function latenessOf(overdueMs: readonly number[]): Lateness {
  const late = overdueMs.filter((ms) => ms >= lateAfterMs);
  return { monitors: late.length, byMs: Math.round(Math.max(0, ...late)) };
}

/** Rounded down, so that a notice does not change all the time. */
export function roundedLateness(byMs: number): number {
  const step = byMs < minuteMs ? lateAfterMs : minuteMs;
  return Math.floor(byMs / step) * step;
}
