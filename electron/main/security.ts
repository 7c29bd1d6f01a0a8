/**
 * What pages may not do. Every web contents of the program, however created, is restricted before its first page: no
 * navigation, no new windows, no embedding, no permissions, no resources but our own files, and no
 * downloads but texts that our own page has made.
 */
import { app, type DownloadItem, type Session, type WebContents } from 'electron';
import type { Logger } from '../engine/ports.ts';
import { openExternal } from './open-external.ts';
import { isOwnUrl } from './scheme.ts';

/** Must be called before the first window. @returns what stops restricting later web contents. */
export function guardPages(logger: Logger): () => void {
  const bind = (_: unknown, contents: WebContents): void => guardContents(contents, logger);
  app.on('web-contents-created', bind);
  return () => app.off('web-contents-created', bind);
}

function guardContents(contents: WebContents, logger: Logger): void {
  const deny = (what: string) => (event: { preventDefault: () => void }) => {
    event.preventDefault();
    logger.warn(`a page was kept from ${what}`);
  };
  contents.on('will-navigate', deny('going elsewhere'));
  contents.on('will-frame-navigate', deny('going elsewhere'));
  contents.on('will-redirect', deny('being sent elsewhere'));
  contents.on('will-attach-webview', deny('embedding another'));
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url, logger);
    return { action: 'deny' };
  });
}

/** Developer tools are available only if `isPackaged` is false. */
export function guardSession(session: Session, isPackaged: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // Electron asks where to save it.
    if (!isOwnText(item)) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    const isOurs = isOwnUrl(details.url) || details.url.startsWith('data:');
    const isDevTools = !isPackaged && details.url.startsWith('devtools:');
    callback({ cancel: !isOurs && !isDevTools });
  });
}

/** Nothing that a double click would run. */
const savedAs = /\.(?:csv|json|md|yaml)$/;

/** Made by our page. */
function isOwnText(item: Pick<DownloadItem, 'getURL' | 'getFilename'>): boolean {
  const [scheme, address] = [item.getURL().slice(0, 5), item.getURL().slice(5)];
  return scheme === 'blob:' && isOwnUrl(address) && savedAs.test(item.getFilename());
}
