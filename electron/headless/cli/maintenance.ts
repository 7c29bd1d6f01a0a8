/** `vigilmon maintenance ACTION`: lists the maintenance windows of the running Vigilmon, starts, ends or schedules one. */
import type { Api } from '../../contract/calls.ts';
import { printable } from '../../contract/plain-text.ts';
import type { MaintenanceView } from '../../contract/model/maintenance.ts';
import type { Result } from '../../contract/result.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import type { MaintenanceRequest } from './maintenance-request.ts';
import { printError, printJson } from './report.ts';
import type { CliWords } from './usage.ts';

export interface MaintenanceOptions {
  readonly request: MaintenanceRequest;
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

/** @returns the exit code. */
export async function maintenance(
  { request, dataDirectory, isJson }: MaintenanceOptions,
  terminal: Terminal,
): Promise<number> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const answer = await carryOut(request, client.value.api.maintenance);
  if (!answer.ok) return printError(answer.error, terminal);
  const words = terminal.wording.cli.maintenance;
  if (isJson) printJson(answer.value, terminal);
  else if ('id' in answer.value) terminal.out(maintenanceLine(answer.value, words));
  else for (const line of maintenanceLines(answer.value, words)) terminal.out(line);
  return 0;
}

function carryOut(
  request: MaintenanceRequest,
  api: Api['maintenance'],
): Promise<Result<MaintenanceView | readonly MaintenanceView[]>> {
  switch (request.action) {
    case 'list':
      return api.list(undefined);
    case 'end':
      return api.end({ id: request.id });
    case 'start':
      return api.start(request.input);
    case 'add':
      return api.save(request.input);
  }
}

function maintenanceLines(windows: readonly MaintenanceView[], words: CliWords['maintenance']): readonly string[] {
  return windows.length === 0 ? [words.none] : windows.map((window) => maintenanceLine(window, words));
}

function maintenanceLine(window: MaintenanceView, words: CliWords['maintenance']): string {
  return words.line({
    id: window.id,
    name: printable(window.name),
    when: whenOf(window, words),
    monitors: window.monitors,
  });
}

function whenOf({ activeUntil, next }: MaintenanceView, words: CliWords['maintenance']): string {
  if (activeUntil !== null) return words.activeUntil(activeUntil);
  return next === null ? words.over : words.next(next.from, next.to - next.from);
}
