/** The only way out of the program: web addresses open in the user's own browser. Everything else is blocked. */
import { shell } from 'electron';
import type { Logger } from '../engine/ports.ts';
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

export function openExternal(text: string, logger: Logger): void {
  const address = webAddress(text);
  if (address === null) {
    logger.warn('a link was not opened: it is no plain web address');
    return;
  }
  shell.openExternal(address).catch((error: unknown) => logger.warn('a link could not be opened', { error }));
}
