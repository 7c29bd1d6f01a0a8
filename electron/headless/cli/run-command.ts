/** Runs one command. @returns the exit code: 0 success, 1 failure, 2 wrong usage. */
import { version } from '../program-files.ts';
import type { Terminal, UntilStopped } from '../terminal.ts';
import { acknowledge } from './acknowledge.ts';
import { parseArguments, type Command } from './arguments.ts';
import { completionScript } from './completion.ts';
import { apply, exportConfig } from './config.ts';
import { digest } from './digest.ts';
import { handOver } from './hand-over.ts';
import { maintenance } from './maintenance.ts';
import { mute, unmute } from './mute.ts';
import { ping } from './ping.ts';
import { status } from './status.ts';

/** @param untilStopped resolves when a long-running command should stop. */
export async function run(argv: readonly string[], terminal: Terminal, untilStopped: UntilStopped): Promise<number> {
  const parsed = parseArguments(argv, terminal.env);
  if (!parsed.ok) {
    // Without a command it goes on with the help, which is many lines.
    for (const line of `vigilmon: ${parsed.mistake(terminal.wording.cli)}`.split('\n')) terminal.err(line);
    return 2;
  }
  return runCommand(parsed.value, terminal, untilStopped);
}

async function runCommand(command: Command, terminal: Terminal, untilStopped: UntilStopped): Promise<number> {
  switch (command.is) {
    case 'help':
      terminal.out(command.text(terminal.wording.cli, terminal.columns));
      return 0;
    case 'version':
      terminal.out(`vigilmon ${version}`);
      return 0;
    // Loads the engine only where it is needed, to keep the other commands fast.
    case 'serve':
      return (await import('../serve.ts')).serve(command.options, terminal, untilStopped);
    case 'ack':
      return acknowledge(command, terminal);
    case 'mute':
      return mute(command, terminal);
    case 'unmute':
      return unmute(command, terminal);
    case 'maintenance':
      return maintenance(command, terminal);
    case 'check':
      return (await import('./check.ts')).check(command, terminal);
    case 'status':
      return status(command, terminal);
    case 'digest':
      return digest(command, terminal);
    case 'ping':
      return ping(command, terminal);
    case 'run':
      return (await import('./run/run-program.ts')).runJob(command);
    case 'apply':
      return apply(command, terminal);
    case 'discover':
      return (await import('./discover.ts')).discover(command, terminal);
    case 'completion':
      terminal.out(completionScript(command.shell, terminal.wording.cli));
      return 0;
    case 'export':
      return exportConfig(command, terminal);
    case 'hand-over':
      return handOver(command, terminal);
  }
}
