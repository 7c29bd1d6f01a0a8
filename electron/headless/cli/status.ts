/** `vigilmon status`: what is down first, then the rest, one line each. */
import { describeDuration } from '../../contract/duration.ts';
import type { MonitorState, MonitorSummary, Overview } from '../../contract/model/state.ts';
import { connectRunning } from '../running-file.ts';
import { printable } from '../../contract/plain-text.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';

export interface StatusOptions {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}

/** The worst first. */
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

/** @returns 1 where something is down, or nobody could be asked. */
export async function status({ dataDirectory, isJson }: StatusOptions, terminal: Terminal): Promise<number> {
  const client = connectRunning(dataDirectory);
  if (!client.ok) return printError(client.error, terminal);
  const answer = await client.value.api.overview.get(undefined);
  if (!answer.ok) return printError(answer.error, terminal);
  if (isJson) printJson(answer.value, terminal);
  else for (const line of statusLines(answer.value, Date.now())) terminal.out(line);
  return answer.value.counts.down > 0 ? 1 : 0;
}

export function statusLines({ monitors, counts }: Overview, nowMs: number): readonly string[] {
  if (monitors.length === 0) return ['nothing is watched yet'];
  const sorted = [...monitors].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name),
  );
  const nameWidth = Math.min(40, Math.max(...monitors.map(({ name }) => printable(name).length)));
  const lines = sorted.map((monitor) => monitorLine(monitor, nameWidth, nowMs));
  const summary = order.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return [...lines, '', summary.join(', ')];
}

function monitorLine(monitor: MonitorSummary, nameWidth: number, nowMs: number): string {
  const { state, name, since, reason, responseTime } = monitor;
  const detail = reason ?? (responseTime === null ? '' : `${Math.round(responseTime)} ms`);
  const duration = `for ${describeDuration(nowMs - since)}`;
  return [state.toUpperCase().padEnd(8), printable(name).padEnd(nameWidth), duration.padEnd(16), printable(detail)]
    .join('  ')
    .trimEnd();
}
