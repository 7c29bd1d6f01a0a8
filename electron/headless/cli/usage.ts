/** Every command of `vigilmon` and its options, for both the parser and `--help`. */
import type { Wording } from '../../engine/wording/wording.ts';
import type { MaintenanceAction } from './maintenance-request.ts';

export type CliWords = Wording['cli'];
/** A text in the reader's language. */
export type Saying = (words: CliWords) => string;
type Placeholder = keyof CliWords['help']['placeholders'];

export interface OptionUsage {
  readonly type: 'string' | 'boolean';
  /** Placeholder of its value; absent for a switch. */
  readonly value?: Placeholder;
}

export interface CommandUsage {
  /** Positional arguments; all are required. */
  readonly positionals: readonly Placeholder[];
  /** What the first argument may be, each with the arguments that follow it. */
  readonly choices?: Readonly<Record<string, readonly Placeholder[]>>;
  /** One more, required with this option alone. */
  readonly optional?: { readonly positional: Placeholder; readonly with: string };
  /** Whether a command line follows after `--`. */
  readonly hasJob?: boolean;
  readonly options: Readonly<Record<string, OptionUsage>>;
}

/** Those that `vigilmon completion` can write a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const flag: OptionUsage = { type: 'boolean' };
const data: OptionUsage = { type: 'string', value: 'directory' };
const json = flag;
const covers = {
  all: flag,
  monitors: { type: 'string', value: 'ids' },
  tags: { type: 'string', value: 'tags' },
} satisfies Readonly<Record<string, OptionUsage>>;

type Commands = CliWords['help']['commands'];

export type CommandName = keyof Commands;

/** The line of help of each option. */
type Usages = {
  readonly [Name in CommandName]: CommandUsage & {
    readonly options: Readonly<Record<keyof Commands[Name]['options'], OptionUsage>>;
  };
};

export const commandUsages: Usages = {
  serve: {
    positionals: [],
    options: {
      data,
      port: { type: 'string', value: 'number' },
      host: { type: 'string', value: 'address' },
      config: { type: 'string', value: 'file' },
      'no-ui': flag,
      'allow-commands': flag,
    },
  },
  status: { positionals: [], options: { data, json } },
  digest: { positionals: [], options: { data, json } },
  ack: { positionals: ['id'], options: { note: { type: 'string', value: 'text' }, data, json } },
  mute: {
    positionals: [],
    options: {
      ...covers,
      duration: { type: 'string', value: 'duration' },
      until: { type: 'string', value: 'time' },
      'until-recovery': flag,
      data,
      json,
    },
  },
  unmute: { positionals: [], options: { ...covers, data, json } },
  maintenance: {
    positionals: ['action'],
    choices: { list: [], start: [], end: ['id'], add: [] } satisfies Record<MaintenanceAction, readonly Placeholder[]>,
    options: {
      ...covers,
      name: { type: 'string', value: 'text' },
      duration: { type: 'string', value: 'duration' },
      from: { type: 'string', value: 'time' },
      to: { type: 'string', value: 'time' },
      days: { type: 'string', value: 'days' },
      cron: { type: 'string', value: 'line' },
      timezone: { type: 'string', value: 'zone' },
      data,
      json,
    },
  },
  check: {
    positionals: ['target'],
    options: { status: { type: 'string', value: 'code' }, contains: { type: 'string', value: 'text' }, json },
  },
  ping: {
    positionals: ['tokenOrUrl'],
    options: { start: flag, fail: flag, log: flag, exit: { type: 'string', value: 'number' }, data },
  },
  run: {
    positionals: ['tokenOrUrl'],
    hasJob: true,
    options: {
      timeout: { type: 'string', value: 'duration' },
      'ok-codes': { type: 'string', value: 'codes' },
      retries: { type: 'string', value: 'number' },
      message: { type: 'string', value: 'text' },
      'no-start': flag,
      'no-output': flag,
      data,
    },
  },
  apply: { positionals: ['file'], options: { data, json } },
  export: {
    positionals: [],
    optional: { positional: 'directory', with: 'to' },
    options: { to: { type: 'string', value: 'format' }, force: flag, data, json },
  },
  discover: { positionals: [], options: { data, json } },
  completion: {
    positionals: ['shell'],
    choices: { bash: [], zsh: [], fish: [] } satisfies Record<Shell, unknown>,
    options: {},
  },
};

export const commandNames = Object.keys(commandUsages);

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandUsages, name);
}

/** @param columns of the terminal; infinite: there is none, and a line stays whole for whoever searches it. */
export function programHelp({ help }: CliWords, columns = Infinity): string {
  const { anyCommand, anyOptions } = help.placeholders;
  const rows = commandNames
    .filter(isCommandName)
    .map((name) => [synopsisOf(name, help), help.commands[name].summary] as const);
  return [help.about, '', help.usage(`${anyCommand} ${anyOptions}`), '', ...table(rows, columns), '', help.more].join(
    '\n',
  );
}

export function commandHelp(name: CommandName, words: CliWords, columns = Infinity): string {
  const { help } = words;
  const synopsis = synopsisOf(name, help, [help.placeholders.anyOptions]);
  const rows = commandRows(name, words);
  return [
    help.usage(synopsis),
    '',
    ...wrapped(help.commands[name].summary, columns),
    ...(rows.length === 0 ? [] : ['', ...table(rows, columns)]),
  ].join('\n');
}

/** Each option with its placeholder, and what it does. */
export function commandRows(name: CommandName, { help }: CliWords): readonly (readonly [string, string])[] {
  const { options }: CommandUsage = commandUsages[name];
  const { options: texts }: { readonly options: Readonly<Record<string, string>> } = help.commands[name];
  return Object.entries(options).map(([option, { value }]) => {
    const named = value === undefined ? `--${option}` : `--${option} ${help.placeholders[value]}`;
    return [named, texts[option] ?? ''] as const;
  });
}

export function synopsisOf(
  name: CommandName,
  { placeholders }: CliWords['help'],
  options: readonly string[] = [],
): string {
  const { positionals, choices = {}, optional, hasJob }: CommandUsage = commandUsages[name];
  const following = new Set(Object.values(choices).flat());
  const given = [
    ...positionals.map((each) => placeholders[each]),
    ...Array.from(following, (each) => `[${placeholders[each]}]`),
    ...(optional === undefined ? [] : [`[--${optional.with} … ${placeholders[optional.positional]}]`]),
  ];
  return [name, ...given, ...options, ...(hasJob === true ? ['--', placeholders.command] : [])].join(' ');
}

/** Beside less room, what it does stands below. */
const leastBeside = 24;

function table(rows: readonly (readonly [string, string])[], columns: number): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  const room = columns - width - 4;
  return rows.flatMap(([left, right]) => {
    if (room < leastBeside) return [`  ${left}`, ...wrapped(right, columns - 6).map((line) => `      ${line}`)];
    return wrapped(right, room).map((line, at) => `  ${(at === 0 ? left : '').padEnd(width)}  ${line}`);
  });
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length === 0 || longer.length > columns) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
