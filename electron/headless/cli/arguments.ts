/**
 * Parses the arguments after `vigilmon` into a command. Pure. A mistake is one sentence of the reader's wording, which is
 * asked for only then: a job is started before any wording is loaded.
 */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseExitCode } from '../../contract/exit-code.ts';
import { handoverTargets } from '../../contract/handover.ts';
import { usualDataDirectory } from '../../host/data-directory.ts';
import type { ServeOptions } from '../serve.ts';
import type { ExportOptions } from './config.ts';
import { parseWords, type Words } from './command-words.ts';
import type { HandOverOptions } from './hand-over.ts';
import type { Values } from './covers.ts';
import type { MaintenanceOptions } from './maintenance.ts';
import { maintenanceActions, readMaintenance } from './maintenance-request.ts';
import type { MuteOptions, UnmuteOptions } from './mute.ts';
import { readMute, readMuteScopes } from './mute-request.ts';
import { nearest } from './nearest.ts';
import type { RunJobOptions } from './run/run-job.ts';
import { readRunOptions } from './run/run-options.ts';
import {
  commandHelp,
  commandNames,
  commandUsages,
  isCommandName,
  programHelp,
  shells,
  type CommandName,
  type CommandUsage,
  type Saying,
  type Shell,
} from './usage.ts';

type Env = Readonly<Record<string, string | undefined>>;

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistake: Saying };

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value });
const fail = (mistake: Saying): Parsed<never> => ({ ok: false, mistake });

export type PingSignal = '' | '/start' | '/fail' | '/log' | `/${number}`;

export type Command =
  | { readonly is: 'help'; readonly text: typeof programHelp }
  | { readonly is: 'version' }
  | { readonly is: 'serve'; readonly options: ServeOptions }
  | { readonly is: 'status' | 'digest'; readonly dataDirectory: string; readonly isJson: boolean }
  | {
      readonly is: 'ack';
      /** Of an incident, or of a monitor that is down. */
      readonly id: string;
      readonly note: string | null;
      readonly dataDirectory: string;
      readonly isJson: boolean;
    }
  | ({ readonly is: 'mute' } & MuteOptions)
  | ({ readonly is: 'unmute' } & UnmuteOptions)
  | ({ readonly is: 'maintenance' } & MaintenanceOptions)
  | {
      readonly is: 'check';
      /** An address of any kind of monitor that is probed. */
      readonly target: string;
      /** Expected; null: the default of the kind. */
      readonly status: number | null;
      /** Expected in the response. */
      readonly contains: string | null;
      readonly isJson: boolean;
    }
  | { readonly is: 'ping'; readonly target: string; readonly signal: PingSignal; readonly dataDirectory: string }
  | ({ readonly is: 'run' } & RunJobOptions)
  | { readonly is: 'apply'; readonly file: string; readonly dataDirectory: string; readonly isJson: boolean }
  | { readonly is: 'discover'; readonly dataDirectory: string; readonly isJson: boolean }
  | { readonly is: 'completion'; readonly shell: Shell }
  | { readonly is: 'export'; readonly dataDirectory: string; readonly isJson: boolean }
  | ({ readonly is: 'hand-over' } & HandOverOptions);

export function parseArguments(argv: readonly string[], env: Env): Parsed<Command> {
  const [name, ...rest] = argv;
  if (name === undefined) return fail((words) => `${words.mistakes.noCommand}\n\n${programHelp(words)}`);
  if (name === '--help' || name === '-h' || name === 'help') return ok({ is: 'help', text: programHelp });
  if (name === '--version') return ok({ is: 'version' });
  const seeHelp = (mistake: Saying, help: string) => fail((words) => words.mistakes.seeHelp(mistake(words), help));
  if (!isCommandName(name))
    return seeHelp(({ mistakes }) => mistakes.noSuchCommand(name, nearest(name, commandNames)), 'vigilmon --help');
  const parsed = parseCommand(name, rest, env);
  return parsed.ok ? parsed : seeHelp(parsed.mistake, `vigilmon ${name} --help`);
}

