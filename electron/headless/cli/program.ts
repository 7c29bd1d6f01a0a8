/** `vigilmon` as a process: all commands but `run`, which loads as little as it can. */
import { printable } from '../../contract/plain-text.ts';
import { speechFor } from '../../engine/wording/languages.ts';
import { terminalLocale } from '../../host/terminal-locale.ts';
import type { Terminal } from '../terminal.ts';
import { run } from './run-command.ts';

/** Anything that still keeps the process alive after its work is done would keep it alive for ever. */
const drainMs = 2_000;

const terminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  // Errors quote text from outside, and each is one line.
  err: (text) => process.stderr.write(`${printable(text)}\n`),
  // 0: a terminal that does not say.
  columns: process.stdout.columns === 0 ? undefined : process.stdout.columns,
  env: process.env,
  wording: speechFor(terminalLocale(process.env)).wording,
};

/** Only long-running commands ask for it; all others end on a signal as programs do. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    // Ctrl-C reaches the whole process group, and some members pass it on: a second signal means nothing more.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
}

export async function runProgram(argv: readonly string[]): Promise<void> {
  const lost = new Set<string>();
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    // The reader of our output may close it early (`vigilmon status | head -1`); a full disk is another matter.
    if (code === 'EPIPE' || lost.has(code)) return;
    lost.add(code);
    terminal.err(`vigilmon: ${terminal.wording.cli.outputLost(code)}`);
    process.exitCode = 1;
  });
  const code = await run(argv, terminal, untilStopped);
  process.exitCode = lost.size === 0 ? code : 1;
  setTimeout(() => process.exit(), drainMs).unref();
}
