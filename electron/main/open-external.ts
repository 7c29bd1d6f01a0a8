/** The only way out of the program: web addresses open in the user's own browser. Everything else is blocked. */
import { shell } from 'electron';
import type { Logger } from '../engine/ports.ts';
import { webAddress } from './web-address.ts';

export function openExternal(text: string, logger: Logger): void {
  const address = webAddress(text);
  if (address === null) {
    logger.warn('a link was not opened: it is no plain web address');
    return;
  }
  shell.openExternal(address).catch((error: unknown) => logger.warn('a link could not be opened', { error }));
}
