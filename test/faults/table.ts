/** The matrix as a table of text. */
import { holds, lostAlerts, type FaultLine, type Outcome } from './line.ts';

export type Ended = Outcome | { readonly skipped: string } | { readonly crashed: string };

const columns = ['alerts', 'arrived', 'lost', 'double', 'kills', 'pings 200/found'] as const;

export function tableHead(nameWidth: number): string {
  return ['line'.padEnd(nameWidth), ...columns, 'verdict'].join('  ');
}

export function tableRow({ name }: FaultLine, ended: Ended, nameWidth: number): string {
  const cells = [
    name.padEnd(nameWidth),
    ...figuresOf(ended).map((cell, at) => cell.padStart(columns[at]?.length ?? 0)),
  ];
  return [...cells, verdictOf(ended)].join('  ');
}

function figuresOf(ended: Ended): readonly string[] {
  if (!('problems' in ended)) return columns.map(() => '-');
  const { alerts, pings, kills } = ended;
  const ofAlerts =
    alerts === null
      ? ['-', '-', '-', '-']
      : [
          String(alerts.expected),
          String(alerts.arrived),
          String(lostAlerts(alerts)),
          alerts.double === 0 ? '0' : `${String(alerts.double)} (${String(alerts.excused)})`,
        ];
  return [...ofAlerts, String(kills), pings === null ? '-' : `${String(pings.answered)}/${String(pings.found)}`];
}

function verdictOf(ended: Ended): string {
  if ('skipped' in ended) return `skipped: ${ended.skipped}`;
  if ('crashed' in ended) return `FAILED: ${ended.crashed}`;
  if (holds(ended)) return 'ok';
  return ['FAILED', ...ended.problems].join(': ');
}

export function isFailure(ended: Ended): boolean {
  return 'crashed' in ended || ('problems' in ended && !holds(ended));
}
