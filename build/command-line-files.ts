/**
 * The command line inside the packages, in `resources/cli`: the fuses prevent the packaged program from running as plain
 * Node, so it has a Node of its own, what it requires, the window for `vigilmon serve`, and the launcher as `vigilmon`.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Result } from '../electron/contract/result.ts';
import type { LauncherTarget } from './launcher.ts';

export interface CommandLineFiles extends LauncherTarget {
  /** The checkout. */
  readonly from: string;
  readonly to: string;
  readonly modules: readonly string[];
  /** A Node for the target. */
  readonly node: string;
  /** Compiles the launcher. */
  readonly compile: (target: LauncherTarget, to: string) => Result<null>;
}

const notNeeded =
  /\.(?:map|md|markdown|d\.ts|d\.mts|flow)$|\/(?:test|tests|docs|scripts|types|deps|src|vendor)(?:\/|$)|binding\.gyp$/u;

/** @returns why the launcher is missing, so that Node alone starts the command line; null: it is there. */
export async function copyCommandLine(files: CommandLineFiles): Promise<string | null> {
  const { from, to, modules, node, platform } = files;
  await mkdir(to, { recursive: true });
  const copy = (path: string, filter: (file: string) => boolean): Promise<void> =>
    cp(join(from, path), join(to, path), { recursive: true, dereference: true, filter });
  await copy('dist/headless', (file) => !file.endsWith('.map'));
  await copy('dist/renderer', (file) => !file.endsWith('.map'));
  for (const name of modules) {
    const folder = join(from, 'node_modules', name);
    await copy(`node_modules/${name}`, (file) => isNeeded(`/${relative(folder, file)}`, files));
  }
  await cp(node, join(to, platform === 'win32' ? 'node.exe' : 'node'), { dereference: true });
  return addLauncher(files);
}

async function addLauncher({ from, to, platform, arch, compile }: CommandLineFiles): Promise<string | null> {
  const compiled = compile({ platform, arch }, join(to, platform === 'win32' ? 'vigilmon.exe' : 'vigilmon'));
  if (compiled.ok) return null;
  if (platform === 'win32') await writeFile(join(to, 'vigilmon.cmd'), batch);
  else await cp(join(from, 'build/linux/vigilmon.sh'), join(to, 'vigilmon'));
  return compiled.error.message;
}

const batch = '@"%~dp0node.exe" "%~dp0dist\\headless\\vigilmon.cjs" %*\r\n';

/** Both halves of the universal program for macOS contain the same files. */
function isNeeded(file: string, { platform, arch }: LauncherTarget): boolean {
  if (notNeeded.test(file)) return false;
  if (!file.startsWith('/prebuilds/')) return true;
  return basename(file).startsWith(platform === 'darwin' ? 'darwin-' : `${platform}-${arch}.`);
}
