/**
 * Where container engines listen: `DOCKER_HOST` and `CONTAINER_HOST` as their own clients read them, then the usual
 * places of Docker, rootless Docker, Docker Desktop and Podman.
 */
import { join } from 'node:path';

export interface Place {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The first that exists is asked. */
export function usualSockets({ platform, env, home }: Place): readonly string[] {
  const given = [env['DOCKER_HOST'], env['CONTAINER_HOST']].flatMap((address) => socketOf(address ?? '') ?? []);
  if (platform === 'win32') {
    return [...given, String.raw`\\.\pipe\docker_engine`, String.raw`\\.\pipe\podman-machine-default`];
  }
  const runtime = env['XDG_RUNTIME_DIR'];
  const own = runtime === undefined ? [] : [join(runtime, 'docker.sock'), join(runtime, 'podman/podman.sock')];
  return [
    ...given,
    '/var/run/docker.sock',
    ...own,
    join(home, '.docker/run/docker.sock'),
    join(home, '.local/share/containers/podman/machine/podman.sock'),
    '/run/podman/podman.sock',
  ];
}

/** `unix:///run/docker.sock`, `npipe:////./pipe/docker_engine`; null: not on this computer. */
function socketOf(address: string): string | null {
  const [, unix] = /^unix:\/\/(\/.+)$/u.exec(address) ?? [];
  if (unix !== undefined) return unix;
  const [, pipe] = /^npipe:\/\/(\/\/.+)$/u.exec(address) ?? [];
  return pipe?.replaceAll('/', '\\') ?? null;
}
