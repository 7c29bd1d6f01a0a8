/**
 * A Chromium for the end-to-end tests: the one named in VIGILMON_CHROMIUM, a headless shell, Playwright's own, or the
 * system's. If there is none, it is downloaded from Playwright, else (as root on Debian) from the distribution.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { root } from './fresh-build.ts';

/** The same engine without the browser around it: a test costs a third less in it. */
const headlessShell = 'chromium-headless-shell';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];
const installWithinMs = 240_000;

/** What to tell the user if `obtainChromium` found none. */
export const chromiumAdvice =
  "No Chromium for the end-to-end tests: install one (`npx playwright install --with-deps chromium`, or your system's package `chromium`), or name one in VIGILMON_CHROMIUM.";

/** The path of a browser that starts; null: none found. */
export function findChromium(): string | null {
  const named = process.env['VIGILMON_CHROMIUM'];
  const candidates =
    named === undefined
      ? [...inPath([headlessShell]), chromium.executablePath(), ...inPath(names), ...applications]
      : [named];
  return candidates.find((file) => existsSync(file) && starts(file)) ?? null;
}

export function obtainChromium(): string | null {
  const found = findChromium();
  if (found !== null) return found;
  process.stderr.write('No Chromium found: fetching one...\n');
  run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
  const own = findChromium();
  if (own !== null || !mayInstall()) return own;
  installPackage('chromium');
  return findChromium();
}

/** On CI: also where another Chromium is there. */
export function obtainHeadlessShell(): void {
  if (process.env['CI'] === undefined || inPath([headlessShell]).length > 0 || !mayInstall()) return;
  process.stderr.write(`Installing ${headlessShell}...\n`);
  installPackage(headlessShell);
}

function mayInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

function installPackage(name: string): void {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
}

function inPath(names: readonly string[]): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // missing, or not executable
  }
}

/** A browser may exist and still not start, because its libraries are missing. */
function starts(file: string): boolean {
  if (process.platform === 'win32') return true; // chrome.exe prints no version, it opens a window
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 15_000 }).status === 0;
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: installWithinMs,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
}
