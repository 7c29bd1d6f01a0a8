import { expect, test } from 'vitest';
import type { LocationView } from '../../../electron/contract/calls/locations.ts';
import { locationInput } from '../../../electron/contract/locations/schema.ts';
import { blankLocation, locationDraftOf, toLocationInput } from '../../../renderer/state/location-draft.ts';

const about = { source: 'hand', budget: null, monitors: 0, last: null } as const;

test.each<LocationView>([
  {
    id: 'fra',
    kind: 'globalping',
    name: 'Frankfurt',
    where: 'Frankfurt',
    token: { hasSecret: true },
    url: 'https://api.globalping.io',
    ...about,
  },
  {
    id: 'office',
    kind: 'blackbox',
    name: 'Office',
    url: 'http://10.0.0.5:9115',
    module: 'http_2xx',
    tcpModule: 'tcp_connect',
    tlsModule: 'tls_connect',
    pingModule: 'icmp',
    dnsModule: 'dns_{monitor}',
    auth: { type: 'basic', username: 'me', password: { hasSecret: true } },
    ...about,
  },
  {
    id: 'aws',
    kind: 'proxy',
    name: 'Ohio',
    url: 'socks5://10.0.0.9:1080',
    login: { username: 'me', password: { hasSecret: true } },
    ...about,
  },
  { id: 'gcp', kind: 'proxy', name: 'Iowa', url: 'http://10.0.0.7:3128', login: null, ...about },
])('the $kind location $id that is opened and saved unchanged is sent as it was', (location) => {
  const { source: _source, budget: _budget, monitors: _monitors, last: _last, ...rest } = location;
  expect(locationInput.parse(toLocationInput(locationDraftOf(location)))).toEqual(rest);
});

test('a new location starts with the defaults of its kind, and without a login', () => {
  expect(toLocationInput(blankLocation('globalping'))).toEqual({
    kind: 'globalping',
    where: '',
    token: null,
    url: 'https://api.globalping.io',
  });
  expect(toLocationInput(blankLocation('proxy'))).toEqual({ kind: 'proxy', url: '', login: null });
});

test('a stored login is removed by emptying its username, and a new password asks for one', () => {
  const login = { username: 'me', password: { hasSecret: true } } as const;
  const draft = locationDraftOf({
    id: 'aws',
    kind: 'proxy',
    name: 'Ohio',
    url: 'socks5://10.0.0.9:1080',
    login,
    ...about,
  });
  draft.fields = { url: 'socks5://10.0.0.9:1080', login: { username: '', password: { text: '', isStored: true } } };
  expect(toLocationInput(draft)).toMatchObject({ login: null });
  draft.fields = { url: 'socks5://10.0.0.9:1080', login: { username: '', password: { text: 'new', isStored: true } } };
  expect(toLocationInput(draft)).toMatchObject({ login: { username: '', password: 'new' } });
});

test('a login of which something was entered is sent whole', () => {
  const draft = blankLocation('proxy');
  draft.fields = { url: 'http://10.0.0.7:3128', login: { username: 'me', password: { text: '', isStored: false } } };
  expect(toLocationInput(draft)).toMatchObject({ login: { username: 'me', password: '' } });
});
