/** Makes sure that dist/ is up to date: builds if a program is missing or older than any source. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

const outputs = [
  'renderer/index.html',
  'preload/index.cjs',
  'main/index.cjs',
  'lookups/lookup-helper.cjs',
  'headless/vigilmon.cjs',
];
const config = 'vite.config.ts';
const sources = ['electron', 'renderer', config, 'package.json', 'package-lock.json'];

/** Progress goes to stderr, so that a command's output stays its own. Exits if the build fails. */
export function ensureBuilt(): void {
  if (isFresh(root)) return;
  process.stderr.write('Building Vigilmon...\n');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) {
    process.stderr.write('The build failed; nothing was started.\n');
    process.exit(1);
  }
}

/** @param checkout the repository. */
export function isFresh(checkout: string): boolean {
  const built = outputs.map((file) => changedAt(join(checkout, 'dist', file)));
  const read = [...sources, ...namedBy(config, checkout)];
  return Math.min(...built) > Math.max(...read.map((path) => newestIn(join(checkout, path))));
}

/**
 * What the build itself runs, or puts in place of a module: the files beside the configuration that it names, and what
 * these name beside them.
 */
function namedBy(file: string, checkout: string, known = new Set<string>()): ReadonlySet<string> {
  if (!existsSync(join(checkout, file))) return known;
  const named = readFileSync(join(checkout, file), 'utf8').matchAll(/ from '\.\/(.+)'|\bat\('(build\/.+?)'\)/g);
  for (const [, imported = '', replacement = join(dirname(file), imported)] of named) {
    if (known.has(replacement)) continue;
    known.add(replacement);
    namedBy(replacement, checkout, known);
  }
  return known;
}

/** Epoch milliseconds; 0 if nothing exists. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path, { withFileTypes: true, recursive: true });
  return Math.max(
    0,
    ...inside.filter((entry) => entry.isFile()).map((entry) => changedAt(join(entry.parentPath, entry.name))),
  );
}
