import { expect, test } from 'vitest';
import { placeOptions } from '../../../renderer/state/probe-places.ts';
import { text } from '../../../renderer/text/text.ts';

test('places are offered with their probes, and chosen as a location names them', () => {
  const places = {
    at: 0,
    probes: 3,
    countries: [{ country: 'DE', probes: 3, datacenter: 2 }],
    cities: [{ city: 'Frankfurt', country: 'DE', probes: 2, datacenter: 2 }],
    networks: [{ network: 'Example Net', country: 'DE', probes: 1, datacenter: 0 }],
  };
  expect(placeOptions(places, text.locations)).toEqual([
    { value: 'DE', label: 'Germany', note: '3 probes, 2 in data centers' },
    { value: 'Frankfurt+DE', label: 'Frankfurt, Germany', note: '2 probes, 2 in data centers' },
    { value: 'Example Net+DE', label: 'Example Net, Germany', note: '1 probe' },
  ]);
});
