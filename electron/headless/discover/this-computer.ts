/** This computer, for `vigilmon discover`. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { homedir, userInfo } from 'node:os';
import type { Computer } from './search.ts';

const askMs = 10_000;
const probeMs = 1_000;
const mostOutputBytes = 8 * 1024 * 1024;

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
    readText: (path) => otherwise<string | null>(readFile(path, 'utf8'), null),
    list: (path) => otherwise<readonly string[]>(readdir(path), []),
    ask,
    probe: async (host, port) =>
      (await respondsToHttp(host, port)) ? 'http' : (await accepts(host, port)) ? 'tcp' : null,
  };
}

/** Some of these print what they have and still fail: `systemctl` where one unit is gone. */
function ask(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: askMs, maxBuffer: mostOutputBytes, windowsHide: true };
    const child = execFile(program, [...args], options, (_error, stdout) => resolve(stdout));
    child.stdin?.end();
  });
}

function respondsToHttp(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const exchange = request({ host, port, method: 'HEAD', timeout: probeMs, agent: false }, (response) => {
      response.destroy();
      resolve(true);
    });
    exchange.once('error', () => resolve(false));
    exchange.once('timeout', () => exchange.destroy(new Error('no response in time')));
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
