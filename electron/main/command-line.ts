/**
 * The command `vigilmon` for this user. Packages for Linux put it on the PATH themselves; AppImage, dmg and the installer
 * for Windows do so here, when the user asks: a link in ~/.local/bin (Linux), /usr/local/bin or ~/bin (macOS), a batch file
 * in the folder for programs that Windows has on each user's PATH. An AppImage is mounted only while it runs, so its
 * command line is copied, once for each version. A job may start at any moment: the command is never missing while one
 * version replaces another. Another program's file is never touched.
 */
import { accessSync, constants, existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
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
  /** On the PATH of all users, where this one may be allowed to write: /usr/local/bin. */
  readonly sharedBin: string;
}

interface InstallableCommandLine extends CommandLine {
  /** Where it is installed, but by another version, from another place, or without what it starts. */
  readonly renew: () => Promise<Outcome<null>>;
}

interface Place {
  /** What is installed. */
  readonly path: string;
  /** What it starts. */
  readonly target: string;
  /** Where the copies of each version are; null: the program stays where it is. */
  readonly copies: string | null;
}

/** @returns null if there is none, or the package has put it on the PATH. */
export function createCommandLine(options: CommandLineOptions): InstallableCommandLine | null {
  const { platform, resources, version } = options;
  const source = join(resources, 'cli');
  // Written by the packages that install it.
  if (!existsSync(source) || existsSync(join(resources, 'package-type'))) return null;
  const place = (): Place => placeOf(options, source);

  const set = (isInstalled: boolean): Promise<Outcome<null>> => onDisk(() => change(place(), isInstalled));

  async function change({ path, target, copies }: Place, isInstalled: boolean): Promise<Outcome<null>> {
    const found = findAt(path, platform);
    if (found === 'other') return refused('command-line-taken', { path });
    if (!isInstalled) {
      await rm(path, { force: true });
      if (copies !== null) await rm(copies, { recursive: true, force: true });
      return ok(null);
    }
    if (isPassing(options)) return refused('command-line-passing');
    if (copies !== null) await copyTo(join(copies, version), source);
    await install(path, target, platform);
    if (copies !== null) await removeAllBut(version, copies);
    return ok(null);
  }

  return {
    read: () => settingsOf(options, place().path),
    set,
    async renew() {
      const { path, target } = place();
      if (findAt(path, platform) !== 'ours' || isPassing(options)) return ok(null);
      const isSame =
        platform === 'win32' ? readFileSync(path, 'utf8') === batchFor(target) : readlinkSync(path) === target;
      // The copy may have been removed by hand: then the link leads nowhere.
      return isSame && existsSync(path) ? ok(null) : set(true);
    },
  };
}

function placeOf({ platform, env, home, resources, version, sharedBin }: CommandLineOptions, source: string): Place {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local');
    const launcher = ['vigilmon.exe', 'vigilmon.cmd'].find((name) => existsSync(join(source, name))) ?? 'vigilmon.exe';
    return {
      path: join(local, 'Microsoft', 'WindowsApps', 'vigilmon.cmd'),
      target: join(resources, 'cli', launcher),
      copies: null,
    };
  }
  if (platform === 'darwin') {
    const paths = [sharedBin, join(home, 'bin')].map((folder) => join(folder, 'vigilmon'));
    const installed = paths.find((path) => findAt(path, platform) === 'ours');
    const own = isWritable(sharedBin) ? paths[0] : paths[1];
    return { path: installed ?? own ?? '', target: join(source, 'vigilmon'), copies: null };
  }
  const given = env['XDG_DATA_HOME'];
  const data = given !== undefined && posix.isAbsolute(given) ? given : join(home, '.local/share');
  const copies = env['APPIMAGE'] === undefined ? null : join(data, 'vigilmon-cli');
  const target = join(copies === null ? source : join(copies, version), 'vigilmon');
  return { path: join(home, '.local/bin/vigilmon'), target, copies };
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
const ourTarget = /(?:\/vigilmon-cli(?:\/[^/]+)?|\/resources\/cli)\/vigilmon$/iu;
/** The installer's uninstaller knows ours by it: build/windows/uninstaller.nsh. */
export const batchMark = '::vigilmon';
const batchFor = (target: string): string => `${batchMark}\r\n@"${target}" %*\r\n`;

function findAt(path: string, platform: NodeJS.Platform): 'nothing' | 'ours' | 'other' {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (platform === 'win32') return stat.isFile() && readFileSync(path, 'utf8').startsWith(batchMark) ? 'ours' : 'other';
  return stat.isSymbolicLink() && ourTarget.test(readlinkSync(path)) ? 'ours' : 'other';
}

function settingsOf({ platform, env, sharedBin }: CommandLineOptions, path: string): CommandLineSettings {
  const isWindows = platform === 'win32';
  const folder = dirname(path);
  // On macOS programs of the desktop have a shorter PATH than terminals.
  const folders = [...(env['PATH'] ?? env['Path'] ?? '').split(isWindows ? ';' : ':'), sharedBin];
  const isKnown = folders.some((each) => each === folder || (isWindows && each.toLowerCase() === folder.toLowerCase()));
  return { path, isInstalled: findAt(path, platform) === 'ours', missingFromPath: isKnown ? null : folder };
}

/** In one step also where another version is installed. */
async function install(path: string, target: string, platform: NodeJS.Platform): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  if (platform === 'win32') await writeFile(draft, batchFor(target));
  else await symlink(target, draft);
  await rename(draft, path);
}

async function copyTo(copy: string, source: string): Promise<void> {
  const draft = `${copy}.new`;
  await rm(draft, { recursive: true, force: true });
  try {
    await cp(source, draft, { recursive: true });
    await rm(copy, { recursive: true, force: true });
    await rename(draft, copy);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Jobs that run from another version go on: they have its files open. */
async function removeAllBut(version: string, copies: string): Promise<void> {
  const others = (await readdir(copies)).filter((name) => name !== version);
  for (const name of others) await rm(join(copies, name), { recursive: true, force: true });
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
