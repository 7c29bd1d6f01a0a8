/**
 * The command `vigilmon` for this user. Packages for Linux put it on the PATH themselves; AppImage, dmg and the installer
 * for Windows do so here, when the user asks: a link in ~/.local/bin (Linux), /usr/local/bin or ~/bin (macOS), a batch file
 * in the folder for programs that Windows has on each user's PATH. An AppImage is mounted only while it runs, so its
 * command line is copied, and renewed by each new version. Another program's file is never touched.
 */
import { accessSync, constants, existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix, win32 } from 'node:path';
import type { CommandLineSettings } from '../contract/model/program.ts';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { CommandLine } from '../host/local-access.ts';

export interface CommandLineOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The folder beside the archive: the command line is in its `cli`. */
  readonly resources: string;
  readonly version: string;
}

export interface InstallableCommandLine extends CommandLine {
  /** Copies it again where an earlier version has installed it. */
  readonly renew: () => Promise<Outcome<null>>;
}

interface Place {
  /** What is installed. */
  readonly path: string;
  /** What it starts. */
  readonly target: string;
  /** The copy that it starts; null: the program stays where it is. */
  readonly copy: string | null;
}

/** @returns null if there is none, or the package has put it on the PATH. */
export function createCommandLine(options: CommandLineOptions): InstallableCommandLine | null {
  const { platform, resources, version } = options;
  const source = join(resources, 'cli');
  // Written by the packages that install it.
  if (!existsSync(source) || existsSync(join(resources, 'package-type'))) return null;
  const place = placeOf(options, source);
  const { path, copy } = place;

  const set = (isInstalled: boolean): Promise<Outcome<null>> => onDisk(() => change(isInstalled));

  async function change(isInstalled: boolean): Promise<Outcome<null>> {
    const found = findAt(path, platform);
    if (found === 'other') return refused('command-line-taken', { path });
    if (isInstalled && isPassing(options)) return refused('command-line-passing');
    if (isInstalled && copy !== null) await copyTo(copy, { source, version });
    await rm(path, { force: true });
    if (isInstalled) await install(place, platform);
    else if (copy !== null) await rm(copy, { recursive: true, force: true });
    return ok(null);
  }

  return {
    read: () => settingsOf(options, path),
    set,
    async renew() {
      const isOld = copy !== null && findAt(path, platform) === 'ours' && readVersion(copy) !== version;
      return isOld ? set(true) : ok(null);
    },
  };
}

function placeOf({ platform, env, home, resources }: CommandLineOptions, source: string): Place {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local');
    const launcher = ['vigilmon.exe', 'vigilmon.cmd'].find((name) => existsSync(join(source, name))) ?? 'vigilmon.exe';
    return {
      path: join(local, 'Microsoft', 'WindowsApps', 'vigilmon.cmd'),
      target: join(resources, 'cli', launcher),
      copy: null,
    };
  }
  if (platform === 'darwin') {
    const folder = isWritable('/usr/local/bin') ? '/usr/local/bin' : join(home, 'bin');
    return { path: join(folder, 'vigilmon'), target: join(source, 'vigilmon'), copy: null };
  }
  const given = env['XDG_DATA_HOME'];
  const data = given !== undefined && posix.isAbsolute(given) ? given : join(home, '.local/share');
  const copy = env['APPIMAGE'] === undefined ? null : join(data, 'vigilmon-cli');
  return { path: join(home, '.local/bin/vigilmon'), target: join(copy ?? source, 'vigilmon'), copy };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false; // missing, or an administrator's
  }
}

/** macOS: in the image that it came in, or where the system runs what has just been downloaded. */
function isPassing({ platform, resources }: CommandLineOptions): boolean {
  return platform === 'darwin' && (resources.startsWith('/Volumes/') || resources.includes('/AppTranslocation/'));
}

/** The last parts of what our links lead to, in this version and others. */
const ourTarget = /(?:\/vigilmon-cli|\/resources\/cli)\/vigilmon$/iu;
const batchMark = '::vigilmon';

function findAt(path: string, platform: NodeJS.Platform): 'nothing' | 'ours' | 'other' {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (platform === 'win32') return stat.isFile() && readFileSync(path, 'utf8').startsWith(batchMark) ? 'ours' : 'other';
  return stat.isSymbolicLink() && ourTarget.test(readlinkSync(path)) ? 'ours' : 'other';
}

function settingsOf({ platform, env }: CommandLineOptions, path: string): CommandLineSettings {
  const isWindows = platform === 'win32';
  const folder = dirname(path);
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(isWindows ? ';' : ':');
  const isKnown = folders.some((each) => each === folder || (isWindows && each.toLowerCase() === folder.toLowerCase()));
  return { path, isInstalled: findAt(path, platform) === 'ours', missingFromPath: isKnown ? null : folder };
}

async function install({ path, target }: Place, platform: NodeJS.Platform): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (platform === 'win32') await writeFile(path, `${batchMark}\r\n@"${target}" %*\r\n`);
  else await symlink(target, path);
}

/** Jobs that run from the copy before go on: they have its files open. */
async function copyTo(copy: string, { source, version }: { readonly source: string; readonly version: string }) {
  const draft = `${copy}.new`;
  await rm(draft, { recursive: true, force: true });
  await cp(source, draft, { recursive: true });
  await writeFile(join(draft, 'version'), version);
  await rm(copy, { recursive: true, force: true });
  await rename(draft, copy);
}

function readVersion(copy: string): string | null {
  try {
    return readFileSync(join(copy, 'version'), 'utf8');
  } catch {
    return null; // there is none, or it is damaged
  }
}

/** A full disk or a folder of another user is not a bug. */
async function onDisk(task: () => Promise<Outcome<null>>): Promise<Outcome<null>> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return refused('command-line-refused', { reason: error.message });
  }
}
