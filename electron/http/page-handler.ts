/** The window as a page: files without secrets. The token follows the `#` of the address, which is never sent. */
import { windowPolicy } from '../contract/window-policy.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { answerText } from './answer.ts';
import type { PageFiles } from './page-files.ts';
import type { RouteHandler } from './routes.ts';

const securityHeaders = {
  'Content-Security-Policy': windowPolicy("'self'"),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export function createPageHandler(files: PageFiles, { pings }: Wording): RouteHandler {
  return (_, response, path) => {
    const file = files.get(path === '/' ? 'index.html' : path.slice(1));
    if (file === undefined) {
      answerText(response, 404, pings.notFound);
      return;
    }
    response.writeHead(200, {
      ...securityHeaders,
      'Content-Type': file.type,
      'Content-Length': file.content.length,
      'Cache-Control': file.cacheControl,
    });
    response.end(file.content);
  };
}
