/**
 * The command line inside the packages for Linux, in `resources/cli`: the fuses prevent the packaged program from
 * running as plain Node, so it has the Node that packs it, what it requires, and the window for `vigilmon serve`.
 */
import { cp, mkdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';

export interface CommandLineFiles {
  /** The checkout. */
  readonly from: string;
  readonly to: string;
  /** As Node names it. */
  readonly arch: string;
  readonly modules: readonly string[];
}

const notNeeded =
  /\.(?:map|md|markdown|d\.ts|d\.mts|flow)$|\/(?:test|tests|docs|scripts|types|deps|src|vendor)(?:\/|$)|binding\.gyp$/u;

export async function copyCommandLine({ from, to, arch, modules }: CommandLineFiles): Promise<void> {
  if (arch !== process.arch) throw new Error(`the command line needs a Node for ${arch}: pack on such a machine`);
  await mkdir(to, { recursive: true });
  const copy = (path: string, filter: (file: string) => boolean): Promise<void> =>
    cp(join(from, path), join(to, path), { recursive: true, dereference: true, filter });
  await copy('dist/headless', (file) => !file.endsWith('.map'));
  await copy('dist/renderer', (file) => !file.endsWith('.map'));
  for (const name of modules) {
    const folder = join(from, 'node_modules', name);
    await copy(`node_modules/${name}`, (file) => isNeeded(`/${relative(folder, file)}`, arch));
  }
  await cp(process.execPath, join(to, 'node'), { dereference: true });
  await cp(join(from, 'build/linux/vigilmon.sh'), join(to, 'vigilmon'));
}

function isNeeded(file: string, arch: string): boolean {
  if (notNeeded.test(file)) return false;
  return !file.startsWith('/prebuilds/') || basename(file) === `linux-${arch}.node`;
}
