/**
 * How the command line finds the Vigilmon that is running on a data directory. A file left behind by a crash names a
 * process that no longer exists, so the token is never sent to whatever has taken the port since.
 */
import { connectHttp } from '../client/http-client.ts';
import type { VigilmonClient } from '../contract/client.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { readRunning, readToken, type Running } from '../host/running-files.ts';

/** Null: none is running. */
export function findRunning(dataDirectory: string): Running | null {
  const running = readRunning(dataDirectory);
  return running !== null && isAlive(running.pid) ? running : null;
}

export function connectRunning(dataDirectory: string, { cli, language }: Wording): Result<VigilmonClient> {
  const running = findRunning(dataDirectory);
  const token = readToken(dataDirectory);
  if (running === null) return fail('unavailable', cli.notRunning(dataDirectory));
  if (!running.hasApi || token === null) return fail('unavailable', cli.apiOff(dataDirectory));
  return ok(connectHttp({ baseUrl: running.url, token, language, words: cli.client }));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
