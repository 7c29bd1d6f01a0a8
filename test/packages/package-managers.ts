/** The package managers of Debian and Fedora, as far as a person uses them for one package. */
import { rmSync } from 'node:fs';
import type { LinuxPackager } from '../../build/linux-packages.ts';
import { rpmTools } from '../../build/machine-view.ts';
import { runProgram, type Finished } from '../support/real-programs.ts';

interface PackageManager {
  /** Installs what the package depends on. */
  readonly prepare: (file: string) => Promise<void>;
  /** Installs the package, or updates it. */
  readonly install: (file: string) => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
  /** Null: it is not installed. */
  readonly installedVersion: () => Promise<string | null>;
}

export const packageManagers: Readonly<Record<LinuxPackager, PackageManager>> = {
  deb: {
    async prepare(file) {
      // Else each step indexes all manuals of the machine.
      rmSync('/var/lib/man-db/auto-update', { force: true });
      const depends = await run('dpkg-deb', '--field', file, 'Depends');
      await installPackages(depends.split(',').map((name) => name.trim()));
    },
    install: (file) => run('dpkg', '--install', file),
    remove: () => run('dpkg', '--purge', 'vigilmon'),
    async installedVersion() {
      const format = '--showformat=${db:Status-Status} ${Version}';
      const { code, output } = await runProgram('dpkg-query', ['--show', format, 'vigilmon']);
      const [state, version = ''] = output.split(' ');
      return code === 0 && state === 'installed' ? version : null;
    },
  },
  rpm: {
    prepare: () => installPackages(rpmTools),
    // Its dependencies are named as Fedora names them.
    install: (file) => run('rpm', ...database, '--upgrade', '--nodeps', file),
    remove: () => run('rpm', ...database, '--erase', 'vigilmon'),
    async installedVersion() {
      const args = [...database, '--query', '--queryformat=%{VERSION}', 'vigilmon'];
      const { code, output } = await runProgram('rpm', args);
      return code === 0 ? output : null;
    },
  },
};

/** Debian's own place for it is in the home of root, where it would stay. */
const database = ['--dbpath', '/var/lib/rpm'];

/** From Debian's archive. */
export async function installPackages(names: readonly string[]): Promise<void> {
  const args = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '--yes', '--quiet', '--no-install-recommends', 'install'];
  const install = (): Promise<Finished> => runProgram('env', [...args, ...names]);
  if ((await install()).code === 0) return;
  await run('apt-get', 'update', '--quiet');
  const { code, output } = await install();
  if (code !== 0) throw new Error(`apt-get cannot install ${names.join(', ')}:\n${output}`);
}

/** @returns what it prints. */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { code, output } = await runProgram(program, args);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${String(code)}:\n${output}`);
  return output;
}
