/**
 * Links from other programs: `vigilmon://monitor/<id>` shows that monitor; no other link exists. Any web page can
 * trigger one, so a link must match as a whole, nothing in it is decoded, it only shows something, and whatever follows
 * it on a command line is ignored.
 */
import { app } from 'electron';
import { isMonitorId, type PagePlace } from '../contract/page-address.ts';

const scheme = 'vigilmon';

/** It looks like one of our links; `parseLink` decides. */
export function looksLikeLink(argument: string): boolean {
  return argument.slice(0, scheme.length + 1).toLowerCase() === `${scheme}:`;
}

export function linkTo(monitorId: string): string {
  return `${scheme}://monitor/${monitorId}`;
}

/** @returns null if it is not one of ours. Some systems append a slash. */
export function parseLink(text: string): PagePlace | null {
  const [, id = ''] = /^vigilmon:\/\/monitor\/([^/]+)\/?$/.exec(text) ?? [];
  return isMonitorId(id) ? { view: 'monitor', id } : null;
}

/**
 * Registers this program for its links. On Linux the package's desktop entry does so. An unpackaged program is not
 * registered: it is a developer's, and the next checkout would claim the same.
 */
export function claimLinks(platform: NodeJS.Platform, isPackaged: boolean): void {
  // After `--` Chromium reads no switches, in case a link ever looks like one.
  if (isPackaged && platform !== 'linux') app.setAsDefaultProtocolClient(scheme, process.execPath, ['--']);
}
