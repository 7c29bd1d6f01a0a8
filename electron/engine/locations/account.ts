/** Whose hourly limit a location uses. */
import type { LocationKind, Location, LocationOf } from '../../contract/locations/registry.ts';
import { serviceOf } from './globalping/service.ts';

const accounts: { readonly [K in LocationKind]: ((location: LocationOf<K>) => string) | null } = {
  globalping: (location) => serviceOf(location).account,
  blackbox: null,
  proxy: null,
};

/** Null: nothing is counted. */
export function accountOfLocation(location: Location): string | null {
  const account = accounts[location.kind] as ((location: Location) => string) | null;
  return account?.(location) ?? null;
}
