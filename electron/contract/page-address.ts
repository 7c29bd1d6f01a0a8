/**
 * Places in the window that the tray, a notification or a link can open. They are fragments of the page's address, so
 * that the host needs no other access to the page.
 */
import type { MonitorState } from './model/state.ts';

type PageAddress = `#/${string}`;

export type PagePlace =
  | { readonly view: 'new-monitor' }
  | { readonly view: 'settings' }
  | { readonly view: 'alerts' }
  /** Above whatever is shown. */
  | { readonly view: 'palette' }
  | { readonly view: 'incidents' }
  | { readonly view: 'incident'; readonly id: number }
  /** The monitors in these states, as a search for them lists them. */
  | { readonly view: 'overview'; readonly states: readonly MonitorState[] }
  | { readonly view: 'monitor'; readonly id: string }
  /** Any view, as a link names it; the window reads it. */
  | { readonly view: 'linked'; readonly address: PageAddress };

/** A monitor's id in addresses and links. */
const monitorId = /^[a-z0-9-]{1,64}$/;
const incident = /^#\/incidents\/(\d{1,15})$/;

export function isMonitorId(text: string): boolean {
  return monitorId.test(text);
}

export function pageAddress(place: PagePlace): PageAddress {
  switch (place.view) {
    case 'monitor':
      return `#/monitors/${encodeURIComponent(place.id)}`;
    case 'new-monitor':
      return '#/new';
    case 'settings':
      return '#/settings';
    case 'alerts':
      return '#/alerts';
    case 'palette':
      return '#/palette';
    case 'incidents':
      return '#/incidents';
    case 'incident':
      return `#/incidents/${place.id}`;
    case 'overview':
      return `#/overview?${String(new URLSearchParams({ search: place.states.map((state) => `is:${state}`).join(' ') }))}`;
    case 'linked':
      return place.address;
  }
}

export const linkScheme = 'vigilmon';

/**
 * A link that opens the program at an address of its page: `vigilmon://monitors/shop?range=7d` for
 * `#/monitors/shop?range=7d`. Main reads it (main/deep-link.ts).
 * @param address empty: the overview as it is usually.
 */
export function linkTo(address: string): string {
  return `${linkScheme}://${address.replace(/^#\//, '') || 'overview'}`;
}

/** The overview's address is read by the window, which has its searches. Null: there is no such place. */
export function parsePageAddress(address: string): Exclude<PagePlace, { readonly view: 'overview' | 'linked' }> | null {
  if (address === '#/new') return { view: 'new-monitor' };
  if (address === '#/settings') return { view: 'settings' };
  if (address === '#/alerts') return { view: 'alerts' };
  if (address === '#/palette') return { view: 'palette' };
  if (address === '#/incidents') return { view: 'incidents' };
  const [, number] = incident.exec(address) ?? [];
  if (number !== undefined) return { view: 'incident', id: Number(number) };
  const [, id = ''] = /^#\/monitors\/(.*)$/.exec(address) ?? [];
  return isMonitorId(id) ? { view: 'monitor', id } : null;
}
