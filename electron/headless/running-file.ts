/** How the command line talks to the Vigilmon that is running on a data directory. */
import { connectHttp } from '../client/http-client.ts';
import type { VigilmonClient } from '../contract/client.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { findRunning } from '../host/find-running.ts';
import { readToken } from '../host/running-files.ts';

export function connectRunning(dataDirectory: string, { cli, language }: Wording): Result<VigilmonClient> {
  const running = findRunning(dataDirectory);
  const token = readToken(dataDirectory);
  if (running === null) return fail('unavailable', cli.notRunning(dataDirectory));
  if (!running.hasApi || token === null) return fail('unavailable', cli.apiOff(dataDirectory));
  return ok(connectHttp({ baseUrl: running.url, token, language, words: cli.client }));
}
