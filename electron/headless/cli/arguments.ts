/** From the words after `vigilmon` to what shall be done. Pure; every mistake is one sentence. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Assertion } from '../../contract/model/monitor.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { usualDataDirectory } from '../../host/data-directory.ts';
import type { ServeOptions } from '../serve.ts';
import {
  commandHelp,
  commandUsages,
  isCommandName,
  programHelp,
  type CommandName,
  type CommandUsage,
} from './usage.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Values = Readonly<Record<string, string | boolean | undefined>>;

export type PingSignal = '' | '/start' | '/fail' | '/log' | `/${number}`;

export type Command =
  | { readonly is: 'help'; readonly text: string }
  | { readonly is: 'version' }
  | { readonly is: 'serve'; readonly options: ServeOptions }
  | { readonly is: 'status'; readonly dataDirectory: string; readonly isJson: boolean }
  | {
      readonly is: 'check';
      readonly url: string;
      readonly assertions: readonly Assertion[];
      readonly isJson: boolean;
    }
  | { readonly is: 'ping'; readonly target: string; readonly signal: PingSignal; readonly dataDirectory: string }
  | {
      readonly is: 'run';
      readonly target: string;
      readonly command: readonly string[];
      readonly sendsOutput: boolean;
      readonly dataDirectory: string;
    }
  | { readonly is: 'apply'; readonly file: string; readonly dataDirectory: string; readonly isJson: boolean }
  | { readonly is: 'export'; readonly dataDirectory: string; readonly isJson: boolean };

export function parseArguments(argv: readonly string[], env: Env): Result<Command> {
  const [name, ...rest] = argv;
  if (name === undefined) return fail('invalid', `which command?\n\n${programHelp()}`);
  if (name === '--help' || name === '-h' || name === 'help') return ok({ is: 'help', text: programHelp() });
  if (name === '--version') return ok({ is: 'version' });
  if (!isCommandName(name)) return fail('invalid', `there is no command ${JSON.stringify(name)}: see vigilmon --help`);
  const { own, job } = splitJob(name, rest);
  const parsed = parseWords(name, own);
  if (!parsed.ok) return fail('invalid', `${parsed.error.message}: see vigilmon ${name} --help`);
  const { values, positionals } = parsed.value;
  if (values['help'] === true) return ok({ is: 'help', text: commandHelp(name) });
  const { positionals: wanted }: CommandUsage = commandUsages[name];
  if (positionals.length !== wanted.length) return wrongCount(name, wanted, positionals);
  if (name === 'run' && job.length === 0) return fail('invalid', '-- COMMAND is missing: see vigilmon run --help');
  const built = build(name, { values, first: positionals[0] ?? '', job, env });
  return built.ok ? built : fail('invalid', `${built.error.message}: see vigilmon ${name} --help`);
}

/** What stands behind `--` is the job's own, options included. */
function splitJob(name: CommandName, words: readonly string[]) {
  const at = name === 'run' ? words.indexOf('--') : -1;
  return at === -1 ? { own: words, job: [] } : { own: words.slice(0, at), job: words.slice(at + 1) };
}

interface Words {
  readonly values: Values;
  readonly positionals: readonly string[];
}

function parseWords(name: CommandName, args: readonly string[]): Result<Words> {
  const usage: CommandUsage = commandUsages[name];
  const types = Object.entries(usage.options).map(([option, { type }]) => [option, { type }] as const);
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } },
      }),
    );
  } catch (error) {
    // Its first sentence says it all; the rest is about writing `--` before it.
    if (error instanceof TypeError) return fail('invalid', (error.message.split('. ')[0] ?? '').replace(/\.$/, ''));
    throw error;
  }
}

function wrongCount(name: CommandName, wanted: readonly string[], given: readonly string[]): Result<never> {
  const missing = wanted[given.length];
  const problem =
    missing === undefined ? `${JSON.stringify(given[wanted.length])} is too much` : `${missing} is missing`;
  return fail('invalid', `${problem}: see vigilmon ${name} --help`);
}

