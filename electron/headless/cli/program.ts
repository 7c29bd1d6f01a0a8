/** `vigilmon` as a process: all commands but `run`, which loads as little as it can. */
import { printable } from '../../contract/plain-text.ts';
import { wordingFor } from '../../engine/wording/languages.ts';
import { terminalLocale } from '../../host/terminal-locale.ts';
import type { Terminal } from '../terminal.ts';
import { run } from './run-command.ts';

/** Anything that still keeps the process alive after its work is done would keep it alive for ever. */
const drainMs = 2_000;

const terminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  // Errors quote text from outside, and each is one line.
  err: (text) => process.stderr.write(`${printable(text)}\n`),
  env: process.env,
  wording: wordingFor(terminalLocale(process.env) ?? ''),
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
  // The reader of our output may close it early (`vigilmon status | head -1`).
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const code = await run(argv, terminal, untilStopped);
  process.exitCode = code;
  setTimeout(() => process.exit(code), drainMs).unref();
}
