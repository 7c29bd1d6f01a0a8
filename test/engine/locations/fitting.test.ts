/** Which locations a monitor may name. */
import { describe, expect, test } from 'vitest';
import type { Location } from '../../../electron/contract/locations/registry.ts';
import { locationProblems } from '../../../electron/engine/locations/fitting.ts';
import { storedLocations } from '../../../electron/engine/locations/stored-location.ts';
import { monitorFor, type ProbedInput } from '../../support/probed.ts';

const common = { source: 'hand' } as const;
const locations: readonly Location[] = [
  {
    ...common,
    id: 'fra',
    name: 'Frankfurt',
    kind: 'globalping',
    where: 'Frankfurt',
    token: null,
    url: 'https://api.globalping.io',
  },
  {
    ...common,
    id: 'own',
    name: 'Own',
    kind: 'globalping',
    where: 'Berlin',
    token: null,
    url: 'https://globalping.example.com',
  },
  {
    ...common,
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
  },
  { ...common, id: 'aws', name: 'Ohio', kind: 'proxy', url: 'socks5://10.0.0.9:1080', login: null },
];

function problemOf(location: string, input: ProbedInput): unknown {
  const monitor = { ...monitorFor(input), locations: [location] };
  return locationProblems(monitor, (id) => locations.find((one) => one.id === id) ?? null)['locations'] ?? null;
}

describe('a location', () => {
  test.each<[string, ProbedInput, string | null]>([
    ['fra', { kind: 'ping', host: 'router.example.com' }, null],
    ['fra', { kind: 'ping', host: '2001:db8:1::1' }, null],
    ['fra', { kind: 'ping', host: 'router' }, 'needs-public-target'],
    ['fra', { kind: 'ping', host: '192.168.0.1' }, 'needs-public-target'],
    ['own', { kind: 'ping', host: 'router' }, null],
    ['fra', { kind: 'dns', host: 'example.com' }, null],
    ['fra', { kind: 'dns', host: 'example.com', resolver: '1.1.1.1' }, null],
    ['fra', { kind: 'dns', host: 'example.com', resolver: '10.0.0.53' }, 'needs-public-target'],
    ['fra', { kind: 'dns', host: 'printer.local' }, 'needs-public-target'],
    ['fra', { kind: 'dns', host: 'example.com', record: 'CAA' }, 'location-refuses-field'],
    ['fra', { kind: 'dns', host: '1.1.1.1', record: 'PTR' }, null],
    ['fra', { kind: 'dns', host: '1.1.1.1.in-addr.arpa', record: 'PTR' }, 'location-refuses-field'],
    ['fra', { kind: 'certificate', host: 'example.com' }, 'location-cannot-ask'],
    ['fra', { kind: 'tcp', host: 'example.com', port: 25 }, 'location-cannot-ask'],
    ['office', { kind: 'dns', host: 'example.com' }, 'location-needs-field'],
    ['office', { kind: 'dns', host: 'example.com', resolver: '10.0.0.53' }, null],
    ['office', { kind: 'certificate', host: 'example.com', startTls: 'smtp' }, null],
    ['aws', { kind: 'certificate', host: 'example.com' }, null],
    ['aws', { kind: 'ping', host: 'example.com' }, 'location-cannot-ask'],
    ['aws', { kind: 'dns', host: 'example.com' }, 'location-cannot-ask'],
  ])('%s for %j: %s', (location, input, code) => {
    expect(problemOf(location, input)).toEqual(code === null ? null : expect.objectContaining({ code }));
  });
});

test('an exporter that was stored without modules for TLS, pings and DNS has the usual ones', () => {
  const office = locations.find(({ id }) => id === 'office');
  const {
    tlsModule: _tls,
    pingModule: _ping,
    dnsModule: _dns,
    ...before
  } = office as Extract<Location, { kind: 'blackbox' }>;
  expect(storedLocations.read({ kind: 'blackbox', version: 1, definition: before })).toEqual({
    ok: true,
    value: office,
  });
});
