/**
 * The options of this start, from the command line and the environment. Chromium's own switches are ignored. What neither
 * program understands is refused, so that a mistyped option or a command of the command line does not pass for a start.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PagePlace } from '../contract/page-address.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { speechFor } from '../engine/wording/languages.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { terminalLocale } from '../host/terminal-locale.ts';
import { looksLikeLink, parseLink } from './deep-link.ts';

export interface StartOptions {
  /** Absolute; null: the platform's standard location. */
  readonly dataDirectory: string | null;
  /** The listener's port; 0: any free one; null: not given. */
  readonly port: number | null;
  /** Absolute; applied before anything is checked. */
  readonly configFile: string | null;
  /** What is shown; null: nothing, it starts in the tray. A foreign link shows nothing. */
  readonly opens: 'window' | PagePlace | null;
}

export type Start =
  | { readonly is: 'start'; readonly options: StartOptions; readonly wording: Wording }
  /** Help or version: printed, and that is all. */
  | { readonly is: 'text'; readonly text: string };

type Env = Readonly<Record<string, string | undefined>>;
type Values = Readonly<Partial<Record<OptionName, string | true>>>;
type OptionName = keyof typeof options;

const options = {
  data: { type: 'string', placeholder: 'directory' },
  port: { type: 'string', placeholder: 'number' },
  config: { type: 'string', placeholder: 'file' },
  hidden: { type: 'boolean', placeholder: null },
  help: { type: 'boolean', short: 'h', placeholder: null },
  version: { type: 'boolean', placeholder: null },
} as const;

/** @param argv the program's own arguments, without its path. */
export function readStartOptions(argv: readonly string[], env: Env): Result<Start> {
  const { wording } = speechFor(terminalLocale(env));
  const { mistakes } = wording.cli;
  const link = argv.find(looksLikeLink);
  const parsed = parseOptions(link === undefined ? argv : argv.slice(0, argv.indexOf(link)), mistakes);
  if (!parsed.ok) return fail('invalid', mistakes.seeHelp(parsed.error.message, 'vigilmon --help'));
  const values = parsed.value;
  if (values.help === true) return ok({ is: 'text', text: helpText(wording) });
  if (values.version === true) return ok({ is: 'text', text: `vigilmon ${__VIGILMON_VERSION__}` });
  if (values.data === '') return fail('invalid', mistakes.data);
  const given = values.port ?? env['VIGILMON_PORT'];
  const port = given === undefined ? null : portFrom(given);
  if (given !== undefined && port === null) return fail('invalid', mistakes.port);
  const opens = link !== undefined ? parseLink(link) : values.hidden === true ? null : 'window';
  const paths = { dataDirectory: absolute(values.data), configFile: absolute(values.config) };
  return ok({ is: 'start', options: { ...paths, port, opens }, wording });
}

function parseOptions(args: readonly string[], mistakes: Wording['cli']['mistakes']): Result<Values> {
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options });
  const values: Partial<Record<OptionName, string | true>> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') return fail('invalid', mistakes.unexpected(token.value));
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOption(name)) {
      if (isMistyped(name)) return fail('invalid', mistakes.unknownOption(rawName));
      continue;
    }
    const isLost = value === undefined || (!inlineValue && value.startsWith('-'));
    if (options[name].type === 'string' && isLost) return fail('invalid', mistakes.needsValue(rawName));
    if (options[name].type === 'boolean' && value !== undefined) return fail('invalid', mistakes.takesNoValue(rawName));
    values[name] = value ?? true;
  }
  return ok(values);
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(options, name);
}

/** Chromium has hundreds of switches, and none of them is this close to an option of ours. */
function isMistyped(name: string): boolean {
  return name.length > 2 && Object.keys(options).some((option) => editDistance(name.toLowerCase(), option) <= 2);
}

/** Levenshtein's: how many letters have to be put in, taken out or exchanged. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const exchanged = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function absolute(path: string | true | undefined): string | null {
  return typeof path === 'string' ? resolve(path) : null;
}

function portFrom(text: string | true): number | null {
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return null;
  return Number(text) <= 65_535 ? Number(text) : null;
}

function helpText({ cli, desktop }: Wording): string {
  const { synopsis, about, options: texts } = desktop.help;
  const rows = (['data', 'port', 'config', 'hidden', 'version'] as const).map((name) => {
    const { placeholder } = options[name];
    const value = placeholder === null ? '' : ` ${cli.help.placeholders[placeholder]}`;
    return [`--${name}${value}`, texts[name]] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  return [cli.help.usage(synopsis), '', about, '', ...lines].join('\n');
}