function parseCommand(name: CommandName, given: readonly string[], env: Env): Parsed<Command> {
  const { own, job } = splitJob(name, given);
  const words = parseWords(name, own);
  const { values, positionals, mistake } = words;
  if (mistake === null && values['help'] === true) {
    return ok({ is: 'help', text: (words, columns) => commandHelp(name, words, columns) });
  }
  if (name === 'run') return buildRun(words, job, env);
  if (mistake !== null) return fail(mistake);
  const wanted = wantedPositionals(name, values, positionals[0]);
  const missing = wanted[positionals.length];
  const unexpected = positionals[wanted.length];
  if (missing !== undefined) return fail(({ mistakes, help }) => mistakes.missing(help.placeholders[missing]));
  if (unexpected !== undefined) return fail(({ mistakes }) => mistakes.unexpected(unexpected));
  return build(name, { values, first: positionals[0] ?? '', second: positionals[1] ?? '', env });
}

function wantedPositionals(name: CommandName, values: Values, first = ''): CommandUsage['positionals'] {
  const { positionals, choices = {}, optional }: CommandUsage = commandUsages[name];
  const following = Object.hasOwn(choices, first) ? (choices[first] ?? []) : [];
  const last = optional === undefined || values[optional.with] === undefined ? [] : [optional.positional];
  return [...positionals, ...following, ...last];
}

/** Everything after `--` belongs to the job, options included. */
function splitJob(name: CommandName, words: readonly string[]) {
  const at = name === 'run' ? words.indexOf('--') : -1;
  return at === -1 ? { own: words, job: [] } : { own: words.slice(0, at), job: words.slice(at + 1) };
}

/**
 * A mistake never keeps the job from running; without `--`, or with words of a command before it, there is no saying what
 * the job is. All options of `run` are long, so a short one is a command's.
 */
function buildRun(given: Words, job: readonly string[], env: Env): Parsed<Command> {
  const { values, positionals, doubtful, unknownOptions, mistake } = given;
  const [target = doubtful[0], wordOfJob] = positionals;
  const ofJob = wordOfJob ?? unknownOptions.find((option) => !option.startsWith('--'));
  if (ofJob !== undefined) return fail(({ mistakes }) => mistakes.beforeJob(ofJob));
  if (job.length === 0) {
    return fail(
      mistake ??
        (({ mistakes, help: { placeholders } }) =>
          mistakes.missing(target === undefined ? placeholders.tokenOrUrl : `-- ${placeholders.command}`)),
    );
  }
  const directory = dataDirectoryOf(values['data'], env);
  const read = readRunOptions(values);
  const wrong = read.mistake;
  return ok({
    is: 'run',
    target: target ?? '',
    command: job,
    options: read.options,
    mistake: mistake ?? (wrong === null ? null : ({ mistakes }) => mistakes[wrong]),
    dataDirectory: directory,
  });
}

interface Given {
  readonly values: Values;
  readonly first: string;
  readonly second: string;
  readonly env: Env;
}

function build(name: Exclude<CommandName, 'run'>, { values, first, second, env }: Given): Parsed<Command> {
  const { data } = values;
  if (data === '') return fail(({ mistakes }) => mistakes.data);
  const dataDirectory = dataDirectoryOf(data, env);
  const isJson = values['json'] === true;
  switch (name) {
    case 'serve':
      return buildServe(dataDirectory, { values, env });
    case 'check':
      return buildCheck(first, values);
    case 'ping': {
      const signal = signalOf(values);
      return signal.ok ? ok({ is: name, target: first, signal: signal.value, dataDirectory }) : signal;
    }
    case 'ack':
      return ok({ is: name, id: first, note: textOf(values['note']), dataDirectory, isJson });
    case 'mute': {
      const request = readMute(values);
      if (typeof request === 'string') return fail(({ mistakes }) => mistakes.mute[request]);
      if (!('scopes' in request)) return fail(({ mistakes }) => mistakes.onlyOne(request));
      return ok({ is: name, request, dataDirectory, isJson });
    }
    case 'unmute': {
      const scopes = readMuteScopes(values);
      return scopes === null
        ? fail(({ mistakes }) => mistakes.mute.covers)
        : ok({ is: name, scopes, dataDirectory, isJson });
    }
    case 'maintenance': {
      const action = maintenanceActions.find((known) => known === first);
      const request = action === undefined ? 'maintenanceAction' : readMaintenance(action, second, values);
      if (typeof request === 'string') return fail(({ mistakes }) => mistakes[request]);
      return ok({ is: name, request, dataDirectory, isJson });
    }
    case 'apply':
      return ok({ is: name, file: first, dataDirectory, isJson });
    case 'completion': {
      const shell = shells.find((known) => known === first);
      return shell === undefined ? fail(({ mistakes }) => mistakes.shell) : ok({ is: name, shell });
    }
    case 'export':
      return buildExport({ dataDirectory, isJson }, first, values);
    case 'status':
    case 'digest':
    case 'discover':
      return ok({ is: name, dataDirectory, isJson });
  }
}

