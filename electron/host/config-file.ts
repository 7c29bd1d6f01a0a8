/** The configuration file given to a start or a command: reading it, and reporting what is wrong with it. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fail, ok, type AppError, type Result } from '../contract/result.ts';
import { variableNames } from '../contract/variables.ts';
import type { Wording } from '../engine/wording/wording.ts';
import { errorCode } from './data-directory.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What `config.apply` takes. */
interface ConfigInput {
  readonly yaml: string;
  readonly env: Record<string, string>;
}

interface Context {
  readonly env: Env;
  readonly wording: Wording;
}

/** `-` is stdin. */
export async function readConfigFile(file: string, { env, wording }: Context): Promise<Result<ConfigInput>> {
  const read = await readTextFile(file, wording);
  return read.ok ? ok({ yaml: read.value, env: usedVariables(read.value, env) }) : read;
}

/**
 * One line for each field, in the manner of compilers: `vigilmon.yaml: monitors.0.url, line 12: is required`. What is not
 * the fault of the file's content carries the program's name.
 */
export function errorLines({ code, fields = {}, message }: AppError, file = 'vigilmon'): readonly string[] {
  const problems = Object.entries(fields).map(([path, problem]) => `${path}: ${problem}`);
  const source = code === 'invalid' ? file : 'vigilmon';
  return (problems.length > 0 ? problems : [message]).map((line) => `${source}: ${line}`);
}

/** Only the variables that the file refers to leave this process. */
function usedVariables(yaml: string, env: Env): Record<string, string> {
  const used = variableNames(yaml).flatMap((name) => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(used);
}

async function readTextFile(file: string, { cli }: Wording): Promise<Result<string>> {
  try {
    return ok(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (error) {
    return fail('not-found', cli.unreadableFile(file, errorCode(error)));
  }
}
