/** What the commands have in common: reading a file, saying an error, answering in JSON. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { variableNames } from '../../contract/variables.ts';
import { printableJson } from '../../contract/plain-text.ts';
import type { Terminal } from '../terminal.ts';

/** One line for each field, in the manner of compilers: `vigilmon.yaml: monitors.0.url, line 12: is required`. */
export function printError(error: AppError, { err }: Terminal, file?: string): 1 {
  const fields = Object.entries(error.fields ?? {});
  const lines = fields.length > 0 ? fields.map(([path, problem]) => `${path}: ${problem}`) : [error.message];
  for (const line of lines) err(`${file ?? 'vigilmon'}: ${line}`);
  return 1;
}

/** Only those that the file refers to leave this process. */
export function usedVariables(yaml: string, env: Terminal['env']): Record<string, string> {
  const used = variableNames(yaml).flatMap((name) => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(used);
}

export function printJson(value: unknown, { out }: Terminal): void {
  out(printableJson(value));
}

/** `-` is what comes in on stdin. */
export async function readTextFile(file: string, { wording }: Terminal): Promise<Result<string>> {
  try {
    return ok(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = isMissing ? wording.cli.noSuchFile : error instanceof Error ? error.message : String(error);
    return fail('not-found', wording.cli.unreadableFile(file, reason));
  }
}
