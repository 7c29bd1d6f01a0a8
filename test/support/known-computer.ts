/** A computer whose contents a test defines. */
import type { Computer } from '../../electron/engine/ports.ts';

interface KnownComputer {
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  /** What programs print, by the command line or its start. */
  readonly prints?: Readonly<Record<string, string>>;
  readonly ports?: Readonly<Record<number, 'http' | 'tcp'>>;
}

export function knownComputer({ files = {}, folders = {}, prints = {}, ports = {} }: KnownComputer): Computer {
  return {
    platform: 'linux',
    home: '/home/ada',
    user: 'ada',
    uid: 1000,
    findProgram: () => 'vigilmon',
    readText: (path) => Promise.resolve(files[path] ?? null),
    list: (path) => Promise.resolve(folders[path] ?? []),
    ask(program, args) {
      const line = [program, ...args].join(' ');
      return Promise.resolve(Object.entries(prints).find(([start]) => line.startsWith(start))?.[1] ?? '');
    },
    probe: (_host, port) => Promise.resolve(ports[port] ?? null),
  };
}
