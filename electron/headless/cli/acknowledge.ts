/**
 * `vigilmon ack ID`: acknowledges an incident of the running Vigilmon. The number of the incident is in its messages; the
 * id of a monitor stands for its open incident.
 */
import type { Api } from '../../contract/calls.ts';
import { printable } from '../../contract/plain-text.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';
import type { CliWords } from './usage.ts';

interface AcknowledgeOptions {
  readonly id: string;
  /** Null: an earlier note is kept. */
  readonly note: string | null;
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

/** @returns the exit code. */
export async function acknowledge(
  { id, note, dataDirectory, isJson }: AcknowledgeOptions,
  terminal: Terminal,
): Promise<number> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const words = terminal.wording.cli.ack;
  const incident = await incidentIdOf(id, client.value.api, words);
  if (!incident.ok) return printError(incident.error, terminal);
  const request = { id: incident.value, ...(note === null ? {} : { note }) };
  const answer = await client.value.api.incidents.acknowledge(request);
  if (!answer.ok) return printError(answer.error, terminal);
  if (isJson) printJson(answer.value, terminal);
  else terminal.out(words.acknowledged(String(answer.value.id), printable(answer.value.monitorName)));
  return 0;
}

async function incidentIdOf(id: string, api: Api, words: CliWords['ack']): Promise<Result<number>> {
  // A monitor's id may consist of digits as well.
  const monitors = await api.overview.get(undefined);
  if (!monitors.ok) return monitors;
  const monitor = monitors.value.monitors.find((one) => one.id === id);
  if (monitor === undefined && /^\d{1,15}$/.test(id)) return ok(Number(id));
  if (monitor === undefined) {
    const unknown = await api.monitors.get({ id });
    return unknown.ok ? fail('not-found', words.noIncident(id)) : unknown;
  }
  const { openIncidentId, name } = monitor;
  return openIncidentId === null ? fail('not-found', words.noIncident(printable(name))) : ok(openIncidentId);
}