function buildExport(common: ExportOptions, directory: string, { to, force }: Values): Parsed<Command> {
  if (to === undefined) {
    return force === true ? fail(({ mistakes }) => mistakes.forceWithoutTo) : ok({ is: 'export', ...common });
  }
  const target = handoverTargets.find((known) => known === to);
  if (target === undefined) return fail(({ mistakes }) => mistakes.exportTo(handoverTargets));
  if (directory === '') return fail(({ mistakes }) => mistakes.exportDirectory);
  return ok({ is: 'hand-over', ...common, to: target, directory: resolve(directory), isForced: force === true });
}

function textOf(given: string | boolean | undefined): string | null {
  return typeof given === 'string' ? given : null;
}

type ServeGiven = Pick<Given, 'values' | 'env'>;

function buildServe(dataDirectory: string, { values, env }: ServeGiven): Parsed<Command> {
  const givenPort = values['port'] ?? env['VIGILMON_PORT'];
  const port = givenPort === undefined ? null : wholeNumber(givenPort, 65_535);
  if (givenPort !== undefined && port === null) return fail(({ mistakes }) => mistakes.port);
  const { host, config } = values;
  if (host === '') return fail(({ mistakes }) => mistakes.host);
  const configFile = typeof config === 'string' ? config : null;
  const hasPage = values['no-ui'] !== true;
  const allowsCommands = values['allow-commands'] === true;
  const given = { host: typeof host === 'string' ? host : null, port };
  return ok({
    is: 'serve',
    options: { dataDirectory, given, configFile, hasPage, allowsCommands },
  });
}

function dataDirectoryOf(given: string | boolean | undefined, env: Env): string {
  return typeof given === 'string' && given !== ''
    ? resolve(given)
    : usualDataDirectory({ platform: process.platform, env, home: homedir() });
}

function buildCheck(target: string, values: Values): Parsed<Command> {
  const { status, contains } = values;
  if (status !== undefined && !/^[1-9]\d\d$/.test(String(status))) return fail(({ mistakes }) => mistakes.status);
  if (contains === '') return fail(({ mistakes }) => mistakes.contains);
  return ok({
    is: 'check',
    target,
    status: status === undefined ? null : Number(status),
    contains: textOf(contains),
    isJson: values['json'] === true,
  });
}

function signalOf(values: Values): Parsed<PingSignal> {
  const given = (['start', 'fail', 'log', 'exit'] as const).filter((name) => values[name] !== undefined);
  const [only] = given;
  if (given.length > 1) return fail(({ mistakes }) => mistakes.onlyOne(given.map((name) => `--${name}`)));
  if (only === undefined) return ok('');
  if (only !== 'exit') return ok<PingSignal>(`/${only}`);
  const code = parseExitCode(String(values['exit']));
  return code === null ? fail(({ mistakes }) => mistakes.exit) : ok<PingSignal>(`/${code}`);
}

function wholeNumber(given: string | boolean | undefined, most: number): number | null {
  if (typeof given !== 'string' || !/^\d{1,5}$/.test(given)) return null;
  return Number(given) <= most ? Number(given) : null;
}
