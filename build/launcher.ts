/**
 * Compiles electron/launcher: with the compiler of this machine for the checkout and the tests, with Zig's (from PyPI, in
 * one version) for the packages of each platform, since it brings the headers and libraries of all of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../electron/contract/result.ts';
import { launcherIn } from '../electron/headless/become-launcher.ts';
import { keptBytes } from '../electron/headless/cli/run/output-tail.ts';
import { defaultPlace } from '../electron/host/host-settings.ts';
import { mostSpooled } from '../electron/host/ping-spool.ts';
import { root } from './fresh-build.ts';
import { obtainFromPypi } from './pypi-program.ts';

const sources = join(root, 'electron/launcher');
const zigFromPypi = {
  package: 'ziglang',
  version: '0.17.1',
  path: 'ziglang/zig',
  variable: 'VIGILMON_ZIG',
  purpose: 'compile the launcher',
};

/** By platform and architecture, as Node names them. */
const zigTargets: Readonly<Record<string, string>> = {
  'linux-x64': 'x86_64-linux-musl',
  'linux-arm64': 'aarch64-linux-musl',
  'darwin-x64': 'x86_64-macos',
  'darwin-arm64': 'aarch64-macos',
  'win32-x64': 'x86_64-windows-gnu',
};

/** What Node's `run` and the launcher have in common. */
const shared = [
  `-DKEPT_BYTES=${String(keptBytes)}`,
  `-DMOST_SPOOLED=${String(mostSpooled)}`,
  `-DDEFAULT_URL="http://${defaultPlace.host}:${String(defaultPlace.port)}"`,
];
const flags = [
  '-std=gnu11',
  '-Os',
  '-Wall',
  '-Wextra',
  '-Wconversion',
  '-Wshadow',
  '-U_FORTIFY_SOURCE',
  '-D_FORTIFY_SOURCE=2',
];

export const obtainZig = (): Result<string> => obtainFromPypi(zigFromPypi);

/** Where the packages' launcher for a platform is compiled. */
export interface LauncherTarget {
  readonly platform: NodeJS.Platform;
  /** As Node names it. */
  readonly arch: string;
}

/** @returns the reason if it cannot be compiled. */
export function packLauncher({ platform, arch }: LauncherTarget, to: string): Result<null> {
  const target = zigTargets[`${platform}-${arch}`];
  if (target === undefined) return fail('unavailable', `there is none for ${platform} ${arch}`);
  const zig = obtainZig();
  // The version is fixed, and so are its warnings.
  const own = platform === 'win32' ? ['-Werror', '-municode'] : ['-Werror'];
  return zig.ok ? compile({ compiler: [zig.value, 'cc', '-target', target, '-s', ...own], platform, to }) : zig;
}

/**
 * For `vigilmon run` of the checkout; without it Node does the same, and takes longer to start. It depends on no library
 * of this machine: dist/ may be copied to another one.
 */
export function buildLauncher(): Result<null> {
  const to = launcherIn(join(root, 'dist'));
  rmSync(to, { force: true });
  if (!hasCompiler()) return fail('unavailable', 'there is no cc');
  const draft = `${to}.new`;
  const compiler = process.platform === 'linux' ? ['cc', '-static'] : ['cc'];
  const compiled = compile({ compiler, platform: process.platform, to: draft });
  if (compiled.ok) renameSync(draft, to);
  return compiled;
}

/** For the tests. */
export function compileLauncher(to: string): Result<null> {
  const compiler = ['cc', '-fsanitize=undefined', '-fno-sanitize-recover'];
  return compile({ compiler, platform: process.platform, to });
}

export function hasCompiler(): boolean {
  return process.platform !== 'win32' && spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0;
}

interface Compilation {
  readonly compiler: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly to: string;
}

function compile({ compiler: [program = '', ...options], platform, to }: Compilation): Result<null> {
  mkdirSync(dirname(to), { recursive: true });
  const files = readdirSync(sources).filter((name) => name.endsWith('.c'));
  const ours = files.filter((name) => (name === 'windows.c') === (platform === 'win32'));
  const args = [...options, ...flags, ...shared, ...ours, '-o', to];
  const run = spawnSync(program, args, { cwd: sources, encoding: 'utf8' });
  if (run.error !== undefined) return fail('unavailable', `${program} cannot be run: ${run.error.message}`);
  return run.status === 0 ? ok(null) : fail('unavailable', run.stderr.trim());
}
