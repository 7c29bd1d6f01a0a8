/** The target and the host of a monitor, by its definition. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';

/** `MonitorSummary.target`. */
export function targetOf(monitor: Monitor): string {
  return definitionOf(monitor.kind).target(monitor);
}

/** `MonitorSummary.shownTarget`. */
export function shownTargetOf(monitor: Monitor): string {
  const { shownTarget, target } = definitionOf(monitor.kind);
  return (shownTarget ?? target)(monitor);
}

/** As a Prometheus exporter names the target. */
export function exporterTargetOf(monitor: Monitor): string {
  const { exporterTarget, target } = definitionOf(monitor.kind);
  return (exporterTarget ?? target)(monitor);
}

/** The hosts that a check names, without ports. */
export function namesOf(monitor: Monitor): readonly string[] {
  return definitionOf(monitor.kind).namesOf?.(monitor) ?? [(hostOf(monitor) ?? '').replace(/:\d+$/u, '')];
}

/** The host that a check connects to, with its port: two services on one machine do not wait for each other. Null: none. */
export function hostOf(monitor: Monitor): string | null {
  return definitionOf(monitor.kind).hostOf(monitor);
}
