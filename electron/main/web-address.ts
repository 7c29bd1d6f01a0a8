/** Which addresses may be given to a browser: plain ones of the web. */
import { parseUrl } from '../contract/parse-url.ts';

/** Nobody follows longer links, and some systems truncate or refuse them. */
const longestUrl = 2048;

/** @returns the address to open; null: not one for a browser. */
export function webAddress(text: string): string | null {
  const url = parseUrl(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  // Text that looks like a host in front of an @ is not one, and would mislead the user about the destination.
  if (url.username !== '' || url.password !== '') return null;
  return url.href.length <= longestUrl ? url.href : null;
}
