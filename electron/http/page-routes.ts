/** The window as a page: files without secrets. The token stands behind the `#` of the address, which is never sent. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { windowPolicy } from '../contract/window-policy.ts';
import { answerText } from './answer.ts';
import type { PageFiles } from './page-files.ts';

export type PageRoutes = (request: IncomingMessage, response: ServerResponse, path: string) => void;

const securityHeaders = {
  'Content-Security-Policy': windowPolicy("'self'"),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export function createPageRoutes(files: PageFiles): PageRoutes {
  return (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerText(response, 405, 'use GET or HEAD', { Allow: 'GET, HEAD' });
      return;
    }
    const file = files.get(path === '/' ? 'index.html' : path.slice(1));
    if (file === undefined) {
      answerText(response, 404, 'not found');
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
