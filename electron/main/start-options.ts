/** What the command line and the environment say about this start. Chromium's own switches pass by unread. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../contract/result.ts';

export interface StartOptions {
  /** Absolute; null: the platform's usual place. */
  readonly dataDirectory: string | null;
  /** Of the ping listener; 0: any that is free. */
  readonly port: number;
  /** Start in the tray, without the window. */
  readonly isHidden: boolean;
}

export const defaultPort = 7464;

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
  const port = portFrom(values.port ?? env['VIGILMON_PORT']);
  if (port === null) return fail('invalid', '--port (or VIGILMON_PORT) is not a port: write 0 to 65535');
  return ok({ dataDirectory: data === undefined ? null : resolve(data), port, isHidden: hidden === true });
}

function portFrom(text: string | boolean | undefined): number | null {
  if (text === undefined) return defaultPort;
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return null;
  return Number(text) <= 65_535 ? Number(text) : null;
}
