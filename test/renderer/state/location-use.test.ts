import { expect, test } from 'vitest';
import type { LocationView } from '../../../electron/contract/calls/locations.ts';
import { hasQuery, isSeenByStrangers, usableLocations } from '../../../renderer/state/location-use.ts';

test.each([
  ['https://shop.example.com/health?token=abc', true],
  ['https://shop.example.com/?a', true],
  ['https://shop.example.com/health', false],
  ['https://shop.example.com/health?', false],
  ['https://shop.example.com/#/path?x=1', false],
  ['', false],
])('%s: has a query: %s', (url, expected) => {
  expect(hasQuery(url)).toBe(expected);
});

const about = { source: 'hand', monitors: 0, last: null } as const;
const budget = { limit: 250, used: 0, planned: 20, spentUntil: null } as const;
const url = 'https://api.globalping.io';
const fra: LocationView = {
  id: 'fra',
  name: 'Frankfurt',
  kind: 'globalping',
  where: 'FRA',
  token: null,
  url,
  budget,
  ...about,
};
const sin: LocationView = { ...fra, id: 'sin', name: 'Singapore' };
const own: LocationView = {
  ...fra,
  id: 'own',
  name: 'Own',
  url: 'https://globalping.example.com',
};
const office: LocationView = {
  id: 'office',
  name: 'Office',
  kind: 'blackbox',
  url: 'http://10.0.0.5:9115',
  module: 'http_2xx',
  tcpModule: 'tcp_connect',
  tlsModule: 'tls_connect',
  pingModule: 'icmp',
  dnsModule: 'dns_{monitor}',
  auth: null,
  budget: null,
  ...about,
};
const all = [fra, office, sin, own];

test('only the public network of strangers sees what it is asked about', () => {
  expect(all.filter(isSeenByStrangers).map(({ id }) => id)).toEqual(['fra', 'sin']);
});

test('a location that cannot check the kind is offered only while it is chosen', () => {
  const offered = (chosen: readonly string[]): readonly string[] =>
    usableLocations(all, 'tcp', chosen).map(({ id }) => id);
  expect(offered([])).toEqual(['office']);
  expect(offered(['sin'])).toEqual(['office', 'sin']);
});
