/** `vigilmon apply FILE` and `vigilmon export`: the configuration file of the running Vigilmon. */
import type { ApplyReport } from '../../contract/model/program.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { connectRunning } from '../running-file.ts';
import type { CliWords } from './usage.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';

interface ApplyOptions {
  readonly file: string;
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

export async function apply({ file, dataDirectory, isJson }: ApplyOptions, terminal: Terminal): Promise<number> {
  const read = await readConfigFile(file, terminal);
  if (!read.ok) return printError(read.error, terminal);
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const applied = await client.value.api.config.apply(read.value);
  if (!applied.ok) return printError(applied.error, terminal, file);
  if (isJson) printJson(applied.value, terminal);
  else {
    for (const line of reportLines(applied.value, terminal.wording.cli)) terminal.out(line);
    for (const { monitorId, message } of applied.value.warnings) {
      terminal.err(terminal.wording.cli.apply.warning(monitorId, message));
    }
  }
  return 0;
}

export function reportLines(report: Omit<ApplyReport, 'warnings'>, { apply: words }: CliWords): readonly string[] {
  const parts = ['created', 'updated', 'removed'] as const;
  const changes = parts.filter((part) => report[part].length > 0).map((part) => words[part](report[part]));
  return changes.length === 0 ? [words.none] : [...changes, words.unchanged(report.unchanged)];
}

export interface ExportOptions {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

export async function exportConfig({ dataDirectory, isJson }: ExportOptions, terminal: Terminal): Promise<number> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const exported = await client.value.api.config.export(undefined);
  if (!exported.ok) return printError(exported.error, terminal);
  if (isJson) printJson(exported.value, terminal);
  else terminal.out(exported.value.yaml.trimEnd());
  return 0;
}
