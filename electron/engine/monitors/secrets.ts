/** The secrets of a monitor, by its definition: sealed, opened, hidden from readers, redacted from evidence. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import { clearSecrets, hidden, isClear, mapSecrets, type MapSecret } from '../fields/secrets.ts';

/** The monitor with each secret replaced. */
export function mapMonitorSecrets(monitor: Monitor, map: MapSecret): Monitor {
  return mapSecrets(definitionOf(monitor.kind).fields, monitor, map);
}

/** The monitor as readers see it. */
export function hideMonitorSecrets(monitor: Monitor): Monitor {
  return mapMonitorSecrets(monitor, hidden);
}

/** False: a secret of it could not be opened, so that it cannot be checked. */
export function isClearMonitor(monitor: Monitor): boolean {
  return isClear(definitionOf(monitor.kind).fields, monitor);
}

/** The clear secrets in every form in which a server may send them back, longest first. */
export function monitorSecrets(monitor: Monitor): readonly string[] {
  const { fields, alsoSecret } = definitionOf(monitor.kind);
  return clearSecrets(fields, monitor, alsoSecret?.(monitor));
}
