/** What the command line and the environment say about this start. Chromium's own switches pass by unread. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../contract/result.ts';

export interface StartOptions {
  /** Absolute; null: the platform's usual place. */
  readonly dataDirectory: string | null;
  /** Of the listener; 0: any that is free; null: not named. */
  readonly port: number | null;
  /** Start in the tray, without the window. */
  readonly isHidden: boolean;
}

export function readStartOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<StartOptions> {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { data: { type: 'string' }, port: { type: 'string' }, hidden: { type: 'boolean' } },
  });
  const { data, hidden } = values;
  if (data !== undefined && (typeof data !== 'string' || data === '')) {
    return fail('invalid', '--data needs the path of a directory');
  }
  const given = values.port ?? env['VIGILMON_PORT'];
  const port = given === undefined ? null : portFrom(given);
  if (given !== undefined && port === null)
    return fail('invalid', '--port (or VIGILMON_PORT) is not a port: write 0 to 65535');
  return ok({ dataDirectory: data === undefined ? null : resolve(data), port, isHidden: hidden === true });
}

function portFrom(text: string | boolean): number | null {
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return null;
  return Number(text) <= 65_535 ? Number(text) : null;
}
