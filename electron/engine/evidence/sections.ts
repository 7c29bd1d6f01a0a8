/**
 * What evidence files are made of: Markdown that reads as well as it is. All but the headings stands in fences, so that
 * nothing that a monitor, a server, a job or a person wrote is taken for markup.
 */
import { escapeUnprintable, printable } from '../../contract/plain-text.ts';
import type { Ping } from '../../contract/model/history.ts';
import type { Severity } from '../../contract/model/monitor.ts';
import type { WordedAssertionResult, WordedCheckDetail } from '../../contract/worded.ts';
import { expectedOf } from '../assertions/finding.ts';
import { checkRows, type CheckRow } from '../wording/check-rows.ts';
import type { Speech } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import { fenced } from './fenced.ts';

export interface Section {
  readonly title: string;
  /** Each in a fence of its own. */
  readonly blocks: readonly string[];
}

/** Whom a file is about, and who wrote it. */
export interface EvidenceFrame {
  readonly monitorName: string;
  /** Null: the monitor was deleted. */
  readonly target: string | null;
  readonly severity: Severity;
  readonly computer: string;
  readonly version: string;
  readonly nowMs: number;
}

export function evidenceDocument(title: string, sections: readonly Section[]): string {
  const parts = sections.flatMap(({ title: name, blocks }) => [`## ${name}`, ...blocks.map(fenced)]);
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`;
}

/** @param about what is between the monitor and the computer. */
export function frameRows(
  { monitorName, target, severity, computer, version, nowMs }: EvidenceFrame,
  about: readonly CheckRow[],
  { wording, format }: Speech,
): readonly CheckRow[] {
  const { labels, program } = wording.evidenceFile;
  return [
    [labels.monitor, monitorName],
    ...(target === null ? [] : [[labels.target, target] as const]),
    [labels.severity, wording.notifications.severities[severity]],
    ...about,
    [labels.computer, computer],
    [labels.program, program(version)],
    [labels.written, format.instant(nowMs)],
  ];
}

/** The check itself; and of its response the headers and the body, as they are kept. */
export function checkSections(title: string, check: WordedCheckDetail, speech: Speech): readonly Section[] {
  const { evidenceFile: words } = speech.wording;
  const { response } = check;
  const headers = Object.entries(response?.headers ?? {});
  return [
    { title, blocks: [checkBlock(check, speech)] },
    ...(headers.length === 0
      ? []
      : [
          {
            title: words.headersOf(title),
            blocks: [headers.map(([name, value]) => printable(`${name}: ${value}`)).join('\n')],
          },
        ]),
    ...(response === null || response.body === ''
      ? []
      : [
          {
            title: response.bodyTruncated ? words.beginOfBody(title) : words.bodyOf(title),
            blocks: [readable(response.body)],
          },
        ]),
  ];
}

function checkBlock(check: WordedCheckDetail, { wording, format }: Speech): string {
  const { labels } = wording.evidenceFile;
  const { failure, responseTime } = check;
  return aligned([
    [labels.at, format.instant(check.at)],
    [labels.result, wording.evidenceFile.verdicts[check.verdict]],
    ...(failure === null
      ? []
      : failure.reasons.map((reason, index) => [index === 0 ? labels.reason : '', reason] as const)),
    ...(responseTime === null ? [] : [[labels.responseTime, wording.cli.check.responseTime(responseTime)] as const]),
    ...checkRows(check, wording, assertionWords),
  ]);
}

/** The actual and the expected value, also of an assertion that passed. */
function assertionWords({ assertion, message, passed, actual, note }: WordedAssertionResult, wording: Wording): string {
  if (!passed) return message;
  const { on, path, is } = assertion;
  const expected = expectedOf(assertion, (text) => text);
  const finding =
    actual === null
      ? ({ code: 'missing', facts: { expected } } as const)
      : ({ code: 'differs', facts: { found: [actual], more: 0, expected } } as const);
  return wording.failedAssertion({ on, ...(path === undefined ? {} : { path }), is, finding, note });
}

/** The pings as a list, and what each of them carried. */
export function pingSections(title: string, pings: readonly Ping[], { wording, format }: Speech): readonly Section[] {
  const { evidenceFile: words, cli } = wording;
  const rows = pings.map(({ at, kind, exitCode, runTime }): CheckRow => [
    format.instant(at),
    words.ping(words.pings[kind], exitCode, runTime === null ? null : cli.check.responseTime(runTime)),
  ]);
  return [
    { title, blocks: [pings.length === 0 ? words.noPings : aligned(rows)] },
    ...pings
      .filter(({ body }) => body !== '')
      .map(({ at, kind, body }) => ({
        title: words.pingBody(words.pings[kind], format.instant(at)),
        blocks: [readable(body)],
      })),
  ];
}

/** Labels of one width; what follows the first line of a text stands below it. */
export function aligned(rows: readonly CheckRow[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .flatMap(([label, text]) =>
      readable(text)
        .split('\n')
        .map((line, index) => [index === 0 ? label : '', line] as const),
    )
    .map(([label, line]) => `${printable(label).padEnd(width)}  ${line}`.trimEnd())
    .join('\n');
}

function readable(text: string): string {
  return escapeUnprintable(text.replaceAll('\r\n', '\n')).trimEnd();
}
