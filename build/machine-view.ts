/**
 * A view of this machine for programs that install packages: the folders that packages write to are overlays in a mount
 * namespace, so the machine stays as it is. Needs root on Linux, and Debian's package archive.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './fresh-build.ts';

/** Where packages put files, and where package managers keep their records. */
const overlaid = ['/usr', '/etc', '/opt', '/var'];

/** By package: what has to be there before; what else is needed is installed in the view alone. */
export const viewPrograms: Readonly<Record<string, readonly string[]>> = {
  'util-linux': ['unshare', 'setpriv'],
  mount: ['mount'],
  dpkg: ['dpkg'],
  apt: ['apt-get'],
  xvfb: ['xvfb-run', 'Xvfb'],
  xauth: ['xauth'],
  'dbus-x11': ['dbus-run-session'],
  python3: ['python3'],
};

/** Installed in the view alone. The folder of fish's completions is in use then, and empty: it has to stay. */
export const rpmTools = ['rpm', 'fish'] as const;

/** Why there can be no view here; null: no reason known. */
export function obstacleToView(): string | null {
  if (process.platform !== 'linux') return 'deb and rpm are packages of Linux';
  if (process.getuid?.() !== 0) return 'only root can install packages';
  const names = Object.values(viewPrograms).flat();
  const missing = names.filter((name) => spawnSync('which', [name], { stdio: 'ignore' }).status !== 0);
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/** By the exit code with which the view ends before the command is run. */
const obstacles: Readonly<Record<number, string>> = {
  75: "Debian's package archive cannot be reached",
  76: 'folders of this machine cannot be overlaid',
};

interface ViewOptions {
  /** An empty folder for what is changed, in `upper` of each overlaid one. */
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
}

type ViewRun = { readonly exitCode: number } | { readonly obstacle: string };

export function runInView(command: readonly string[], { scratch, env }: ViewOptions): ViewRun {
  const mounts = overlaid.map((folder) => {
    const [upper, work] = ['upper', 'work'].map((name) => join(scratch, folder, name)) as [string, string];
    for (const path of [upper, work]) mkdirSync(path, { recursive: true });
    return `mount -t overlay overlay -o lowerdir=${folder},upperdir=${upper},workdir=${work} ${folder}`;
  });
  // As desktops have it: without it no AppImage can be mounted.
  const fuse = join(scratch, 'fuse');
  const device = `mknod -m 666 ${fuse} c 10 229 && mount --bind ${fuse} /dev/fuse || true`;
  const fetch = `apt-get --yes --quiet --no-install-recommends --download-only install ${rpmTools.join(' ')}`;
  const fetched = `{ ${fetch} || { apt-get update --quiet && ${fetch}; }; } > /dev/null 2>&1 || exit 75`;
  const script = [`{ ${mounts.join(' && ')}; } || exit 76`, device, fetched, 'exec "$@"'].join('\n');
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...command];
  const { status } = spawnSync('unshare', args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  const obstacle = obstacles[status ?? 1];
  return obstacle === undefined ? { exitCode: status ?? 1 } : { obstacle };
}
