/**
 * `npm run pack`: packages for this platform in dist/packages; `npm run pack -- --dir` stops at the unpacked program.
 * Without an Electron to pack it says so in one line and fails; a package whose tool cannot be downloaded does not keep the
 * others from being built. Environment: ELECTRON_OVERRIDE_DIST_PATH, a folder with
 * the Electron to pack; VIGILMON_UPDATE_URL, the URL where the packages will be published, without which the packed
 * program does not check for updates.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Configuration } from 'electron-builder';
import { fail, ok, type Result } from '../electron/contract/result.ts';
import { notesOfThisVersion, packConfiguration, parseUpdateUrl, targetsOf } from './electron-builder.config.ts';
import { electronFolderOf, obtainElectron, type ElectronFolder } from './electron-binary.ts';
import { ensureBuilt, root } from './fresh-build.ts';
import { packLauncher } from './launcher.ts';
import { addToUpdateList, buildLinuxPackage, linuxPackagers, writeExtras } from './linux-packages.ts';

function giveUp(reason: string): never {
  process.stderr.write(`Nothing was packed: ${reason}.\n`);
  process.exit(1);
}

async function findElectronFolder(): Promise<ElectronFolder | null> {
  const binary = await obtainElectron();
  if (binary === null) return giveUp('no Electron binary (set ELECTRON_OVERRIDE_DIST_PATH, or reach its releases)');
  // macOS needs one Electron per processor, and the given one is for this one: electron-builder downloads both.
  if (process.platform === 'darwin' && process.env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined) return null;
  const folder = electronFolderOf(binary);
  return folder.ok ? folder.value : giveUp(folder.error.message);
}

const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } });
const updateUrl = parseUpdateUrl(process.env['VIGILMON_UPDATE_URL'] ?? '');
if (!updateUrl.ok) giveUp(updateUrl.error.message);
const electron = await findElectronFolder();
ensureBuilt();
process.env['NODE_ENV'] = 'production';

const settings = { electron, updateUrl: updateUrl.value, compileLauncher: packLauncher };
const together = await pack(packConfiguration(settings));
if (together.ok) {
  printFiles(together.value);
} else {
  // A build changes the configuration it is given, so each gets one of its own.
  if (values.dir) giveUp(together.error.message);
  const targets = targetsOf(() => packConfiguration(settings), process.platform);
  // Only what is built together has a common list for the updater, so each by itself is what remains after a failure.
  for (const [name, alone] of targets) {
    const packed = targets.length === 1 ? together : await pack(alone);
    if (packed.ok) printFiles(packed.value);
    else process.stderr.write(`Not packed: ${name} (${packed.error.message}).\n`);
  }
  process.exitCode = 1;
}

if (process.platform === 'linux' && !values.dir) packLinux();

/** From the program that has just been unpacked; a package that cannot be built does not keep the other from it. */
function packLinux(): void {
  const output = join(root, 'dist/packages');
  const program = join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  if (!existsSync(program)) return;
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const { version = '', description = '' } = manifest;
  const extras = join(output, '.extras');
  writeExtras(extras, { version, releasedAt: Date.now(), notes: notesOfThisVersion(), homepage: settings.updateUrl });
  const homepage = settings.updateUrl;
  const built = linuxPackagers.flatMap((packager) => {
    const options = { packager, arch: process.arch, version, description, homepage, program, extras, root };
    const packed = buildLinuxPackage(options, output);
    if (packed.ok) return [packed.value];
    process.stderr.write(`Not packed: ${packager} (${packed.error.message}).\n`);
    process.exitCode = 1;
    return [];
  });
  addToUpdateList(join(output, 'latest-linux.yml'), built);
  printFiles(built);
}

async function pack(configuration: Configuration): Promise<Result<readonly string[]>> {
  try {
    return ok(await build({ projectDir: root, config: configuration, dir: values.dir, publish: 'never' }));
  } catch (error) {
    return fail('unavailable', error instanceof Error ? error.message : String(error));
  }
}

function printFiles(files: readonly string[]): void {
  for (const file of files) process.stdout.write(`${file}\n`);
}
