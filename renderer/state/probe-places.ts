/**
 * Where a service has probes, as options to choose from: countries, then cities, then networks. Each says
 * which it is, since a city may be a country as well. Pure.
 */
import type { ProbePlaces } from '../../electron/contract/model/location.ts';
import type { ComboboxOption } from '../ui/combobox.ts';

type PlaceKind = 'country' | 'city' | 'network';

interface PlaceWords {
  readonly countryName: (code: string) => string;
  readonly placeKinds: Readonly<Record<PlaceKind, string>>;
  readonly probes: (count: number, datacenter: number) => string;
}

/** The value of each is what a location names: `DE`, `Frankfurt+DE`, `Hetzner+DE`. */
export function placeOptions(
  { countries, cities, networks }: ProbePlaces,
  words: PlaceWords,
): readonly ComboboxOption[] {
  const { countryName, placeKinds, probes } = words;
  const option = (kind: PlaceKind, name: string, { country, ...count }: ProbePlaces['countries'][number]) => ({
    ...(kind === 'country'
      ? { value: country, label: countryName(country) }
      : { value: `${name}+${country}`, label: `${name}, ${countryName(country)}` }),
    note: `${placeKinds[kind]}, ${probes(count.probes, count.datacenter)}`,
  });
  return [
    ...countries.map((place) => option('country', '', place)),
    ...cities.map((place) => option('city', place.city, place)),
    ...networks.map((place) => option('network', place.network, place)),
  ];
}
