/** `vigilmon status`: one line per monitor, those that are down first. */
import type { MonitorState, MonitorSummary, Overview } from '../../contract/model/state.ts';
import { columnsOf, padded } from '../../engine/wording/columns.ts';
import { connectRunning } from '../running-file.ts';
import { printable } from '../../contract/plain-text.ts';
import type { Terminal } from '../terminal.ts';
import type { CliWords } from './usage.ts';
import { printError, printJson } from './report.ts';

interface StatusOptions {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

/** Worst first. */
const order: readonly MonitorState[] = [
  'down',
  'failing',
  'late',
  'degraded',
  'unknown',
  'running',
  'new',
  'up',
  'maintenance',
  'paused',
];

/** @returns 1 if a monitor is down, or Vigilmon could not be reached. */
export async function status({ dataDirectory, isJson }: StatusOptions, terminal: Terminal): Promise<number> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const answer = await client.value.api.overview.get(undefined);
  if (!answer.ok) return printError(answer.error, terminal);
  if (isJson) printJson(answer.value, terminal);
  else for (const line of statusLines(answer.value, Date.now(), terminal.wording.cli)) terminal.out(line);
  return answer.value.counts.down > 0 ? 1 : 0;
}

export function statusLines(
  { monitors, counts }: Overview,
  nowMs: number,
  { status: words }: CliWords,
): readonly string[] {
  if (monitors.length === 0) return [words.none];
  const sorted = [...monitors].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name),
  );
  const rows = sorted.map((monitor) => rowOf(monitor, nowMs, words));
  const widths = [Math.max(8, widest(rows, 0)), widest(rows, 1), Math.max(16, widest(rows, 2))];
  const lines = rows.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const summary = order
    .filter((state) => counts[state] > 0)
    .map((state) => words.counted(counts[state], words.states[state]));
  return [...lines, '', words.counts(summary)];
}

function widest(rows: readonly (readonly string[])[], at: number): number {
  return Math.max(...rows.map((row) => columnsOf(row[at] ?? '')));
}

/** State, name, since when, and why, or what the last check found, or how fast. */
function rowOf(monitor: MonitorSummary, nowMs: number, words: CliWords['status']): readonly string[] {
  const { state, name, since, reason, figure, responseTime } = monitor;
  const measured = responseTime === null ? '' : words.responseTime(responseTime);
  const detail = reason ?? (figure === null ? measured : words.figure(figure));
  return [words.states[state].toUpperCase(), printable(name), words.since(nowMs - since), printable(detail)];
}
