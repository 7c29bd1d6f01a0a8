/** What a monitor looks at, as its kind's definition says. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';

/** `MonitorSummary.target`. */
export function targetOf(monitor: Monitor): string {
  return definitionOf(monitor.kind).target(monitor);
}

/** Whom a check asks, port included: two services of one machine do not wait for each other. Null: nobody. */
export function hostOf(monitor: Monitor): string | null {
  return definitionOf(monitor.kind).hostOf(monitor);
}