interface Given {
  readonly values: Values;
  readonly first: string;
  readonly job: readonly string[];
  readonly env: Env;
}

function build(name: CommandName, { values, first, job, env }: Given): Result<Command> {
  const directory = dataDirectoryOf(values['data'], env);
  if (!directory.ok) return directory;
  const dataDirectory = directory.value;
  const isJson = values['json'] === true;
  switch (name) {
    case 'serve':
      return buildServe(values, dataDirectory, env);
    case 'check': {
      const assertions = assertionsOf(values);
      return assertions.ok ? ok({ is: name, url: first, assertions: assertions.value, isJson }) : assertions;
    }
    case 'ping': {
      const signal = signalOf(values);
      return signal.ok ? ok({ is: name, target: first, signal: signal.value, dataDirectory }) : signal;
    }
    case 'run': {
      const sendsOutput = values['no-output'] !== true;
      return ok({ is: name, target: first, command: job, sendsOutput, dataDirectory });
    }
    case 'apply':
      return ok({ is: name, file: first, dataDirectory, isJson });
    case 'status':
    case 'export':
      return ok({ is: name, dataDirectory, isJson });
  }
}

function buildServe(values: Values, dataDirectory: string, env: Env): Result<Command> {
  const givenPort = values['port'] ?? env['VIGILMON_PORT'];
  const port = givenPort === undefined ? null : wholeNumber(givenPort, 65_535);
  if (givenPort !== undefined && port === null) return fail('invalid', '--port must be a whole number from 0 to 65535');
  const { host, config } = values;
  if (host === '') return fail('invalid', '--host must be an address');
  const configFile = typeof config === 'string' ? config : null;
  const hasPage = values['no-ui'] !== true;
  return ok({
    is: 'serve',
    options: { dataDirectory, given: { host: typeof host === 'string' ? host : null, port }, configFile, hasPage },
  });
}

function dataDirectoryOf(given: string | boolean | undefined, env: Env): Result<string> {
  if (given === '') return fail('invalid', '--data must be the path of a directory');
  return ok(
    typeof given === 'string'
      ? resolve(given)
      : usualDataDirectory({ platform: process.platform, env, home: homedir() }),
  );
}

/** A text alone does not make an error page good: the status is asked for all the same. */
function assertionsOf({ status, contains }: Values): Result<readonly Assertion[]> {
  if (status !== undefined && !/^[1-5]\d\d$/.test(String(status)))
    return fail('invalid', '--status must be a status code, from 100 to 599');
  if (contains === '') return fail('invalid', '--contains must be a text');
  const ofStatus: readonly Assertion[] =
    status === undefined
      ? [
          { on: 'status', is: 'greaterThan', value: 199 },
          { on: 'status', is: 'lessThan', value: 300 },
        ]
      : [{ on: 'status', is: 'equals', value: Number(status) }];
  if (contains === undefined) return ok(status === undefined ? [] : ofStatus);
  return ok([...ofStatus, { on: 'body', is: 'contains', value: String(contains) }]);
}

function signalOf(values: Values): Result<PingSignal> {
  const given = (['start', 'fail', 'log', 'exit'] as const).filter((name) => values[name] !== undefined);
  const [only] = given;
  if (given.length > 1)
    return fail('invalid', `only one of ${given.map((name) => `--${name}`).join(' and ')} can be sent`);
  if (only === undefined) return ok('');
  if (only !== 'exit') return ok<PingSignal>(`/${only}`);
  const code = wholeNumber(values['exit'], 255);
  return code === null ? fail('invalid', '--exit must be a whole number from 0 to 255') : ok<PingSignal>(`/${code}`);
}

function wholeNumber(given: string | boolean | undefined, most: number): number | null {
  if (typeof given !== 'string' || !/^\d{1,5}$/.test(given)) return null;
  return Number(given) <= most ? Number(given) : null;
}
