/** The locations in memory, with clear secrets. Updated after the store has committed them. */
import { definitionOf, type Location } from '../../contract/locations/registry.ts';
import { hidden, mapSecrets } from '../fields/secrets.ts';

export interface LocationList {
  readonly all: () => readonly Location[];
  readonly find: (id: string) => Location | null;
  readonly put: (location: Location) => void;
  readonly remove: (id: string) => void;
}

export function openLocationList(locations: readonly Location[] = []): LocationList {
  const byId = new Map(locations.map((location) => [location.id, location]));
  return {
    all: () => Array.from(byId.values()),
    find: (id) => byId.get(id) ?? null,
    put(location) {
      byId.set(location.id, location);
    },
    remove(id) {
      byId.delete(id);
    },
  };
}

/** The location as readers see it. */
export function hideLocationSecrets(location: Location): Location {
  return mapSecrets(definitionOf(location.kind).fields, location, hidden);
}
