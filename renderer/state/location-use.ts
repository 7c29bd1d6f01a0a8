/** Which locations can be used, and what they see. Pure. */
import type { LocationView } from '../../electron/contract/calls/locations.ts';

import type { MonitorKind } from '../../electron/contract/monitors/registry.ts';
import { locationDefinition } from '../definitions.ts';

/** Whether an address has a query, which often holds a token. */
export function hasQuery(url: string): boolean {
  return /^[^#]*\?[^#]/.test(url);
}

/** Whether strangers see what it is asked about. */
export function isSeenByStrangers(location: LocationView): boolean {
  return locationDefinition(location.kind).isPublic({ ...location });
}

/** Those that can check a kind of monitor, and those that are chosen all the same. */
export function usableLocations(
  all: readonly LocationView[],
  kind: MonitorKind,
  chosen: readonly string[],
): readonly LocationView[] {
  return all.filter(
    (location) => locationDefinition(location.kind).asks.includes(kind) || chosen.includes(location.id),
  );
}
