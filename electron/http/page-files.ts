/**
 * The built window, read once when the listener opens. Only these files are served: no path in a request ever reaches
 * the file system, so none can escape the folder.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, posix } from 'node:path';

interface PageFile {
  readonly content: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** By path relative to the folder: `index.html`, `assets/index-BmXQ2x1k.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Symbolic links, which could point anywhere, and source maps are left out. */
export async function loadPageFiles(directory: string, prefix = ''): Promise<PageFiles> {
  const files = new Map<string, PageFile>();
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = posix.join(prefix, entry.name);
    if (entry.isDirectory()) {
      for (const [below, file] of await loadPageFiles(join(directory, entry.name), path)) files.set(below, file);
    } else if (entry.isFile() && extname(entry.name) !== '.map') {
      files.set(path, pageFile(path, await readFile(join(directory, entry.name))));
    }
  }
  return files;
}

function pageFile(path: string, content: Buffer): PageFile {
  // The build puts a content hash into the names below assets/.
  const isHashed = /^assets\/.*-[\w-]{8,}\.\w+$/.test(path);
  return {
    content,
    type: types[extname(path)] ?? 'application/octet-stream',
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-store',
  };
}
