import { expect, test } from 'vitest';
import { pageAddress } from '../../../electron/contract/page-address.ts';
import { monitorStates } from '../../../electron/contract/model/state.ts';
import { addressOf, routeOfAddress } from '../../../renderer/state/address.ts';
import { overviewChoiceOf, overviewQueryOf } from '../../../renderer/state/overview-choice.ts';
import { withQuery, type Route } from '../../../renderer/state/route.ts';
import { parseSearch } from '../../../renderer/state/search.ts';

test.each<[string, Route]>([
  ['#/monitors/shop', { view: 'monitor', id: 'shop' }],
  ['#/monitors/shop?chart=phases&range=7d', { view: 'monitor', id: 'shop', query: 'chart=phases&range=7d' }],
  ['#/overview?sort=name&group=tag', { view: 'overview', query: 'sort=name&group=tag' }],
  ['#/incidents', { view: 'incidents' }],
  ['#/incidents?period=2026-10&sort=length', { view: 'incidents', query: 'period=2026-10&sort=length' }],
  ['#/incidents/7', { view: 'incident', id: 7 }],
  ['#/alerts', { view: 'alerts' }],
  ['#/alerts/maintenance', { view: 'alerts', section: 'maintenance' }],
  ['#/alerts/deliveries?status=failed', { view: 'alerts', section: 'deliveries', query: 'status=failed' }],
  ['#/alerts/deliveries/12', { view: 'alerts', section: 'deliveries', delivery: 12 }],
  ['#/settings', { view: 'settings' }],
  ['#/settings/backups', { view: 'settings', section: 'backups' }],
  ['#/discovery', { view: 'discovery' }],
  ['#/monitors/shop/edit', { view: 'edit-monitor', id: 'shop' }],
  ['#/new/dns', { view: 'new-monitor', kind: 'dns', copyOf: null }],
  ['#/new/http/shop', { view: 'new-monitor', kind: 'http', copyOf: 'shop' }],
])('the address %s names its view', (address, route) => {
  expect(addressOf(route)).toBe(address);
  expect(routeOfAddress(address)).toEqual(route);
});

test('the plain overview has no address of its own', () => {
  expect(addressOf({ view: 'overview' })).toBe('');
});

test('the address of the plain overview can be written out', () => {
  expect(routeOfAddress('#/overview')).toEqual({ view: 'overview' });
});

test('monitors in some states have the address that a search for them has', () => {
  const address = pageAddress({ view: 'overview', states: monitorStates });
  const route = routeOfAddress(address);
  const choice = overviewChoiceOf(route?.view === 'overview' ? (route.query ?? '') : '');
  expect(parseSearch(choice.search).states).toEqual(monitorStates);
  expect(addressOf(withQuery({ view: 'overview' }, overviewQueryOf(choice)))).toBe(address);
});

test('a new monitor can be requested by an address', () => {
  expect(routeOfAddress('#/new')).toEqual({ view: 'new-monitor', kind: 'http', copyOf: null });
});

test.each([
  '',
  '#',
  '#/incidents/x',
  '#/incidentsx',
  '#/settings/a/b',
  '#/settings/backups?days=30',
  '#/alerts/deliveries/x',
  '#/monitors/UPPER',
  '#/monitors/UPPER/edit',
  '#/monitors/shop/edit/more',
  '#/new/nothing',
  '#/new/http/shop/more',
  '#/nowhere',
])('the address %j names no view', (address) => {
  expect(routeOfAddress(address)).toBeNull();
});
