/** The one way out of the program: web addresses, to the user's own browser. Everything else stays closed. */
import { shell } from 'electron';
import type { Logger } from '../engine/ports.ts';
import { parseUrl } from '../contract/parse-url.ts';

/** Longer addresses are no links that a person follows, and some systems cut or refuse them. */
const longestUrl = 2048;

/** @returns the address to open; null where it is not one for a browser. */
export function webAddress(text: string): string | null {
  const url = parseUrl(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  // What looks like a host before an @ is none: nobody should be sent to where they do not think they go.
  if (url.username !== '' || url.password !== '') return null;
  return url.href.length <= longestUrl ? url.href : null;
}

export function openExternal(text: string, logger: Logger): void {
  const address = webAddress(text);
  if (address === null) {
    logger.warn('a link was not opened: it is no plain web address');
    return;
  }
  shell.openExternal(address).catch((error: unknown) => logger.warn('a link could not be opened', { error }));
}
