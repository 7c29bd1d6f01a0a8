/**
 * The address of each view, as a fragment: it can be kept and shared, and the tray, a notification or a link opens it
 * (contract/page-address.ts has those). Views that hold something unsaved have none.
 */
import { pageAddress, parsePageAddress } from '../../electron/contract/page-address.ts';
import type { Route } from './route.ts';

const incidents = /^#\/incidents(?:\?(.*))?$/;
const incident = /^#\/incidents\/(\d{1,15})$/;

/** Empty: none. */
export function addressOf(route: Route): string {
  switch (route.view) {
    case 'monitor':
      return pageAddress({ view: 'monitor', id: route.id });
    case 'alerts':
    case 'settings':
      return pageAddress({ view: route.view });
    case 'discovery':
      return '#/discovery';
    case 'incident':
      return `#/incidents/${String(route.id)}`;
    case 'incidents':
      return route.query === undefined ? '#/incidents' : `#/incidents?${route.query}`;
    case 'overview':
    case 'new-monitor':
    case 'edit-monitor':
      return '';
  }
}

/** The view that an address requests; null: none. */
export function routeOfAddress(hash: string): Route | null {
  if (hash === '#/discovery') return { view: 'discovery' };
  const [, id] = incident.exec(hash) ?? [];
  if (id !== undefined) return { view: 'incident', id: Number(id) };
  const list = incidents.exec(hash);
  if (list !== null) return incidentsRoute(list[1] ?? '');
  const place = parsePageAddress(hash);
  if (place === null || place.view === 'palette') return null;
  return place.view === 'new-monitor' ? { view: 'new-monitor', kind: 'http', copyOf: null } : place;
}

/** @param query see incident-filter.ts; empty: all as usual. */
export function incidentsRoute(query: string): Extract<Route, { view: 'incidents' }> {
  return query === '' ? { view: 'incidents' } : { view: 'incidents', query };
}
