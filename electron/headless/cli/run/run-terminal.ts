/** The terminal of `vigilmon run`, loaded when the job is running. */
import { writeSync } from 'node:fs';
import { printable } from '../../../contract/plain-text.ts';
import { speechFor } from '../../../engine/wording/languages.ts';
import { terminalLocale } from '../../../host/terminal-locale.ts';
import type { Terminal } from '../../terminal.ts';

export const runTerminal: Terminal = {
  out: (text) => print(1, text),
  err: (text) => print(2, printable(text)),
  env: process.env,
  wording: speechFor(terminalLocale(process.env)).wording,
};

/** `process.stderr` would change the stream for the job as well. */
function print(fd: number, text: string): void {
  try {
    writeSync(fd, `${text}\n`);
  } catch {
    return; // nobody reads it
  }
}
