#!/usr/bin/env node
/** The program `vigilmon`: runs the command line in this process. A job is started before anything else is loaded. */
import { becomeLauncher } from './become-launcher.ts';

const argv = becomeLauncher(process.argv.slice(2));

async function start(): Promise<void> {
  const [name, ...rest] = argv;
  // What `run` starts for itself: see run-program.ts and launcher-words.ts.
  if (name === '--deliver-spool') return (await import('./cli/spooled.ts')).deliverSpool(rest[0] ?? '');
  if (name === '--word') return word(rest);
  if (name === 'run' && (await (await import('./cli/run/run-program.ts')).runJobProgram(argv))) return;
  await (await import('./cli/program.ts')).runProgram(argv);
}

async function word(question: readonly string[]): Promise<void> {
  const { runTerminal } = await import('./cli/run/run-terminal.ts');
  const { launcherWords } = await import('./cli/run/launcher-words.ts');
  runTerminal.out(launcherWords(question, runTerminal.wording.cli));
}

start().catch(async (error: unknown) => {
  const { printable } = await import('../contract/plain-text.ts');
  process.stderr.write(`vigilmon: ${printable(error instanceof Error ? error.message : String(error))}\n`);
  process.exit(1);
});
