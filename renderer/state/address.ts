/**
 * The address of each view, as a fragment: it can be kept and shared, and the tray, a notification or a link opens it
 * (contract/page-address.ts has those). That of a form says where it began, not what has been filled in.
 */
import { monitorKinds } from '../../electron/contract/monitors/registry.ts';
import { pageAddress, parsePageAddress } from '../../electron/contract/page-address.ts';
import { withQuery, type Route } from './route.ts';

const editing = /^(#\/monitors\/[^/?]+)\/edit$/;
const beginning = /^#\/new\/(\w+)(?:\/([^/]+))?$/;
const section = /^#\/(alerts|settings)\/(\w+)$/;
const delivery = /^#\/alerts\/deliveries\/(\d{1,15})$/;
const withItsQuery = /^(#\/overview|#\/incidents|#\/monitors\/[^?]*|#\/alerts\/\w+)\?(.*)$/;

/** Empty: none. */
export function addressOf(route: Route): string {
  const asked = 'query' in route ? `?${route.query}` : '';
  switch (route.view) {
    case 'monitor':
      return pageAddress({ view: 'monitor', id: route.id }) + asked;
    case 'alerts':
    case 'settings': {
      const { view } = route;
      const parts = [route.section, view === 'alerts' ? route.delivery : undefined];
      return [pageAddress({ view }), ...parts.filter((part) => part !== undefined)].join('/') + asked;
    }
    case 'discovery':
      return '#/discovery';
    case 'incident':
      return pageAddress({ view: 'incident', id: route.id });
    case 'incidents':
      return pageAddress({ view: 'incidents' }) + asked;
    case 'overview':
      return asked === '' ? '' : `#/overview${asked}`;
    case 'edit-monitor':
      return `${pageAddress({ view: 'monitor', id: route.id })}/edit`;
    case 'new-monitor':
      return ['#/new', route.kind, ...(route.copyOf === null ? [] : [route.copyOf])].join('/');
  }
}

/** The view that an address requests; null: none. */
export function routeOfAddress(hash: string): Route | null {
  if (hash === '#/discovery') return { view: 'discovery' };
  const [, edited] = editing.exec(hash) ?? [];
  if (edited !== undefined) {
    const monitor = routeOfAddress(edited);
    return monitor?.view === 'monitor' ? { view: 'edit-monitor', id: monitor.id } : null;
  }
  const [, begun, copyOf = null] = beginning.exec(hash) ?? [];
  if (begun !== undefined) {
    const kind = monitorKinds.find((name) => name === begun);
    return kind === undefined ? null : { view: 'new-monitor', kind, copyOf };
  }
  const [, id] = delivery.exec(hash) ?? [];
  if (id !== undefined) return { view: 'alerts', section: 'deliveries', delivery: Number(id) };
  const [, address = hash, query = ''] = withItsQuery.exec(hash) ?? [];
  const [, view, name] = section.exec(address) ?? [];
  if (name !== undefined)
    return view === 'alerts' ? withQuery({ view, section: name }, query) : { view: 'settings', section: name };
  if (address === '#/overview') return withQuery({ view: 'overview' }, query);
  const place = parsePageAddress(address);
  if (place?.view === 'monitor' || place?.view === 'incidents') return withQuery(place, query);
  if (place === null || place.view === 'palette') return null;
  return place.view === 'new-monitor' ? { view: 'new-monitor', kind: 'http', copyOf: null } : place;
}
