#!/usr/bin/env node
/** The program `vigilmon`: runs the command line in this process. */
import { run } from './cli/run.ts';
import { wordingFor } from '../engine/wording/languages.ts';
import { terminalLocale } from '../host/terminal-locale.ts';
import { printable } from '../contract/plain-text.ts';
import type { Terminal } from './terminal.ts';

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

// The reader of our output may close it early (`vigilmon status | head -1`).
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Anything that still keeps the process alive after its work is done would keep it alive for ever. */
const drainMs = 2_000;

run(process.argv.slice(2), terminal, untilStopped)
  .catch((error: unknown) => {
    terminal.err(`vigilmon: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  })
  .then((code) => {
    process.exitCode = code;
    setTimeout(() => process.exit(code), drainMs).unref();
  })
  .catch(() => process.exit(1));
