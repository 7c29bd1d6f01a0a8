/** Every kind of location by its name: one more is one more room and one more line here. */
import type { LocationKind } from '../../contract/locations/registry.ts';
import { openHere } from './here/here.ts';
import type { Location, LocationOptions } from './location.ts';

export type Locations = { readonly [K in LocationKind]: Location };

export function openLocations(options: LocationOptions): Locations {
  return { here: openHere(options) };
}
