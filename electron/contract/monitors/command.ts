/** A command of this computer, such as a Nagios plugin. It runs only where the host allows commands. */
import { argv, assertions, choice, optional, text, variables } from '../fields/field.ts';
import { problem, type Problem } from '../problems.ts';
import { commandLine, splitWords } from './command-line.ts';
import { completeProbed, defineMonitor, localFields, probedProblems } from './definition.ts';

/** `nagios`: 0 passes, 1 is degraded, 2 fails, anything else cannot tell. `exit`: 0 passes, anything else fails. */
const commandResults = ['nagios', 'exit'] as const;

const longestTarget = 200;

export const command = defineMonitor({
  kind: 'command',
  version: 1,
  observedBy: 'probe',
  fields: {
    /** The program and its arguments. No shell reads them. */
    command: argv(),
    results: choice(commandResults, 'nagios'),
    /** Null: the home directory. */
    cwd: optional(text({ longest: 4_096, placeholder: '/srv/checks' })),
    /** Added to a minimal environment. */
    env: variables(),
    ...localFields,
    assertions: assertions(['output', 'responseTime']),
  },
  rarely: ['cwd', 'env'],
  addressWords: ['command'],
  fromAddress(typed) {
    const words = /^command:/iu.test(typed) ? splitWords(typed.slice('command:'.length)) : null;
    return words === null || words.length === 0 ? null : { command: words };
  },
  target: ({ command: words }) => `command:${commandLine(words)}`.slice(0, longestTarget),
  shownTarget: ({ command: words }) => commandLine(words).slice(0, longestTarget),
  hostOf: () => null,
  // Another argument may be enough to send a variable elsewhere.
  origin: ({ command: words }) => ({ scheme: `command:${JSON.stringify(words)}`, host: '', port: 0 }),
  defaultName: ({ command: words = [] }) => programName(words[0] ?? ''),
  unnamed: 'Command',
  figures: [],
  hasPhases: false,
  complete: completeProbed,
  problems(values) {
    const found: Record<string, Problem> = { ...probedProblems(values) };
    values.command.forEach((word, index) => {
      if (word.includes('\0')) found[`command.${String(index)}`] = problem('control-characters');
    });
    if (values.command[0]?.trim() === '') found['command.0'] = problem('empty');
    return found;
  },
});

function programName(path: string): string {
  return path.split(/[\\/]/u).at(-1)?.trim() ?? '';
}
