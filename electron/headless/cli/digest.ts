/** `vigilmon digest`: previews the digest. */
import { printable } from '../../contract/plain-text.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';

interface DigestOptions {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

/** @returns the exit code. */
export async function digest({ dataDirectory, isJson }: DigestOptions, terminal: Terminal): Promise<number> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const answer = await client.value.api.digest.preview(undefined);
  if (!answer.ok) return printError(answer.error, terminal);
  if (isJson) printJson(answer.value, terminal);
  else for (const line of [answer.value.title, ...answer.value.text.split('\n')]) terminal.out(printable(line));
  return 0;
}
