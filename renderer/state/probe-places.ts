/**
 * Where a service has probes, as options to choose from: countries, then cities, then networks. A city that is a
 * country is told from it by both names. Pure.
 */
import type { ProbePlaces } from '../../electron/contract/model/location.ts';
import type { ComboboxOption } from '../ui/combobox.ts';

interface PlaceWords {
  readonly countryName: (code: string) => string;
  readonly probes: (count: number, datacenter: number) => string;
}

/** The value of each is what a location names: `DE`, `Frankfurt+DE`, `Hetzner+DE`. */
export function placeOptions(
  { countries, cities, networks }: ProbePlaces,
  words: PlaceWords,
): readonly ComboboxOption[] {
  const { countryName, probes } = words;
  const within = (name: string, country: string): Pick<ComboboxOption, 'value' | 'label'> => ({
    value: `${name}+${country}`,
    label: `${name}, ${countryName(country)}`,
  });
  return [
    ...countries.map(({ country, ...count }) => ({ value: country, label: countryName(country), count })),
    ...cities.map(({ city, country, ...count }) => ({ ...within(city, country), count })),
    ...networks.map(({ network, country, ...count }) => ({ ...within(network, country), count })),
  ].map(({ count, ...option }) => ({ ...option, note: probes(count.probes, count.datacenter) }));
}
