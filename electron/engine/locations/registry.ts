/** All kinds of locations by name. A new kind is one room and one line here. */
import type { LocationKind } from '../../contract/locations/registry.ts';
import { openHere } from './here/here.ts';
import type { Location, LocationOptions } from './location.ts';

export type Locations = { readonly [K in LocationKind]: Location };

export function openLocations(options: LocationOptions): Locations {
  return { here: openHere(options) };
}
