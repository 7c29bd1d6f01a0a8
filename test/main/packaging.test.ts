/**
 * What goes into the packages, and how they are sealed. On Linux the packer itself runs, with an Electron of a few
 * bytes.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { build, type Configuration } from 'electron-builder';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { fail, ok } from '../../electron/contract/result.ts';
import { batchMark } from '../../electron/main/command-line.ts';
import { packConfiguration, packedModules, parseUpdateUrl, targetsOf } from '../../build/electron-builder.config.ts';
import { releaseNotes } from '../../build/release-notes.ts';
import { metainfo } from '../../build/linux-metainfo.ts';
import { copyCommandLine, type CommandLineFiles } from '../../build/command-line-files.ts';
import { addToUpdateList, linuxPackageConfig, linuxPackagers, writeExtras } from '../../build/linux-packages.ts';
import { root } from '../support/source-imports.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const settings = { electron: null, updateUrl: null, compileLauncher: () => fail('unavailable', 'no compiler') };
const config = packConfiguration(settings);

interface Place {
  readonly name: 'linux' | 'mac' | 'win';
  readonly arch: string;
  readonly prebuilds: readonly string[];
  readonly vendor: readonly string[];
  readonly tray: string;
}

const places: readonly Place[] = [
  { name: 'linux', arch: 'x64', prebuilds: ['linux-x64.node'], vendor: [], tray: 'up.png' },
  { name: 'linux', arch: 'arm64', prebuilds: ['linux-arm64.node'], vendor: [], tray: 'up.png' },
  {
    name: 'mac',
    arch: 'x64',
    prebuilds: ['darwin-arm64.node', 'darwin-x64.node'],
    vendor: ['mac.noindex', 'terminal-notifier-LICENSE'],
    tray: 'upTemplate.png',
  },
  { name: 'win', arch: 'x64', prebuilds: ['win32-x64.node'], vendor: ['snoreToast'], tray: 'up.ico' },
];

/** As electron-builder interprets patterns: the last match decides. Of packages, everything is included by default. */
function isPacked(file: string, { name, arch }: Place): boolean {
  const patterns = [config.files, config[name]?.files].flat().filter((entry) => typeof entry === 'string');
  const matches = (pattern: string): boolean => posix.matchesGlob(file, pattern.replaceAll('${arch}', arch));
  return patterns.reduce(
    (isIn, pattern) => (pattern.startsWith('!') ? isIn && !matches(pattern.slice(1)) : isIn || matches(pattern)),
    file.startsWith('node_modules/'),
  );
}

function packedOf(folder: string, place: Place): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const paths = files.map((f) =>
    join(f.parentPath, f.name)
      .slice(root.length + 1)
      .replaceAll('\\', '/'),
  );
  const inside = paths.filter((path) => isPacked(path, place)).map((path) => path.slice(folder.length + 1));
  return [...new Set(inside.map((path) => path.split('/')[0] ?? path))].sort();
}

