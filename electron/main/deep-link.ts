/**
 * Links from other programs: `vigilmon://monitors/<id>`, and so on for every view that has an address in the window
 * (contract/page-address.ts `linkTo`). Any web page can trigger one, so a link must match as a whole, nothing in it is
 * decoded here, it only shows something (a form as it begins, never filled in), and whatever follows it on a command
 * line is ignored.
 */
import { app } from 'electron';
import { isMonitorId, linkScheme, type PagePlace } from '../contract/page-address.ts';

const views = 'overview|monitors|incidents|alerts|settings|discovery|new';
/** The query as `URLSearchParams` writes it, or as it is typed: `?search=is:down`. Some systems append a slash. */
const linked = new RegExp(
  `^${linkScheme}://((?:${views})(?:/[A-Za-z0-9-]{1,64}){0,2})/?(\\?[A-Za-z0-9%=&+*.,:_-]{1,1000})?$`,
);
/** As it was written until now. */
const toMonitor = new RegExp(`^${linkScheme}://monitor/([^/]+)/?$`);

/** It looks like one of our links; `parseLink` decides. */
export function looksLikeLink(argument: string): boolean {
  return argument.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`;
}

/** @returns null if it is not one of ours. */
export function parseLink(text: string): PagePlace | null {
  const [, id = ''] = toMonitor.exec(text) ?? [];
  if (isMonitorId(id)) return { view: 'monitor', id };
  const [, path, query = ''] = linked.exec(text) ?? [];
  return path === undefined ? null : { view: 'linked', address: `#/${path}${query}` };
}

/**
 * Registers this program for its links. On Linux the package's desktop entry does so. An unpackaged program is not
 * registered: it is a developer's, and the next checkout would claim the same.
 */
export function claimLinks(platform: NodeJS.Platform, isPackaged: boolean): void {
  // After `--` Chromium reads no switches, in case a link ever looks like one.
  if (isPackaged && platform !== 'linux') app.setAsDefaultProtocolClient(linkScheme, process.execPath, ['--']);
}
