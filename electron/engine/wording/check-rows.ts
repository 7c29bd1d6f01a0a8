/** What a check found as labelled lines of text: for the terminal, and for files that people attach to tickets. */
import type { Evidence } from '../../contract/model/evidence.ts';
import { phaseNames } from '../../contract/model/state.ts';
import type { WordedAssertionResult, WordedCheckDetail } from '../../contract/worded.ts';
import { columnsOf, padded } from './columns.ts';
import type { Wording } from './wording.ts';

export type CheckRow = readonly [label: string, text: string];

/** @param describe an assertion; by default one that passed without a note shows only the actual value. */
export function checkRows(
  check: WordedCheckDetail,
  wording: Wording,
  describe: (result: WordedAssertionResult, wording: Wording) => string = assertionText,
): readonly CheckRow[] {
  const { check: words } = wording.cli;
  const { response, certificate, phases } = check;
  const rows: [label: keyof typeof words.labels, text: string][] = [];
  if (response !== null) {
    const { status, httpVersion, bodyBytes, finalUrl } = response;
    rows.push(['response', words.response(status, httpVersion.replace(/^HTTP\//i, ''), bodyBytes)]);
    if (finalUrl !== null) rows.push(['redirected', finalUrl]);
  }
  for (const phase of phaseNames) {
    const ms = phases?.[phase] ?? null;
    if (ms !== null) rows.push([phase, words.responseTime(ms)]);
  }
  // A kind that is about certificates shows the whole chain.
  const hasChain = check.evidence?.some(({ name }) => name === 'chain') ?? false;
  if (certificate !== null && !hasChain) {
    rows.push(['certificate', words.certificate(certificate.validTo, certificate.issuer)]);
  }
  for (const result of check.assertions) rows.push([result.passed ? 'passed' : 'failed', describe(result, wording)]);
  for (const { name, detail } of check.unhealthy) rows.push(['unhealthy', words.part(name, detail)]);
  return [
    ...rows.map(([label, text]) => [words.labels[label], text] as const),
    ...(check.evidence ?? []).flatMap((found) => evidenceRows(found, check.at, wording)),
  ];
}

/** Text of several lines has its name beside the first. */
function evidenceRows(found: Evidence, checkAtMs: number, { cli }: Wording): readonly CheckRow[] {
  return evidenceText(found, checkAtMs, cli.check)
    .split('\n')
    .map((line, index) => [index === 0 ? cli.check.evidence[found.name] : '', line]);
}

function evidenceText(found: Evidence, checkAtMs: number, words: Wording['cli']['check']): string {
  if (found.type === 'moment') return words.moment(found.at);
  if (found.type === 'times') return found.ms.map(words.responseTime).join(' / ');
  if (found.type !== 'table') return found.text;
  const shown = (cell: string | number): string =>
    typeof cell === 'number' ? words.nearMoment(cell, checkAtMs) : cell;
  return tableText([found.columns.map((name) => words.evidence[name]), ...found.rows.map((row) => row.map(shown))]);
}

/** Columns of one width; what follows the first line of a cell stands below it. */
function tableText(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((text) => text.split('\n')));
  const widthOf = (column: number): number => Math.max(...cells.flatMap((row) => (row[column] ?? []).map(columnsOf)));
  return cells
    .flatMap((row) => {
      const height = Math.max(...row.map((lines) => lines.length));
      return Array.from({ length: height }, (_, line) =>
        row
          .map((lines, column) => padded(lines[line] ?? '', widthOf(column)))
          .join('  ')
          .trimEnd(),
      );
    })
    .join('\n');
}

function assertionText({ message, assertion, actual }: WordedAssertionResult, { cli, subject }: Wording): string {
  return message === '' ? cli.check.found(subject(assertion), actual) : message;
}
