/** Why a monitor is degraded: it responds, and takes longer than its `degradedAfter`. */
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { Reason } from '../../contract/reasons.ts';

/** @param responseTimeMs null: not known any more. */
export function slownessOf(monitor: Monitor, responseTimeMs: number | null): Reason {
  const limitMs = isProbed(monitor) ? monitor.degradedAfter : null;
  return { code: 'slow-response', facts: { responseTimeMs, limitMs } };
}
