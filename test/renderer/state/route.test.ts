import { expect, test } from 'vitest';
import { isSameRoute, monitorOf, parseRoute, type Route } from '../../../renderer/state/route.ts';

test.each<Route>([
  { view: 'overview' },
  { view: 'monitor', id: 'shop' },
  { view: 'monitor', id: 'shop', query: 'chart=phases' },
  { view: 'overview', query: 'sort=name' },
  { view: 'new-monitor', kind: 'heartbeat', copyOf: null },
  { view: 'new-monitor', kind: 'http', copyOf: 'shop' },
  { view: 'new-monitor', kind: 'tcp', copyOf: null, address: 'db.example.com:5432' },
  { view: 'edit-monitor', id: 'shop' },
  { view: 'incidents' },
  { view: 'incidents', query: 'period=2026-10' },
  { view: 'incident', id: 7 },
  { view: 'alerts' },
  { view: 'settings' },
  { view: 'settings', section: 'backups' },
  { view: 'alerts', section: 'deliveries', delivery: 12 },
  { view: 'alerts', section: 'deliveries', query: 'status=failed' },
  { view: 'discovery' },
])('the route $view comes back out of the history', (route) => {
  expect(parseRoute(structuredClone(route))).toEqual(route);
});

test.each([
  null,
  7,
  'monitor',
  {},
  { view: 'monitor' },
  { view: 'incident', id: 'x' },
  { view: 'new-monitor', kind: 'ftp' },
])('what is no route (%j) is the overview', (value) => {
  expect(parseRoute(value)).toEqual({ view: 'overview' });
});

test('the sidebar marks the monitor that is shown or edited', () => {
  expect(monitorOf({ view: 'monitor', id: 'shop' })).toBe('shop');
  expect(monitorOf({ view: 'edit-monitor', id: 'shop' })).toBe('shop');
  expect(monitorOf({ view: 'settings' })).toBeNull();
});

test('two entries for one view are one', () => {
  expect(isSameRoute({ view: 'monitor', id: 'a' }, { view: 'monitor', id: 'a' })).toBe(true);
  expect(isSameRoute({ view: 'monitor', id: 'a' }, { view: 'monitor', id: 'b' })).toBe(false);
});
