/** What a monitor looks at. */
import type { Monitor } from '../../contract/model/monitor.ts';

/** `MonitorSummary.target`. */
export function targetOf(monitor: Monitor): string {
  return monitor.kind === 'http' ? monitor.url : `every ${String(monitor.schedule.every)}`;
}

/** Whom a check asks, port included: two services of one machine do not wait for each other. Null: nobody. */
export function hostOf(monitor: Monitor): string | null {
  return monitor.kind === 'http' ? new URL(monitor.url).host : null;
}
