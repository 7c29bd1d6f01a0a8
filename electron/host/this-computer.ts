/** This computer, as discovery searches it. */
import { execFile } from 'node:child_process';
import { open, opendir } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { homedir, userInfo } from 'node:os';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { commandLine } from '../contract/monitors/command-line.ts';
import type { Computer } from '../engine/ports.ts';

const askMs = 10_000;
const probeMs = 1_000;
const mostOutputBytes = 8 * 1024 * 1024;
const mostFileBytes = 1024 * 1024;
const mostNames = 1_000;

/** A missing program, a folder that cannot be read: there is nothing to be found then. */
async function otherwise<T>(found: Promise<T>, nothing: T): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return nothing;
    throw error;
  }
}

export function thisComputer(): Computer {
  const { username, uid } = userInfo();
  return {
    platform: process.platform,
    home: homedir(),
    user: username,
    uid,
    findProgram: () => findProgram(process.env['PATH'] ?? ''),
    readText: (path) => otherwise<string | null>(readStart(path), null),
    list: (path) => otherwise<readonly string[]>(namesIn(path), []),
    ask,
    probe: async (host, port) =>
      (await respondsToHttp(host, port)) ? 'http' : (await accepts(host, port)) ? 'tcp' : null,
  };
}

/** cron looks nowhere else; tasks of Windows have the PATH of their user. */
const foundBySchedulers: readonly string[] = ['/usr/bin', '/bin'];

/** @param path the user's; programs of a desktop may have a shorter one than its terminals. */
export function findProgram(path: string, home = homedir()): string {
  const name = 'vigilmon';
  if (process.platform === 'win32') return name;
  const folders = [...path.split(':'), join(home, '.local/bin'), '/usr/local/bin', join(home, 'bin')];
  const found = folders.filter(isAbsolute).find((folder) => isProgram(join(folder, name)));
  return found === undefined || foundBySchedulers.includes(found) ? name : commandLine([join(found, name)]);
}

/** An AppImage puts its mount on the PATH of its program, which has the name of the command line and is gone when it ends. */
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() && realpathSync(path) !== process.execPath;
  } catch {
    return false; // it is not there, or for others
  }
}

/** Null: no plain file. Opened without waiting, as a named pipe has nobody who writes. */
async function readStart(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) return null;
    const chunks: Buffer[] = [];
    // The size of files in /proc is 0.
    for await (const chunk of file.createReadStream({ end: mostFileBytes - 1, autoClose: false })) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    await file.close();
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(path)) {
    names.push(name);
    if (names.length === mostNames) break;
  }
  return names.sort();
}

/** Some of these print what they have and still fail: `systemctl` where one unit is gone. */
function ask(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: askMs, killSignal: 'SIGKILL', maxBuffer: mostOutputBytes, windowsHide: true } as const;
    const child = execFile(program, [...args], options, (_error, stdout) => resolve(stdout));
    child.stdin?.end();
  });
}

function respondsToHttp(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(probeMs);
    const exchange = request({ host, port, method: 'HEAD', signal, agent: false }, (response) => {
      response.destroy();
      resolve(true);
    });
    // More than one may follow on a response that is given up.
    exchange.on('error', () => resolve(false));
    exchange.end();
  });
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: probeMs });
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
