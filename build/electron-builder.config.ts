/**
 * What goes into the packages for Linux, macOS and Windows, and how they are sealed. main and preload are bundles (see
 * vite.config.ts), so of node_modules only the external packages are included, each without files for other platforms
 * or for compiling. The command line (dist/headless) is not in the archive but beside it: the fuses prevent the packaged
 * program from running as plain Node.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch, type AfterPackContext, type Configuration } from 'electron-builder';
import { fail, ok, type Result } from '../electron/contract/result.ts';
import { copyCommandLine, type CommandLineFiles } from './command-line-files.ts';
import type { ElectronFolder } from './electron-binary.ts';
import { root } from './fresh-build.ts';
import { releaseNotes } from './release-notes.ts';
import { shippedNode } from './shipped-node.ts';

interface PackSettings {
  /** Null: electron-builder downloads the version in package.json. */
  readonly electron: ElectronFolder | null;
  /** The URL of the folder with the published packages; null: packages do not check for updates. */
  readonly updateUrl: string | null;
  readonly compileLauncher: CommandLineFiles['compile'];
}

/** Packages over a plain connection could come from anyone; a test may publish on this computer. */
export function parseUpdateUrl(text: string): Result<string | null> {
  if (text === '') return ok(null);
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url?.protocol === 'https:' || isLocal) return ok(text);
  return fail('invalid', 'VIGILMON_UPDATE_URL is not an https address');
}

/**
 * Everything that main's bundle requires at run time: the external packages of vite.config.ts and their dependencies.
 */
export const packedModules: readonly string[] = [
  'better-sqlite3',
  'undici',
  'node-notifier',
  'growly',
  'is-docker',
  'is-wsl',
  'isexe',
  'semver',
  'shellwords',
  'uuid',
  'which',
];

const program = ['package.json', 'dist/main/*.cjs', 'dist/lookups/*.cjs', 'dist/preload/index.cjs', 'dist/renderer/**'];

/** Within a package, only exclusions apply. */
const leftOut = [
  `!node_modules/!(${packedModules.join('|')}){,/**}`,
  '!**/*.map',
  '!**/*.{md,markdown,d.ts,d.mts,flow}',
  '!node_modules/**/{.*,test,tests,docs,scripts,types}{,/**}',
  '!node_modules/better-sqlite3/{binding.gyp,deps,src}{,/**}',
  // Entry points for bundlers, one per platform; Node uses index.js.
  '!node_modules/better-sqlite3/lib/{darwin,linux,linuxmusl,win32}-*.js',
  '!node_modules/uuid/dist/{bin,esm-browser,esm-node,umd}{,/**}',
  // For a Windows older than any that Electron supports.
  '!node_modules/node-notifier/vendor/notifu{,/**}',
];

const icon = 'build/icons/app.png';

/** Its home page is where it is published; a program that is not has none. */
function published(updateUrl: string | null): Pick<Configuration, 'publish' | 'extraMetadata'> {
  // The command line is not in the archive, so nothing in it may refer to it.
  const extraMetadata = { bin: null, ...(updateUrl === null ? {} : { homepage: updateUrl }) };
  return { publish: updateUrl === null ? null : { provider: 'generic', url: updateUrl }, extraMetadata };
}

/** Electron's own start page, which electron-builder keeps when it is given an unpacked Electron. */
async function removeDefaultApp({ appOutDir, packager }: AfterPackContext): Promise<void> {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}

/** Not as `extraResources`: electron-builder leaves those out of the archive. */
function addCommandLine(compile: CommandLineFiles['compile']) {
  return async ({ appOutDir, packager, electronPlatformName, arch }: AfterPackContext): Promise<void> => {
    // What is merged from both halves has been packed already.
    if (arch === Arch.universal) return;
    const platform = electronPlatformName === 'mas' ? 'darwin' : (electronPlatformName as NodeJS.Platform);
    const target = { platform, arch: Arch[arch] };
    const to = join(packager.getResourcesDir(appOutDir), 'cli');
    const files = {
      ...target,
      from: packager.projectDir,
      to,
      modules: packedModules,
      node: shippedNode(target),
      compile,
    };
    const missing = await copyCommandLine(files);
    if (missing !== null) process.stderr.write(`No launcher, so Node alone starts the command line: ${missing}.\n`);
  };
}