describe('the packages', () => {
  test('turn no sandbox off: the AppImage does so itself, and only where the system allows none', () => {
    expect(config.appImage?.executableArgs).toEqual([]);
    expect([config.linux?.executableArgs, config.deb]).toEqual([undefined, undefined]);
  });

  test('have no Dock icon on macOS until there is a window', () => {
    expect(config.mac?.extendInfo).toEqual({ LSUIElement: true });
  });

  test('are AppImage (deb and rpm are made from the same program), dmg and zip for both processors, and an installer', () => {
    expect(config.linux?.target).toEqual(['AppImage']);
    expect(config.mac?.target).toEqual([
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] },
    ]);
    expect(config.win?.target).toEqual(['nsis']);
  });

  test('take the command line of Windows with them when they are removed, but no other file in its place', () => {
    const script = readFileSync(join(root, String(config.nsis?.include)), 'utf8');
    expect(script).toContain(String.raw`\Microsoft\WindowsApps\vigilmon.cmd`);
    expect(script).toContain(`${batchMark}$\\r$\\n`);
    expect(script).toContain('${ifNot} ${isUpdated}');
  });

  test('run only the program in their archive', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config.asar).toBeTruthy();
  });

  test('are known to the desktop under one name, with a picture in each size that its menus look for', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly desktopName: unknown };
    expect([manifest.desktopName, config.linux?.syncDesktopName]).toEqual(['vigilmon.desktop', true]);
    const pictures = readdirSync(join(root, String(config.linux?.icon)));
    expect(pictures.sort()).toEqual([16, 24, 32, 48, 64, 128, 256, 512].map((n) => `${n}x${n}.png`).sort());
    for (const name of pictures) {
      const header = readFileSync(join(root, String(config.linux?.icon), name));
      expect(`${header.readUInt32BE(16)}x${header.readUInt32BE(20)}.png`).toBe(name);
    }
  });

  test('tell those who update what this version brings', () => {
    expect(config.releaseInfo?.releaseNotes).toMatch(/^The first version\./);
    const changelog = '# Changelog\n\n## 0.2.0\n\n- Second\n\n## 0.2.0-beta\n\n- First\n';
    expect(['0.2.0', '0.2.0-beta'].map((version) => releaseNotes(changelog, version))).toEqual(['- Second', '- First']);
    expect(() => releaseNotes(changelog, '0.2')).toThrow('CHANGELOG.md says nothing about version 0.2');
  });

  test("open Vigilmon's links", () => {
    expect(config.protocols).toEqual([{ name: 'Vigilmon', schemes: ['vigilmon'] }]);
  });

  test('compile nothing: the binaries in the tarball are the ones that ship', () => {
    expect(config).toMatchObject({ npmRebuild: false, nodeGypRebuild: false, buildDependenciesFromSource: false });
  });

  test.each(places)('contain the native parts of $name $arch and no others', (place) => {
    expect(packedOf('node_modules/better-sqlite3/prebuilds', place)).toEqual(place.prebuilds);
    expect(packedOf('node_modules/node-notifier/vendor', place)).toEqual(place.vendor);
    expect(isPacked(`build/icons/tray/${place.tray}`, place)).toBe(true);
    expect(['up.png', 'upTemplate.png', 'up.ico'].filter((f) => isPacked(`build/icons/tray/${f}`, place))).toEqual([
      place.tray,
    ]);
  });

  test('contain every package that is external to the bundle, and its dependencies', () => {
    const external = ['better-sqlite3', 'undici', 'node-notifier'];
    // Only needed for compiling, which does not happen.
    const unneeded = ['node-addon-api'];
    expect([...packedModules].sort()).toEqual(
      [...requiredBy(external)].filter((name) => !unneeded.includes(name)).sort(),
    );
  });
});

/** The packages themselves and all their dependencies. */
function requiredBy(names: readonly string[]): ReadonlySet<string> {
  const all = new Set(names);
  for (const name of all) {
    const manifest = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    for (const dependency of Object.keys(manifest.dependencies ?? {})) all.add(dependency);
  }
  return all;
}

describe('updates', () => {
  test('are checked for only if an address was given', () => {
    expect(config.publish).toBeNull();
    const { publish } = packConfiguration({ ...settings, updateUrl: 'https://example.com/vigilmon' });
    expect(publish).toEqual({ provider: 'generic', url: 'https://example.com/vigilmon' });
  });

  test.each([
    ['', true],
    ['https://example.com/vigilmon', true],
    ['http://127.0.0.1:8080/', true],
    ['http://example.com/vigilmon', false],
    ['file:///tmp', false],
    ['example.com', false],
  ])('of the address %o it is said whether it can be trusted: %o', (address, isTrusted) => {
    expect(parseUpdateUrl(address).ok).toBe(isTrusted);
  });
});

