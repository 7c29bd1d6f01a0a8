/** How much JavaScript the built window ships, in bytes: as it is, and compressed file by file as by `gzip -9`. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export function weighWindow(root: string): { readonly bytes: number; readonly compressed: number } {
  const assets = join(root, 'dist/renderer/assets');
  const scripts = readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(assets, name)));
  return {
    bytes: sum(scripts.map(({ length }) => length)),
    compressed: sum(scripts.map((script) => gzipSync(script, { level: 9 }).length)),
  };
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