export function notesOfThisVersion(): string {
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  return releaseNotes(read('CHANGELOG.md'), (JSON.parse(read('package.json')) as { version: string }).version);
}

export function packConfiguration({ electron, updateUrl, compileLauncher }: PackSettings): Configuration {
  return {
    appId: 'app.vigilmon.desktop',
    productName: 'Vigilmon',
    copyright: 'Copyright (c) Vigilmon contributors, MIT License',
    directories: { output: 'dist/packages', buildResources: 'build/icons' },
    ...(electron === null ? {} : { electronDist: electron.path, electronVersion: electron.version }),
    ...published(updateUrl),
    releaseInfo: { releaseNotes: notesOfThisVersion() },
    protocols: [{ name: 'Vigilmon', schemes: ['vigilmon'] }],
    files: [...program, 'build/icons/app-128.png', ...leftOut],
    // The system opens programs and native modules itself and cannot read an archive. All else stays in it, under its
    // hash: smartUnpack would unpack whole packages.
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node', 'node_modules/node-notifier/vendor/**'],
    // The prebuilt binary works in Node and Electron alike.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    afterExtract: removeDefaultApp,
    afterPack: addCommandLine(compileLauncher),
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      // The window comes from app://, never from file://. Electron has had this fuse since 29; a given folder may be
      // older.
      ...(electron !== null && Number.parseInt(electron.version, 10) < 29
        ? {}
        : { grantFileProtocolExtraPrivileges: false }),
    },
    linux: {
      // deb and rpm are made from the unpacked program, see linux-packages.ts.
      target: ['AppImage'],
      // Menus look for certain sizes; 1024 is not one of them.
      icon: 'build/icons/app',
      category: 'Network',
      maintainer: 'Vigilmon contributors',
      syncDesktopName: true,
      files: [
        'build/icons/tray/!(*Template*).png',
        '!node_modules/better-sqlite3/prebuilds/!(linux-${arch}).node',
        '!node_modules/node-notifier/vendor{,/**}',
      ],
    },
    // AppRun itself turns the sandbox off, and only where the system does not allow one.
    appImage: { executableArgs: [] },
    mac: {
      // A tray application: its Dock icon comes and goes with the window (main/dock.ts).
      extendInfo: { LSUIElement: true },
      target: [
        { target: 'dmg', arch: ['universal'] },
        { target: 'zip', arch: ['universal'] },
      ],
      icon,
      category: 'public.app-category.utilities',
      // Both halves of the universal program contain the same files, including those for the other processor.
      x64ArchFiles: '{**/prebuilds/darwin-*.node,**/terminal-notifier}',
      files: [
        'build/icons/tray/*Template*.png',
        '!node_modules/better-sqlite3/prebuilds/!(darwin-*).node',
        '!node_modules/node-notifier/vendor/snoreToast{,/**}',
      ],
    },
    win: {
      target: ['nsis'],
      icon,
      files: [
        'build/icons/tray/*.ico',
        '!node_modules/better-sqlite3/prebuilds/!(win32-${arch}).node',
        '!node_modules/node-notifier/vendor/{mac.noindex,terminal-notifier-LICENSE}{,/**}',
      ],
    },
    nsis: { include: 'build/windows/uninstaller.nsh' },
  };
}

/** A configuration for each package of the platform by itself, with the package's name. */
export function targetsOf(
  configure: () => Configuration,
  platform: NodeJS.Platform,
): readonly (readonly [string, Configuration])[] {
  const key = platform === 'darwin' ? 'mac' : platform === 'win32' ? 'win' : 'linux';
  const targets = [configure()[key]?.target ?? []].flat();
  return targets.map((target) => {
    const name = typeof target === 'string' ? target : target.target;
    const config = configure();
    return [name, { ...config, [key]: { ...config[key], target: [target] } }] as const;
  });
}
