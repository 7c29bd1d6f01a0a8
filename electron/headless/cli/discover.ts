/**
 * `vigilmon discover`: jobs and services of this computer, as a configuration file. What is monitored already is a comment
 * in it, and so is the line that a job needs. Nothing is changed.
 */
import type { Offer } from '../../contract/model/discovery.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { printable } from '../../contract/plain-text.ts';
import { escapeVariables } from '../../contract/variables.ts';
import { formatDuration } from '../../contract/duration.ts';
import { discover as discoverHere } from '../../engine/discovery/discover.ts';
import { systemRandomness } from '../../host/randomness.ts';
import { thisComputer } from '../../host/this-computer.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';
import { originOf } from './ping-target.ts';
import type { CliWords } from './usage.ts';

export interface DiscoverOptions {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

export async function discover({ dataDirectory, isJson }: DiscoverOptions, terminal: Terminal): Promise<number> {
  const monitors = await monitorsOf(dataDirectory, terminal);
  if (monitors === 'failed') return 1;
  const offers = await discoverHere({
    computer: thisComputer(),
    randomness: systemRandomness,
    monitors: monitors ?? [],
    listenerUrl: originOf({ origin: null }, dataDirectory),
  });
  if (isJson) printJson(offers, terminal);
  else for (const line of offerLines(offers, monitors !== null, terminal.wording.cli)) terminal.out(line);
  return 0;
}

/** Null: Vigilmon is not running, so that nobody knows what is monitored. */
async function monitorsOf(dataDirectory: string, terminal: Terminal): Promise<readonly Monitor[] | null | 'failed'> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return null;
  const answer = await client.value.api.monitors.list(undefined);
  if (answer.ok) return answer.value;
  printError(answer.error, terminal);
  return 'failed';
}

export function offerLines(
  offers: readonly Offer[],
  isRunning: boolean,
  { discover: words }: CliWords,
): readonly string[] {
  const commented = (text: string): readonly string[] => text.split('\n').map((line) => `# ${printable(line)}`);
  const head = [...commented(words.head), ...(isRunning ? [] : commented(words.notRunning))];
  const known = offers.filter(({ monitoredBy }) => monitoredBy !== null);
  const unclear = offers.filter(({ monitoredBy, monitor }) => monitoredBy === null && monitor === null);
  const made = offers.filter(({ monitor }) => monitor !== null);
  const edited = (offer: Offer, indent: string): readonly string[] =>
    offer.edited === null
      ? []
      : [changeOf(offer, words), ...offer.edited.split('\n').map((line) => `  ${line}`)].map(
          (line) => `${indent}# ${printable(line)}`,
        );
  const section = (title: string, listed: readonly Offer[]): readonly string[] =>
    listed.length === 0
      ? []
      : [
          '',
          ...commented(title),
          ...listed.flatMap((one) => [...commented(`  ${titleOf(one, words)}`), ...edited(one, '')]),
        ];
  return [
    ...head,
    ...section(words.monitored, known),
    ...section(words.unclear, unclear),
    '',
    ...(made.length === 0 ? commented(words.nothing) : ['monitors:']),
    ...made.flatMap((offer) => [
      `  # ${printable(titleOf(offer, words))}`,
      ...entryLines(offer.monitor ?? {}),
      ...edited(offer, '    '),
    ]),
  ];
}

function titleOf({ found, monitoredBy }: Offer, words: CliWords['discover']): string {
  const what = found.is === 'job' ? words.job(found) : words.service(found);
  return monitoredBy === null ? what : words.by(what, monitoredBy);
}

function changeOf({ found }: Offer, { changes }: CliWords['discover']): string {
  return found.is === 'job' ? changes[found.source](found.place) : '';
}

/** JSON is YAML. */
function entryLines(monitor: object): readonly string[] {
  return Object.entries(monitor).map(
    ([name, value], index) => `  ${index === 0 ? '- ' : '  '}${name}: ${JSON.stringify(written(value, name))}`,
  );
}

const durations = ['every', 'grace'];

function written(value: unknown, name: string): unknown {
  if (typeof value === 'number' && durations.includes(name)) return formatDuration(value);
  if (typeof value === 'string') return escapeVariables(value);
  if (Array.isArray(value)) return value.map((one: unknown) => written(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, written(one, inner)]));
}
