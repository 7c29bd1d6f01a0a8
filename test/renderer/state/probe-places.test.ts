import { expect, test } from 'vitest';
import { placeOptions } from '../../../renderer/state/probe-places.ts';
import { text } from '../../../renderer/text/text.ts';

test('places are offered with what they are and their probes, and chosen as a location names them', () => {
  const places = {
    at: 0,
    probes: 5,
    countries: [
      { country: 'DE', probes: 3, datacenter: 2 },
      { country: 'SG', probes: 2, datacenter: 0 },
    ],
    cities: [
      { city: 'Frankfurt', country: 'DE', probes: 2, datacenter: 2 },
      { city: 'Singapore', country: 'SG', probes: 2, datacenter: 0 },
    ],
    networks: [{ network: 'Example Net', country: 'DE', probes: 1, datacenter: 0 }],
  };
  expect(placeOptions(places, text.locations)).toEqual([
    { value: 'DE', label: 'Germany', note: 'Country, 3 probes, 2 in data centers' },
    { value: 'SG', label: 'Singapore', note: 'Country, 2 probes' },
    { value: 'Frankfurt+DE', label: 'Frankfurt, Germany', note: 'City, 2 probes, 2 in data centers' },
    { value: 'Singapore+SG', label: 'Singapore, Singapore', note: 'City, 2 probes' },
    { value: 'Example Net+DE', label: 'Example Net, Germany', note: 'Network, 1 probe' },
  ]);
});
