/** Why a monitor is degraded: its response took longer than `degradedAfter`, or a run took less than `minRunTime`. */
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { Reason } from '../../contract/reasons.ts';

/** @param tookMs the response time or the run time; null if no longer known. */
export function degradationOf(monitor: Monitor, tookMs: number | null): Reason {
  return isProbed(monitor)
    ? { code: 'slow-response', facts: { responseTimeMs: tookMs, limitMs: monitor.degradedAfter } }
    : { code: 'ended-early', facts: { runTimeMs: tookMs, leastMs: monitor.minRunTime } };
}
