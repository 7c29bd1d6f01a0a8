/** The options of this start, from the command line and the environment. Chromium's own switches are ignored. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PagePlace } from '../contract/page-address.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { wordingFor } from '../engine/wording/languages.ts';
import { terminalLocale } from '../host/terminal-locale.ts';
import { looksLikeLink, parseLink } from './deep-link.ts';

export interface StartOptions {
  /** Absolute; null: the platform's standard location. */
  readonly dataDirectory: string | null;
  /** The listener's port; 0: any free one; null: not given. */
  readonly port: number | null;
  /** What is shown; null: nothing, it starts in the tray. A foreign link shows nothing. */
  readonly opens: 'window' | PagePlace | null;
}

export function readStartOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<StartOptions> {
  const { mistakes } = wordingFor(terminalLocale(env) ?? '').cli;
  const link = argv.find(looksLikeLink);
  const { values } = parseArgs({
    args: link === undefined ? [...argv] : argv.slice(0, argv.indexOf(link)),
    strict: false,
    options: { data: { type: 'string' }, port: { type: 'string' }, hidden: { type: 'boolean' } },
  });
  const { data, hidden } = values;
  if (data !== undefined && (typeof data !== 'string' || data === '')) {
    return fail('invalid', mistakes.data);
  }
  const given = values.port ?? env['VIGILMON_PORT'];
  const port = given === undefined ? null : portFrom(given);
  if (given !== undefined && port === null) return fail('invalid', mistakes.port);
  const opens = link !== undefined ? parseLink(link) : hidden === true ? null : 'window';
  return ok({ dataDirectory: data === undefined ? null : resolve(data), port, opens });
}

function portFrom(text: string | boolean): number | null {
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return null;
  return Number(text) <= 65_535 ? Number(text) : null;
}
