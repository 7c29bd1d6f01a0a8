/** Somebody without rights on the machine where the package is installed: with a home and a desktop of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { makePrivateDirectory, usualDataDirectory } from '../../electron/host/data-directory.ts';
import { findRunning } from '../../electron/host/find-running.ts';
import { writeHostSettings } from '../../electron/host/host-settings.ts';
import { freePort } from '../support/ports.ts';

/** `nobody`, which every Linux has. */
const uid = 65_534;
export const installedAt = '/opt/Vigilmon';
const installedProgram = /^\/opt\/Vigilmon\/vigilmon/u;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningDesktop {
  /** Of Chromium's processes, by what they are for. */
  readonly processes: (type: 'renderer') => readonly number[];
  /** Ends it as a session does. @returns its exit code. */
  readonly end: () => Promise<number | null>;
}

export interface InstalledUser {
  /** Where the program keeps the user's data. */
  readonly dataDirectory: string;
  /** By the name that is on the PATH. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<Finished>;
  readonly home: string;
  /**
   * Resolves once it receives pings.
   * @param command whose process is below `at`, as the package installs it unless given.
   */
  readonly startDesktop: (command?: readonly string[], at?: RegExp) => Promise<RunningDesktop>;
}

export async function createUser(home: string): Promise<InstalledUser> {
  const runtime = join(home, '.runtime');
  mkdirSync(runtime, { mode: 0o700 });
  const env = { HOME: home, XDG_RUNTIME_DIR: runtime, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };
  const dataDirectory = usualDataDirectory({ platform: 'linux', env, home });
  makePrivateDirectory(dataDirectory);
  // As Settings write it when the command line may reach the desktop.
  writeHostSettings(dataDirectory, {
    host: null,
    port: await freePort(),
    isApiOn: true,
    metrics: null,
    areCommandsAllowed: null,
  });
  giveAway(home);
  const as = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
  const start = (command: readonly string[]): ChildProcess =>
    spawn('setpriv', [...as, ...command], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });

  async function run(program: string, ...args: readonly string[]): Promise<Finished> {
    const child = start([program, ...args]);
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const [stdout, stderr] = await Promise.all([outputOf(child.stdout), outputOf(child.stderr)]);
    return { code: (await ended)[0], stdout, stderr };
  }

  async function startDesktop(
    command: readonly string[] = ['vigilmon-desktop'],
    at = installedProgram,
  ): Promise<RunningDesktop> {
    const child = start(['xvfb-run', '-a', 'dbus-run-session', '--', ...command]);
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const output = outputOf(child.stderr);
    child.stdout?.resume();
    const address = async (): Promise<string | undefined> => {
      if (child.exitCode !== null)
        throw new Error(`the desktop ended with ${String(child.exitCode)}:\n${await output}`);
      return findRunning(dataDirectory)?.url;
    };
    await expect.poll(address, { timeout: 60_000, interval: 250 }).toBeDefined();
    return {
      processes: (type) => desktopProcesses(at).filter((pid) => commandOf(pid).includes(` --type=${type}`)),
      async end() {
        const [main] = desktopProcesses(at).filter((pid) => !commandOf(pid).includes(' --type='));
        if (main === undefined) throw new Error('the desktop is not running');
        process.kill(main, 'SIGTERM');
        return (await ended)[0];
      },
    };
  }

  return { home, dataDirectory, run, startDesktop };
}

function giveAway(folder: string): void {
  chownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, entry), uid, uid);
}

async function outputOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream === null ? '' : text(stream);
}

/** Of this user, also when the program on the disk is another one by now. */
export function desktopProcesses(at = installedProgram): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => at.test(executableOf(pid)) && userOf(pid) === uid);
}

function executableOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${String(pid)}/exe`);
  } catch {
    return ''; // it has ended, or is the kernel's
  }
}

/** By its status: the folder of a process that keeps its memory to itself is root's. */
function userOf(pid: number): number | null {
  try {
    const [, user = ''] = /^Uid:\t(\d+)/mu.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return Number(user);
  } catch {
    return null; // it has ended
  }
}

/** Chromium's children write it as one argument. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it has ended
  }
}
