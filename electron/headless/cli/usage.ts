/** Every command of `vigilmon` with what it takes: the one place that both the parser and `--help` read. */

export interface OptionUsage {
  readonly type: 'string' | 'boolean';
  /** The name of its value; absent: a switch. */
  readonly value?: string;
  readonly help: string;
}

export interface CommandUsage {
  readonly summary: string;
  /** Names of what stands behind the command; all of them are needed. */
  readonly positionals: readonly string[];
  /** What stands last, behind the options. */
  readonly follows?: string;
  readonly options: Readonly<Record<string, OptionUsage>>;
}

const data: OptionUsage = {
  type: 'string',
  value: 'DIR',
  help: 'data directory (default: the usual place of this system)',
};
const json: OptionUsage = { type: 'boolean', help: 'answer in JSON' };

export const commandUsages = {
  serve: {
    summary: 'run Vigilmon without a desktop, its window as a page',
    positionals: [],
    options: {
      data,
      port: {
        type: 'string',
        value: 'N',
        help: 'port to listen on (default: as set in the window, else 7464; 0: any that is free)',
      },
      host: {
        type: 'string',
        value: 'ADDR',
        help: 'address to listen on (default: as set in the window, else 127.0.0.1)',
      },
      config: { type: 'string', value: 'FILE', help: 'configuration file to apply at the start' },
      'no-ui': { type: 'boolean', help: 'serve pings and API only, without the page' },
    },
  },
  status: {
    summary: 'show what is up and what is down; exit code 1 if something is down',
    positionals: [],
    options: { data, json },
  },
  check: {
    summary: 'check a URL once and show its phases; exit code 1 if it fails',
    positionals: ['URL'],
    options: {
      status: { type: 'string', value: 'CODE', help: 'the status that it must answer with, else 200 to 299' },
      contains: { type: 'string', value: 'TEXT', help: 'what the body must contain, JSON white space aside' },
      json,
    },
  },
  ping: {
    summary: 'send a heartbeat ping',
    positionals: ['TOKEN-OR-URL'],
    options: {
      start: { type: 'boolean', help: 'the job has begun' },
      fail: { type: 'boolean', help: 'the job has failed' },
      log: { type: 'boolean', help: 'only a note; changes no state' },
      exit: { type: 'string', value: 'N', help: "the job's exit code: 0 is success, 1 to 255 failure" },
      data,
    },
  },
  run: {
    summary: "run a job and report its start, end, exit code and the end of its output; exit code: the job's own",
    positionals: ['TOKEN-OR-URL'],
    follows: '-- COMMAND',
    options: {
      'no-output': { type: 'boolean', help: 'keep the output of the job to yourself' },
      data,
    },
  },
  apply: {
    summary: 'apply a configuration file to the running Vigilmon (-: from stdin)',
    positionals: ['FILE'],
    options: { data, json },
  },
  export: {
    summary: 'print the configuration of the running Vigilmon, without its secrets',
    positionals: [],
    options: { data, json },
  },
} as const satisfies Readonly<Record<string, CommandUsage>>;

export type CommandName = keyof typeof commandUsages;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandUsages, name);
}

export function programHelp(): string {
  const rows = Object.entries(commandUsages).map(([name, usage]) => [synopsisOf(name, usage), usage.summary] as const);
  return [
    'Vigilmon watches web endpoints and background jobs, and says so when one breaks.',
    '',
    'Usage: vigilmon COMMAND [OPTIONS]',
    '',
    ...table(rows),
    '',
    'vigilmon COMMAND --help shows the options of a command.',
  ].join('\n');
}

export function commandHelp(name: CommandName): string {
  const usage: CommandUsage = commandUsages[name];
  const rows = Object.entries(usage.options).map(
    ([option, { value, help }]) => [`--${option}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  const { positionals, follows } = usage;
  const synopsis = [name, ...positionals, '[OPTIONS]', ...(follows === undefined ? [] : [follows])].join(' ');
  return [`Usage: vigilmon ${synopsis}`, '', usage.summary, '', ...table(rows)].join('\n');
}

function synopsisOf(name: string, { positionals, follows }: CommandUsage): string {
  return [name, ...positionals, ...(follows === undefined ? [] : [follows])].join(' ');
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
