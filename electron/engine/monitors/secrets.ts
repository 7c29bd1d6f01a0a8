/** A monitor's secrets, as its kind's definition places them: sealed, opened, hidden from readers, redacted from evidence. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import { mapSecrets, type MapSecret } from '../fields/secrets.ts';

/** The monitor with each secret replaced. */
export function mapMonitorSecrets(monitor: Monitor, map: MapSecret): Monitor {
  return mapSecrets(definitionOf(monitor.kind).fields, monitor, map);
}

/** The monitor as readers see it. */
export function hideMonitorSecrets(monitor: Monitor): Monitor {
  return mapMonitorSecrets(monitor, () => ({ hasSecret: true }));
}

/**
 * The clear secrets in every form in which a server may send them back, longest first, so that one that is part of
 * another does not leave the rest of it behind.
 */
export function monitorSecrets(monitor: Monitor): readonly string[] {
  const found = new Set(definitionOf(monitor.kind).alsoSecret?.(monitor) ?? []);
  mapMonitorSecrets(monitor, (secret, path) => {
    if (typeof secret !== 'string') return secret;
    found.add(secret);
    // `Authorization: Bearer abc`: the credential without its scheme.
    const credential = /authorization$/i.test(path) ? /^\S+ +(\S.*)$/.exec(secret)?.[1] : undefined;
    if (credential !== undefined) found.add(credential);
    return secret;
  });
  found.delete('');
  return Array.from(found).sort((a, b) => b.length - a.length);
}