/** The sentinel that marks Electron's fuses in its binary, then version, count, and each fuse, as shipped. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const delivered = `${sentinel}\u0001\u0008` + '10110001';

interface Archive {
  readonly listPackage: (archive: string, options: { readonly isPack: boolean }) => readonly string[];
  readonly extractFile: (archive: string, file: string) => Buffer;
}

async function packElsewhere(): Promise<string> {
  const project = tempDirectory(onTestFinished);
  const electron = join(project, 'electron');
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(join(project, path, '..'), { recursive: true });
    await writeFile(join(project, path), text);
  };
  await put('electron/electron', delivered);
  await put('electron/resources/default_app.asar', 'what Electron shows where it has no application');
  const bundles = [
    'main/index.cjs',
    'main/nodemailer.cjs',
    'lookups/lookup-helper.cjs',
    'preload/index.cjs',
    'headless/vigilmon.cjs',
  ];
  for (const bundle of bundles) {
    await put(`dist/${bundle}`, '"use strict";\n');
    await put(`dist/${bundle}.map`, '{}');
  }
  await put('dist/renderer/assets/index-Abcdefgh.js', '');
  await put('dist/renderer/index.html', '<!doctype html>');
  await put('test/some.test.ts', '');
  await cp(join(root, 'package.json'), join(project, 'package.json'));
  await cp(join(root, 'build'), join(project, 'build'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'));
  const packed: Configuration = packConfiguration({ ...settings, electron: { path: electron, version: '45.0.0' } });
  await build({ projectDir: project, config: packed, linux: ['dir'], x64: true, publish: 'never' });
  return join(project, 'dist/packages/linux-unpacked');
}

test.runIf(process.platform === 'linux')(
  'what is packed is the program alone, sealed',
  { timeout: 120_000 },
  async () => {
    const unpacked = await packElsewhere();
    const wire = readFileSync(join(unpacked, 'vigilmon'), 'latin1').slice(sentinel.length + 2);
    expect(wire).toBe('01001100');
    expect(readdirSync(join(unpacked, 'resources'))).toEqual(['app.asar', 'app.asar.unpacked', 'cli']);
    const cli = join(unpacked, 'resources/cli');
    expect(readdirSync(cli).sort()).toEqual(['dist', 'node', 'node_modules', 'vigilmon']);
    expect(readdirSync(join(cli, 'node_modules')).sort()).toEqual([...packedModules].sort());
    expect(statSync(join(cli, 'vigilmon')).mode & 0o111).toBe(0o111);
    const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));
    const { listPackage, extractFile } = builder('@electron/asar') as Archive;
    const archive = join(unpacked, 'resources/app.asar');
    const files = listPackage(archive, { isPack: true });
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as { readonly bin: unknown };
    expect(manifest.bin).toBeNull();
    const ours = files.filter((line) => !line.includes('node_modules')).map((line) => line.replace(/^.*: \//, ''));
    expect(ours.filter((path) => path.includes('.') && !path.startsWith('build/icons/tray/'))).toEqual([
      'build/icons/app-128.png',
      'dist/lookups/lookup-helper.cjs',
      'dist/main/index.cjs',
      'dist/main/nodemailer.cjs',
      'dist/preload/index.cjs',
      'dist/renderer/assets/index-Abcdefgh.js',
      'dist/renderer/index.html',
      'package.json',
    ]);
    const unpackedFiles = files.filter((line) => line.startsWith('unpack') && /\.[a-z]+$/.test(line));
    expect(unpackedFiles.map((line) => line.replace(/^.*: /, ''))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
    const modules = files
      .map((line) => /: \/node_modules\/([^/]+)$/.exec(line)?.[1])
      .filter((name) => name !== undefined);
    expect(modules.filter((name) => !packedModules.includes(name))).toEqual([]);
    expect(files.filter((line) => /\.(ts|map|md|svg|cpp|exe)$/.test(line))).toEqual([]);
  },
);

const nodeNames = { linux: 'node', darwin: 'node', win32: 'node.exe' } as const;

test.each([
  ['linux', 'arm64', 'vigilmon', ['linux-arm64.node']],
  ['darwin', 'x64', 'vigilmon', ['darwin-arm64.node', 'darwin-x64.node']],
  ['win32', 'x64', 'vigilmon.exe', ['win32-x64.node']],
] as const)(
  'the command line for %s %s has Node, its native parts and the launcher',
  async (platform, arch, name, native) => {
    const from = tempDirectory(onTestFinished);
    const to = join(from, 'cli');
    for (const folder of ['dist/headless', 'dist/renderer']) await mkdir(join(from, folder), { recursive: true });
    await symlink(join(root, 'node_modules'), join(from, 'node_modules'));
    await writeFile(join(from, 'some-node'), 'node');
    const compile: CommandLineFiles['compile'] = (target, path) => {
      writeFileSync(path, `${target.platform} ${target.arch}`);
      return ok(null);
    };
    const files = { platform, arch, from, to, modules: packedModules, node: join(from, 'some-node'), compile };
    expect(await copyCommandLine(files)).toBeNull();
    expect(readdirSync(to).sort()).toEqual(['dist', nodeNames[platform], 'node_modules', name].sort());
    expect(readFileSync(join(to, name), 'utf8')).toBe(`${platform} ${arch}`);
    expect(readdirSync(join(to, 'node_modules/better-sqlite3/prebuilds')).sort()).toEqual(native);
  },
);

test('the home page of packages is where they are published, and there is none where they are not', () => {
  const options = { packager: 'deb', arch: 'x64', version: '1.2.3', description: 'a', program: 'c' } as const;
  const configOf = (homepage: string | null) => linuxPackageConfig({ ...options, homepage, extras: 'd', root });
  expect(configOf('https://example.com/')).toMatchObject({ homepage: 'https://example.com/' });
  expect(configOf(null)).not.toHaveProperty('homepage');
  const packed = (updateUrl: string | null) => packConfiguration({ ...settings, updateUrl });
  expect(packed('https://example.com/').extraMetadata).toEqual({ bin: null, homepage: 'https://example.com/' });
  expect(packed(null).extraMetadata).toEqual({ bin: null });
});

test.each(linuxPackagers)('the %s has the command line as vigilmon, and the window as vigilmon-desktop', (packager) => {
  const options = { packager, arch: 'x64', version: '1.2.3', description: 'a', homepage: 'b', program: 'c' } as const;
  const { contents } = linuxPackageConfig({ ...options, extras: 'd', root }) as {
    readonly contents: readonly { readonly src?: string; readonly dst: string; readonly type?: string }[];
  };
  expect(contents.filter(({ type }) => type === 'symlink').map(({ src, dst }) => [dst, src])).toEqual([
    ['/usr/bin/vigilmon', '/opt/Vigilmon/resources/cli/vigilmon'],
    ['/usr/bin/vigilmon-desktop', '/opt/Vigilmon/vigilmon'],
  ]);
  const extras = contents.flatMap(({ src }) => (src?.startsWith('d/') === true ? [src.slice(2)] : []));
  const directory = tempDirectory(onTestFinished);
  writeExtras(directory, { version: '1.2.3', releasedAt: 0, notes: '- Faster', homepage: null });
  expect(readdirSync(directory)).toEqual(expect.arrayContaining(extras));
});

test('software centres get the release, the home page and the desktop entry that starts it', () => {
  const text = metainfo({
    version: '1.2.3',
    releasedAt: Date.UTC(2026, 4, 6),
    notes: 'Much faster.\n\n- Reads `a < b`\n- **Two** lines\n  of one item',
    homepage: 'https://example.com/?a=1&b=2',
  });
  const release = /<release version="1.2.3" date="2026-05-06">(.*)<\/release>/su.exec(text)?.[1] ?? '';
  const items = '<ul><li>Reads <code>a &lt; b</code></li><li><em>Two</em> lines of one item</li></ul>';
  expect(release.replace(/\n\s*/gu, '')).toBe(`<description><p>Much faster.</p>${items}</description>`);
  expect(text).toContain('<url type="homepage">https://example.com/?a=1&amp;b=2</url>');
  expect(text).toContain('<launchable type="desktop-id">vigilmon.desktop</launchable>');
  expect(metainfo({ version: '1.2.3', releasedAt: 0, notes: '- Faster', homepage: null })).not.toContain('homepage');
});

