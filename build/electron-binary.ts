/**
 * Where Electron's binary is. The npm package `electron` does not include it: its `install.js` downloads one from the
 * project's releases. We run that ourselves, with a timeout, and only after checking that the releases can be reached.
 * ELECTRON_OVERRIDE_DIST_PATH names a folder with another Electron, as the package itself understands it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../electron/contract/result.ts';
import { root } from './fresh-build.ts';

const home = join(root, 'node_modules/electron');
const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};
const executable = executables[process.platform] ?? 'electron';
const reachWithinMs = 5_000;
const downloadWithinMs = 300_000;

/** Why what needs one is skipped, in words that end a sentence. */
export const noElectron = 'no Electron binary';

/** The binary that is already on this machine; null: none. */
export function findElectron(): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist');
  const binary = join(folder, executable);
  return existsSync(binary) ? binary : null;
}

/** Like `findElectron`, but downloads it if possible. */
export async function obtainElectron(): Promise<string | null> {
  const found = findElectron();
  if (found !== null || process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined) return found;
  if (!existsSync(join(home, 'install.js')) || !(await canReachReleases())) return null;
  process.stderr.write('Downloading Electron (once)...\n');
  spawnSync(process.execPath, [join(home, 'install.js')], { stdio: 'ignore', timeout: downloadWithinMs });
  return findElectron();
}

/** An unpacked Electron. */
export interface ElectronFolder {
  readonly path: string;
  readonly version: string;
}

export function electronFolderOf(binary: string): Result<ElectronFolder> {
  const path = process.platform === 'darwin' ? join(dirname(binary), '../../..') : dirname(binary);
  const versionFile = join(path, 'version');
  if (!existsSync(versionFile)) return fail('unavailable', `the folder of Electron names no version (${versionFile})`);
  return ok({ path, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') });
}

async function canReachReleases(): Promise<boolean> {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const signal = AbortSignal.timeout(reachWithinMs);
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, { method: 'HEAD', signal });
    return answer.ok;
  } catch {
    return false; // no network, a firewall, a proxy: the releases cannot be reached
  }
}

/** Why Electron could not open a window here, in words that end a sentence; null: no reason known. */
export function obstacleToWindow(): string | null {
  if (process.platform !== 'linux') return null;
  if (process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return 'no display';
  if (process.getuid?.() === 0) return "Chromium's sandbox refuses root";
  return null;
}
