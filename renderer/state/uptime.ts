/** What is shown of an uptime. A percentage would mislead where hardly anything of the range was monitored. Pure. */
import type { Uptime, UptimeShare } from '../../electron/contract/model/history.ts';

const minCoverage = 0.01;
/** From here on the range counts as monitored throughout. */
const fullCoverage = 0.995;

/** Null: no percentage is shown. */
export function shownRatio({ ratio, coverage }: UptimeShare): number | null {
  return coverage === null || coverage < minCoverage ? null : ratio;
}

/** A notable part of the range was not monitored, so the percentage covers less than the heading says. */
export function isPartial({ upMs, downMs, coverage }: Uptime): boolean {
  return upMs + downMs > 0 && coverage !== null && coverage < fullCoverage;
}
