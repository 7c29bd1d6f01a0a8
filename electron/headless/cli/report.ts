/** What the commands have in common: printing an error, answering in JSON. */
import type { AppError } from '../../contract/result.ts';
import { printableJson } from '../../contract/plain-text.ts';
import { errorLines } from '../../host/config-file.ts';
import type { Terminal } from '../terminal.ts';

/** @returns the exit code. */
export function printError(error: AppError, { err, wording }: Pick<Terminal, 'err' | 'wording'>, file?: string): 1 {
  const source = file === '-' ? wording.cli.standardInput : file;
  for (const line of errorLines(error, source)) err(line);
  return 1;
}

export function printJson(value: unknown, { out }: Terminal): void {
  out(printableJson(value));
}
