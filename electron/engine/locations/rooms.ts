/** What each kind of location does. */
import type { LocationKind, Location, LocationOf } from '../../contract/locations/registry.ts';
import { blackboxRoom } from './blackbox/room.ts';
import { globalpingRoom } from './globalping/room.ts';
import type { LocationRoom } from './location.ts';
import { proxyRoom } from './proxy/room.ts';

const rooms: { readonly [K in LocationKind]: LocationRoom<LocationOf<K>> } = {
  globalping: globalpingRoom,
  blackbox: blackboxRoom,
  proxy: proxyRoom,
};

export function roomOf(kind: LocationKind): LocationRoom<Location> {
  return rooms[kind] as LocationRoom<Location>;
}
