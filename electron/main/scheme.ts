/**
 * `app://vigilmon/`: the window's own files and nothing else. They are read once at the start and requests only select
 * one of them, so no path ever reaches the file system.
 */
import { protocol } from 'electron';
import { windowPolicy } from '../contract/window-policy.ts';
import type { Cancel } from '../engine/ports.ts';
import type { PageFiles } from '../http/page-files.ts';
import { parseUrl } from '../contract/parse-url.ts';

const scheme = 'app';
const host = 'vigilmon';
export const windowUrl = `${scheme}://${host}/index.html`;

const headers = {
  // IPC gives the page all it needs, so it connects to nothing.
  'Content-Security-Policy': windowPolicy("'none'"),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Must be called before the application is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

export function isOwnUrl(text: string): boolean {
  const url = parseUrl(text);
  return url?.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === '';
}

/** @param loading the built window; requests that arrive earlier wait for it. @returns what stops serving. */
export function serveWindow(loading: Promise<PageFiles>): Cancel {
  protocol.handle(scheme, async (request) => answer(await loading, request));
  return () => protocol.unhandle(scheme);
}

function answer(files: PageFiles, { url, method }: Request): Response {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers });
  const file = isOwnUrl(url) ? files.get(nameIn(url)) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers });
  const body = method === 'HEAD' ? null : new Uint8Array(file.content);
  return new Response(body, { headers: { ...headers, 'Content-Type': file.type, 'Cache-Control': file.cacheControl } });
}

/** As written in the address: the build's file names need no escapes, so none are decoded. */
function nameIn(url: string): string {
  const { pathname } = new URL(url);
  return pathname === '/' ? 'index.html' : pathname.slice(1);
}
