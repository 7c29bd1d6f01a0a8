#!/usr/bin/env node
/** The program `vigilmon`: hands the process over to the command line. */
import { run } from './cli/run.ts';
import { wordingFor } from '../engine/wording/languages.ts';
import { terminalLocale } from '../host/terminal-locale.ts';
import { printable } from '../contract/plain-text.ts';
import type { Terminal } from './terminal.ts';

const terminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  // Errors repeat what others wrote, and each is one line.
  err: (text) => process.stderr.write(`${printable(text)}\n`),
  env: process.env,
  wording: wordingFor(terminalLocale(process.env) ?? ''),
};

/** Asked for only by what runs on: every other command ends by a signal as programs do. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    // Ctrl-C reaches a whole group of processes, some of which pass it on: the second time means nothing more.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
}

// Whoever reads our output may go away before its end (`vigilmon status | head -1`).
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** What should keep the process alive after its work is done would keep it for ever. */
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
