/** Why a monitor is degraded: it answers, and takes longer than its `degradedAfter`. */
import { describeDuration } from '../../contract/duration.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';

/** @param responseTime in milliseconds; null: not known any more. */
export function slownessOf(monitor: Monitor, responseTime: number | null): string {
  const limit = monitor.kind === 'http' ? monitor.degradedAfter : null;
  const answered = responseTime === null ? 'no answer was timed yet' : `answered in ${describeDuration(responseTime)}`;
  return limit === null ? answered : `${answered}, slow from ${describeDuration(limit)}`;
}
