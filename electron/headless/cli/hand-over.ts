/** `vigilmon export --to FORMAT DIR`: writes the configuration of the running Vigilmon as files for another program. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Handover, HandoverTarget } from '../../contract/handover.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { findRunning } from '../../host/find-running.ts';
import { tokenFile } from '../../host/running-files.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';
import type { CliWords } from './usage.ts';

export interface HandOverOptions {
  readonly to: HandoverTarget;
  readonly directory: string;
  /** Files of the same names are overwritten. */
  readonly isForced: boolean;
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

export async function handOver(options: HandOverOptions, terminal: Terminal): Promise<number> {
  const { to, directory, isForced, dataDirectory, isJson } = options;
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const { host, config } = client.value.api;
  const settings = await host.get(undefined);
  if (!settings.ok) return printError(settings.error, terminal);
  const metrics = {
    address: new URL(findRunning(dataDirectory)?.url ?? '').host,
    credentialsFile: settings.value.api?.metrics === 'open' ? null : tokenFile(dataDirectory),
  };
  const made = await config.handOver({ to, metrics });
  if (!made.ok) return printError(made.error, terminal);
  const written = await writeAll(made.value, { directory, isForced, words: terminal.wording.cli });
  if (!written.ok) return printError(written.error, terminal);
  if (isJson) printJson(made.value, terminal);
  else for (const line of handOverLines(made.value, directory, terminal.wording.cli)) terminal.out(line);
  return 0;
}

function handOverLines(made: Handover, directory: string, { handOver: words }: CliWords): readonly string[] {
  const part = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : ['', title, ...items.map(words.item)];
  return [
    ...made.files.map(({ path }) => words.wrote(join(directory, path))),
    ...part(words.secretFiles, made.secretFiles),
    ...part(words.variables, made.variables),
    ...part(words.notes, made.notes),
  ];
}

interface Place {
  readonly directory: string;
  readonly isForced: boolean;
  readonly words: CliWords;
}

/** The directories of secrets are private. */
async function writeAll(
  { files, secretFiles }: Handover,
  { directory, isForced, words }: Place,
): Promise<Result<null>> {
  try {
    await mkdir(directory, { recursive: true });
    const isEmpty = (await readdir(directory)).length === 0;
    if (!isEmpty && !isForced) return fail('conflict', words.handOver.notEmpty(directory));
    for (const file of secretFiles) await mkdir(join(directory, dirname(file)), { recursive: true, mode: 0o700 });
    for (const { path, text } of files) {
      await mkdir(join(directory, dirname(path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    return ok(null);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return fail('unavailable', words.handOver.failed(directory, String(error.code)));
  }
}
