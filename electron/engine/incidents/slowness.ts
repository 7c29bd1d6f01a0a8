/** Why a monitor is degraded: its response took longer than `degradedAfter`. */
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { Reason } from '../../contract/reasons.ts';

/** @param responseTimeMs null if no longer known. */
export function slownessOf(monitor: Monitor, responseTimeMs: number | null): Reason {
  const limitMs = isProbed(monitor) ? monitor.degradedAfter : null;
  return { code: 'slow-response', facts: { responseTimeMs, limitMs } };
}
