/**
 * `vigilmon discover`: jobs and services of this computer, as a configuration file. What is monitored already is a comment
 * in it, and so is the line that a job needs. Nothing is changed.
 */
import { randomBytes } from 'node:crypto';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { printable } from '../../contract/plain-text.ts';
import { escapeVariables } from '../../contract/variables.ts';
import { formatDuration } from '../../contract/duration.ts';
import { offersOf, type Offer } from '../discover/offers.ts';
import { search } from '../discover/search.ts';
import { thisComputer } from '../discover/this-computer.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';
import { originOf } from './ping-target.ts';
import type { CliWords } from './usage.ts';

export interface DiscoverOptions {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

/** As long as those that Vigilmon makes itself. */
const tokenBytes = 18;

export async function discover({ dataDirectory, isJson }: DiscoverOptions, terminal: Terminal): Promise<number> {
  const monitors = await monitorsOf(dataDirectory, terminal);
  if (monitors === 'failed') return 1;
  const offers = offersOf(await search(thisComputer()), {
    monitors: monitors ?? [],
    listenerUrl: originOf({ origin: null }, dataDirectory),
    makeToken: () => randomBytes(tokenBytes).toString('base64url').replace(/^-/, 'A'),
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
  const known = offers.filter(({ monitoredBy }) => monitoredBy !== null).map((offer) => titleOf(offer, words));
  const unclear = offers
    .filter(({ monitoredBy, monitor }) => monitoredBy === null && monitor === null)
    .map((offer) => titleOf(offer, words));
  const section = (title: string, titles: readonly string[]): readonly string[] =>
    titles.length === 0 ? [] : ['', ...commented(title), ...titles.flatMap((one) => commented(`  ${one}`))];
  const made = offers.filter(({ monitor }) => monitor !== null);
  return [
    ...head,
    ...section(words.monitored, known),
    ...section(words.unclear, unclear),
    '',
    ...(made.length === 0 ? commented(words.nothing) : ['monitors:']),
    ...made.flatMap((offer) => [
      `  # ${printable(titleOf(offer, words))}`,
      ...entryLines(offer.monitor ?? {}),
      ...(offer.edited === null
        ? []
        : [
            `    # ${printable(changeOf(offer, words))}`,
            ...offer.edited.split('\n').map((line) => `    #   ${printable(line)}`),
          ]),
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
function entryLines(monitor: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(monitor).map(
    ([name, value], index) => `  ${index === 0 ? '- ' : '  '}${name}: ${JSON.stringify(written(value))}`,
  );
}

function written(value: unknown): unknown {
  if (typeof value === 'string') return escapeVariables(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'every' ? formatDuration(Number(one)) : written(one)]),
  );
}
