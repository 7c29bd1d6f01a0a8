/** How the command line talks to the Vigilmon that is running on a data directory. */
import { connectHttp } from '../client/http-client.ts';
import type { VigilmonClient } from '../contract/client.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { errorCode } from '../host/data-directory.ts';
import { findRunning } from '../host/find-running.ts';
import { readToken, type Running } from '../host/running-files.ts';

export function connectRunning(dataDirectory: string, { cli, locale }: Wording): Result<VigilmonClient> {
  const found = read(dataDirectory);
  if (typeof found === 'string') return fail('unavailable', cli.unreadable(dataDirectory, found));
  const { running, token } = found;
  if (running === null) return fail('unavailable', cli.notRunning(dataDirectory));
  if (!running.hasApi || token === null) return fail('unavailable', cli.apiOff(dataDirectory));
  return ok(connectHttp({ baseUrl: running.url, token, languages: locale, words: cli.client }));
}

/** @returns the system's code where the directory cannot be read. */
function read(dataDirectory: string): { readonly running: Running | null; readonly token: string | null } | string {
  try {
    return { running: findRunning(dataDirectory), token: readToken(dataDirectory) };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return errorCode(error);
  }
}
