/** Web addresses as people type them. */
import { parseAddress } from './address.ts';

const localHost = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[|[^/.:]+(:\d+)?(\/|$))/i;

/** Adds a missing scheme: plain HTTP for this computer and the local network. */
export function completeUrl(typed: string): string {
  const url = typed.trim();
  if (url === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return url;
  return `${localHost.test(url) ? 'http' : 'https'}://${url}`;
}

/** Null: not a web address. A host with a port alone may be any service. */
export function webAddressOf(typed: string): string | null {
  if (/^https?:\/\//i.test(typed)) return typed;
  const address = parseAddress(typed);
  if (address === null || address.scheme !== '' || address.hasLogin) return null;
  return address.port === null || address.rest !== '' ? completeUrl(typed) : null;
}
