/**
 * Links from other programs: `vigilmon://monitor/<id>` shows that monitor, and nothing else is a link. Any web page can
 * make the system hand one over, so it is taken only as a whole, decodes nothing, does nothing but show, and whatever
 * stands behind it on a command line is not read.
 */
import { app } from 'electron';
import { isMonitorId, type PagePlace } from '../contract/page-address.ts';

const scheme = 'vigilmon';

/** It wants to be one; whether it is, `parseLink` says. */
export function looksLikeLink(argument: string): boolean {
  return argument.slice(0, scheme.length + 1).toLowerCase() === `${scheme}:`;
}

/** @returns null where it is none of ours. Some systems add the slash at the end. */
export function parseLink(text: string): PagePlace | null {
  const [, id = ''] = /^vigilmon:\/\/monitor\/([^/]+)\/?$/.exec(text) ?? [];
  return isMonitorId(id) ? { view: 'monitor', id } : null;
}

/**
 * Tells the system that links are for this program. On Linux the package's desktop entry says so. A program that is not
 * packaged stays unknown: it is a developer's, and the next folder would claim the same.
 */
export function claimLinks(platform: NodeJS.Platform, isPackaged: boolean): void {
  // After `--` Chromium reads no switches, should a link ever look like one.
  if (isPackaged && platform !== 'linux') app.setAsDefaultProtocolClient(scheme, process.execPath, ['--']);
}
