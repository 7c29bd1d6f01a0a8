/**
 * The address of each view, as a fragment: it can be kept and shared, and the tray, a notification or a link opens it
 * (contract/page-address.ts has those). Views that hold something unsaved have none.
 */
import { pageAddress, parsePageAddress } from '../../electron/contract/page-address.ts';
import { monitorRoute, type Route } from './route.ts';

const section = /^#\/(alerts|settings)\/(\w+)$/;
const delivery = /^#\/alerts\/deliveries\/(\d{1,15})$/;
const filteredIncidents = /^#\/incidents\?(.*)$/;
const chartOfMonitor = /^(#\/monitors\/[^?]*)\?(.*)$/;

/** Empty: none. */
export function addressOf(route: Route): string {
  switch (route.view) {
    case 'monitor':
      return (
        pageAddress({ view: 'monitor', id: route.id }) +
        (route.chart === undefined ? '' : `?${new URLSearchParams({ chart: route.chart }).toString()}`)
      );
    case 'alerts':
    case 'settings': {
      const { view } = route;
      const parts = [route.section, view === 'alerts' ? route.delivery : undefined];
      return [pageAddress({ view }), ...parts.filter((part) => part !== undefined)].join('/');
    }
    case 'discovery':
      return '#/discovery';
    case 'incident':
      return pageAddress({ view: 'incident', id: route.id });
    case 'incidents':
      return pageAddress({ view: 'incidents' }) + (route.query === undefined ? '' : `?${route.query}`);
    case 'overview':
    case 'new-monitor':
    case 'edit-monitor':
      return '';
  }
}

/** The view that an address requests; null: none. */
export function routeOfAddress(hash: string): Route | null {
  if (hash === '#/discovery') return { view: 'discovery' };
  const [, query] = filteredIncidents.exec(hash) ?? [];
  if (query !== undefined) return incidentsRoute(query);
  const [, view, name] = section.exec(hash) ?? [];
  if (view !== undefined && name !== undefined) return { view: view as 'alerts' | 'settings', section: name };
  const [, id] = delivery.exec(hash) ?? [];
  if (id !== undefined) return { view: 'alerts', section: 'deliveries', delivery: Number(id) };
  const [, address = hash, given = ''] = chartOfMonitor.exec(hash) ?? [];
  const place = parsePageAddress(address);
  if (place?.view === 'monitor') return monitorRoute(place.id, new URLSearchParams(given).get('chart'));
  if (place === null || place.view === 'palette') return null;
  return place.view === 'new-monitor' ? { view: 'new-monitor', kind: 'http', copyOf: null } : place;
}

/** @param query see incident-filter.ts; empty: all as usual. */
export function incidentsRoute(query: string): Extract<Route, { view: 'incidents' }> {
  return query === '' ? { view: 'incidents' } : { view: 'incidents', query };
}
