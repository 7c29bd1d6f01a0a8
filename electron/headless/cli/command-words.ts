/** Sorts the words after a command's name into options and positional arguments. Pure. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Values } from './covers.ts';
import { commandUsages, type CommandName, type CommandUsage, type OptionUsage, type Saying } from './usage.ts';

export interface Words {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly unknownOptions: readonly string[];
  /** Words after an option that does not exist: its value, or a positional argument. */
  readonly doubtful: readonly string[];
  /** The first one. */
  readonly mistake: Saying | null;
}

/** The parser's strict mode reports mistakes in English only. */
export function parseWords(name: CommandName, args: readonly string[]): Words {
  const { options }: CommandUsage = commandUsages[name];
  const types = Object.entries(options).map(([option, { type }]) => [option, { type }] as const);
  const known: NonNullable<ParseArgsConfig['options']> = {
    ...Object.fromEntries(types),
    help: { type: 'boolean', short: 'h' },
  };
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options: known });
  const typeOf = (option: string) => (Object.hasOwn(known, option) ? (known[option]?.type ?? null) : null);
  const values: Record<string, string | boolean> = {};
  const [positionals, doubtful, unknownOptions]: [string[], string[], string[]] = [[], [], []];
  const mistakes: Saying[] = [];
  let isAfterUnknown = false;
  for (const token of tokens) {
    if (token.kind === 'positional') (isAfterUnknown ? doubtful : positionals).push(token.value);
    isAfterUnknown = false;
    if (token.kind !== 'option') continue;
    const type = typeOf(token.name);
    const mistake = optionMistake(token, type);
    if (mistake === null) values[token.name] = token.value ?? true;
    else mistakes.push(mistake);
    if (type !== null) continue;
    unknownOptions.push(token.rawName);
    isAfterUnknown = token.value === undefined;
  }
  return { values, positionals, doubtful, unknownOptions, mistake: mistakes[0] ?? null };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionMistake({ rawName, value, inlineValue }: OptionToken, type: OptionUsage['type'] | null): Saying | null {
  if (type === null) return ({ mistakes }) => mistakes.unknownOption(rawName);
  if (type === 'boolean') return value === undefined ? null : ({ mistakes }) => mistakes.takesNoValue(rawName);
  // An option without its value is followed by the next option.
  const isLost = value === undefined || (inlineValue !== true && /^-./.test(value));
  return isLost ? ({ mistakes }) => mistakes.needsValue(rawName) : null;
}
