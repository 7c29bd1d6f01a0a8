/** `vigilmon completion SHELL`: the script that completes commands and options, written from their usage. Pure. */
import { commandUsages, isCommandName, type CliWords, type CommandUsage, type Shell } from './usage.ts';

export function completionScript(shell: Shell, { help }: CliWords): string {
  return { bash, zsh, fish }[shell](commandsOf(help));
}

interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    readonly name: string;
    readonly text: string;
    /** Null: a switch. */
    readonly value: 'directory' | 'file' | 'other' | null;
  }[];
  readonly takesFile: boolean;
  readonly hasJob: boolean;
  /** The words that its argument may be. */
  readonly choices: readonly string[];
}

function commandsOf({ commands }: CliWords['help']): readonly Completed[] {
  return Object.keys(commandUsages)
    .filter(isCommandName)
    .map((name) => {
      const { positionals, choices = {}, optional, hasJob = false, options }: CommandUsage = commandUsages[name];
      const { summary, options: texts }: { summary: string; options: Readonly<Record<string, string>> } =
        commands[name];
      const described = Object.entries(options).map(([option, { value }]) => ({
        name: option,
        text: texts[option] ?? '',
        value: value === undefined ? null : value === 'directory' || value === 'file' ? value : ('other' as const),
      }));
      return {
        name,
        summary,
        options: described,
        takesFile: positionals.includes('file') || optional?.positional === 'directory',
        hasJob,
        choices: Object.keys(choices),
      };
    });
}

function optionsWith(command: Completed, value: 'directory' | 'file' | 'other'): readonly string[] {
  return command.options.filter((option) => option.value === value).map(({ name }) => `--${name}`);
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map((command) => {
    const words = [...command.options.map(({ name }) => `--${name}`), ...command.choices].join(' ');
    const rest = command.takesFile ? ' files=1' : '';
    return `    ${command.name}) words='${words}'${rest} ;;`;
  });
  const after = (value: 'directory' | 'file' | 'other', reply: string): readonly string[] => {
    const names = [...new Set(commands.flatMap((command) => optionsWith(command, value)))];
    return names.length === 0 ? [] : [`    ${names.join('|')}) ${reply}; return ;;`];
  };
  const jobs = commands.filter(({ hasJob }) => hasJob).map(({ name }) => name);
  return [
    '_vigilmon() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= files= i',
    '  COMPREPLY=()',
    `  if [[ \${COMP_WORDS[1]} == @(${jobs.join('|')}) ]]; then`,
    '    for ((i = 2; i < COMP_CWORD; i++)); do',
    '      if [[ ${COMP_WORDS[i]} == -- ]]; then',
    '        if declare -F _command_offset > /dev/null; then _command_offset $((i + 1)); return; fi',
    '        COMPREPLY=($(compgen -c -f -- "$cur")); return',
    '      fi',
    '    done',
    '  fi',
    '  case $prev in',
    ...after('directory', 'COMPREPLY=($(compgen -d -- "$cur"))'),
    ...after('file', 'COMPREPLY=($(compgen -f -- "$cur"))'),
    ...after('other', ':'),
    '  esac',
    '  case ${COMP_WORDS[1]} in',
    ...cases,
    '  esac',
    `  if ((COMP_CWORD == 1)); then words='${commands.map(({ name }) => name).join(' ')} --help --version'; fi`,
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '  if [[ $files ]]; then COMPREPLY+=($(compgen -f -- "$cur")); fi',
    '}',
    'complete -o filenames -F _vigilmon vigilmon',
  ].join('\n');
}

function zsh(commands: readonly Completed[]): string {
  const actions = { directory: ':directory:_directories', file: ':file:_files', other: ':value: ' } as const;
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const cases = commands.map(({ name, options, takesFile, hasJob, choices }) => {
    const given = options.map((option) => {
      const text = option.text.replaceAll(/[[\]:\\]/gu, '\\$&');
      return quoted(`--${option.name}[${text}]${option.value === null ? '' : actions[option.value]}`);
    });
    const choice = choices.length === 0 ? [] : [quoted(`1:choice:(${choices.join(' ')})`)];
    const rest = [
      ...choice,
      ...(takesFile ? [quoted('*:file:_files')] : []),
      ...(hasJob ? [quoted('1:target: '), quoted('*::command:_normal')] : []),
    ];
    return `    ${name}) _arguments ${[...given, ...rest].join(' ')} ;;`;
  });
  return [
    '#compdef vigilmon',
    '_vigilmon() {',
    '  local -a commands=(',
    ...commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`),
    '  )',
    '  if ((CURRENT == 2)); then _describe command commands; return; fi',
    '  local name=$words[2]',
    '  shift words; ((CURRENT--))',
    '  case $name in',
    ...cases,
    '  esac',
    '}',
    // The file is loaded as a function at the first use, or sourced.
    'if [[ $funcstack[1] == _vigilmon ]]; then _vigilmon "$@"; else compdef _vigilmon vigilmon; fi',
  ].join('\n');
}

function fish(commands: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;
  const names = commands.map(({ name }) => name).join(' ');
  const own = commands.flatMap(({ name, options, takesFile, hasJob, choices }) => {
    const when = quoted(`__fish_seen_subcommand_from ${name}`);
    return [
      ...options.map((option) => {
        const value = option.value === null ? '' : option.value === 'other' ? ' -x' : ' -r -F';
        return `complete -c vigilmon -n ${when} -l ${option.name}${value} -d ${quoted(option.text)}`;
      }),
      ...(choices.length === 0 ? [] : [`complete -c vigilmon -n ${when} -a ${quoted(choices.join(' '))}`]),
      ...(takesFile || hasJob ? [`complete -c vigilmon -n ${when} -F`] : []),
    ];
  });
  return [
    'complete -c vigilmon -f',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c vigilmon -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -a ${name} -d ${quoted(summary)}`,
    ),
    ...own,
  ].join('\n');
}