test('packages that are made afterwards are in the list that the updater reads', () => {
  const directory = tempDirectory(onTestFinished);
  const [list, made] = ['latest-linux.yml', 'vigilmon.deb'].map((name) => join(directory, name)) as [string, string];
  addToUpdateList(list, [made]);
  writeFileSync(made, 'package');
  writeFileSync(list, 'version: 1.2.3\nfiles:\n  - { url: a.AppImage, sha512: b, size: 1 }\npath: a.AppImage\n');
  addToUpdateList(list, [made]);
  expect(parse(readFileSync(list, 'utf8'))).toEqual({
    version: '1.2.3',
    files: [
      { url: 'a.AppImage', sha512: 'b', size: 1 },
      { url: 'vigilmon.deb', sha512: createHash('sha512').update('package').digest('base64'), size: 7 },
    ],
    path: 'a.AppImage',
  });
});

test('each package of a platform can be built by itself, from the same configuration', () => {
  const names = (platform: NodeJS.Platform): unknown => targetsOf(() => config, platform).map(([name]) => name);
  expect([names('linux'), names('darwin'), names('win32')]).toEqual([['AppImage'], ['dmg', 'zip'], ['nsis']]);
  for (const [name, alone] of targetsOf(() => config, 'win32')) {
    expect(alone).toEqual({ ...config, win: { ...config.win, target: [name] } });
  }
});
