/**
 * The ring `packages` (test.ts): builds deb and rpm in two versions and an AppImage, over the Electron that is there, and
 * lets test/packages install, start, update and remove them in a view of the machine (machine-view.ts). Where they cannot,
 * it says why. By hand, `node build/test-packages.ts --again` tests the packages that the last run built.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Configuration } from 'electron-builder';
import { ok, type Result } from '../electron/contract/result.ts';
import { electronFolderOf, findElectron, noElectron, type ElectronFolder } from './electron-binary.ts';
import { notesOfThisVersion, packConfiguration } from './electron-builder.config.ts';
import { ensureBuilt, root } from './fresh-build.ts';
import { packLauncher } from './launcher.ts';
import { buildLinuxPackage, linuxPackagers, writeExtras, type LinuxPackager } from './linux-packages.ts';
import { obstacleToView, runInView } from './machine-view.ts';

/** What the tests get, as JSON in VIGILMON_PACKAGES. */
export interface PackagesUnderTest extends Readonly<Record<LinuxPackager, VersionsUnderTest>> {
  /** Null: electron-builder's tools for it cannot be had. */
  readonly appImage: PackageFile | null;
}

interface VersionsUnderTest {
  readonly older: PackageFile;
  readonly newer: PackageFile;
}

interface PackageFile {
  readonly version: string;
  readonly path: string;
}

/** In the older version alone. */
export const droppedFile = 'resources/only-in-the-older-version';
const olderVersion = '0.0.1';
const output = join(root, 'dist/packages-under-test');

/**
 * A shell that makes an older Electron understand the program lies beside it, in `resources/app`. Here the archive loads
 * it, since the fuses let nothing else be loaded.
 */
function overOlderElectron(configuration: Configuration, electron: ElectronFolder): Configuration {
  if (!existsSync(join(electron.path, 'resources/app/gaps.js'))) return configuration;
  const folder = join(output, 'older-electron');
  mkdirSync(folder, { recursive: true });
  const load = (name: string): string =>
    `require(require('node:path').join(process.resourcesPath, 'app', '${name}'));\n`;
  writeFileSync(
    join(folder, 'start.cjs'),
    `${load('gaps.js')}${load('substitutes.js')}require('../main/index.cjs');\n`,
  );
  return {
    ...configuration,
    files: [...[configuration.files ?? []].flat(), { from: folder, to: 'dist/older-electron' }],
    extraMetadata: { ...(configuration.extraMetadata as object), main: 'dist/older-electron/start.cjs' },
  };
}

function configurationOver(electron: ElectronFolder): Configuration {
  const configuration = packConfiguration({ electron, updateUrl: null, compileLauncher: packLauncher });
  const config = { ...configuration, directories: { ...configuration.directories, output } };
  return overOlderElectron(config, electron);
}

async function unpackedProgram(electron: ElectronFolder): Promise<string> {
  await build({ projectDir: root, config: configurationOver(electron), dir: true, publish: 'never' });
  return join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
}

async function buildAppImage(program: string, electron: ElectronFolder): Promise<PackageFile | null> {
  const config = configurationOver(electron);
  try {
    const [path = ''] = await build({
      projectDir: root,
      config,
      prepackaged: program,
      linux: ['AppImage'],
      publish: 'never',
    });
    return { version: packedVersion, path };
  } catch (error) {
    console.log(`No AppImage: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
const { version: packedVersion = '', description = '' } = manifest;

function buildPackages(program: string): Result<Pick<PackagesUnderTest, LinuxPackager>> {
  const versions: Partial<Record<LinuxPackager, VersionsUnderTest>> = {};
  const dropped = join(program, droppedFile);
  const buildAt = (packager: LinuxPackager, version: string): Result<PackageFile> => {
    const extras = join(output, `.extras-${version}`);
    writeExtras(extras, { version, releasedAt: Date.now(), notes: notesOfThisVersion(), homepage: null });
    const shared = { arch: process.arch, description, homepage: null, program, extras, root };
    const built = buildLinuxPackage({ packager, version, ...shared }, output);
    return built.ok ? ok({ version, path: built.value }) : built;
  };
  for (const packager of linuxPackagers) {
    writeFileSync(dropped, 'older');
    const older = buildAt(packager, olderVersion);
    rmSync(dropped);
    const newer = buildAt(packager, packedVersion);
    if (!older.ok) return older;
    if (!newer.ok) return newer;
    versions[packager] = { older: older.value, newer: newer.value };
  }
  return ok(versions as Pick<PackagesUnderTest, LinuxPackager>);
}

interface Options {
  readonly again: boolean;
  /** A folder for `packages.json`, the report of Vitest, or for `packages.obstacle`, why there is none. */
  readonly results: string | undefined;
}

/** @returns why the tests could not run; null: they did. */
async function testPackages({ again, results }: Options): Promise<string | null> {
  const binary = findElectron();
  if (binary === null) return noElectron;
  const obstacle = obstacleToView();
  if (obstacle !== null) return obstacle;
  const electron = electronFolderOf(binary);
  if (!electron.ok) throw new Error(electron.error.message);
  const packages = again ? builtBefore() : await buildAll(electron.value);
  const scratch = mkdtempSync(join(tmpdir(), 'vigilmon-packages-'));
  const report = join(scratch, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const run = runInView([process.execPath, vitest, 'run', '--project=packages', ...reporters], {
    scratch,
    env: { NODE_ENV: 'test', VIGILMON_PACKAGES: JSON.stringify(packages), VIGILMON_PACKAGES_SCRATCH: scratch },
  });
  // The results may lie where the view has an overlay.
  if (results !== undefined && existsSync(report)) copyFileSync(report, join(results, 'packages.json'));
  rmSync(scratch, { recursive: true, force: true });
  if ('obstacle' in run) return run.obstacle;
  process.exitCode = run.exitCode;
  return null;
}

async function main(): Promise<void> {
  const options = { again: { type: 'boolean', default: false }, results: { type: 'string' } } as const;
  const { again, results } = parseArgs({ options }).values;
  const obstacle = await testPackages({ again, results });
  if (obstacle === null) return;
  if (results === undefined) console.log(`packages: skipped: ${obstacle}`);
  else writeFileSync(join(results, 'packages.obstacle'), obstacle);
}

const listFile = join(output, 'packages.json');

function builtBefore(): PackagesUnderTest {
  return JSON.parse(readFileSync(listFile, 'utf8')) as PackagesUnderTest;
}

async function buildAll(electron: ElectronFolder): Promise<PackagesUnderTest> {
  ensureBuilt();
  process.env['NODE_ENV'] = 'production';
  rmSync(output, { recursive: true, force: true });
  const program = await unpackedProgram(electron);
  const built = buildPackages(program);
  if (!built.ok) throw new Error(built.error.message);
  const packages = { ...built.value, appImage: await buildAppImage(program, electron) };
  writeFileSync(listFile, JSON.stringify(packages));
  return packages;
}

if (import.meta.main) await main();
