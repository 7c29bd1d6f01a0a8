/**
 * What is kept of an incident as one text for people: Markdown that reads as well as it is. All but the headings stands
 * in fences, so that nothing that a monitor, a server or a person wrote is taken for markup.
 */
import { escapeUnprintable, printable } from '../../contract/plain-text.ts';
import type { Alert } from '../../contract/model/alert.ts';
import type {
  WordedAssertionResult,
  WordedCheck,
  WordedCheckDetail,
  WordedIncidentDetail,
  WordedIncidentLocation,
} from '../../contract/worded.ts';
import { expectedOf } from '../assertions/finding.ts';
import { checkRows, type CheckRow } from '../wording/check-rows.ts';
import type { Speech } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import { fenced } from './fenced.ts';

export interface IncidentFacts {
  readonly incident: WordedIncidentDetail;
  /** Null: the monitor was deleted. */
  readonly target: string | null;
  readonly computer: string;
  readonly version: string;
  readonly nowMs: number;
  /** Around the first failed check, oldest first. */
  readonly atStart: readonly WordedCheck[];
  /** Around the first that passed again; of an open incident the latest. */
  readonly atEnd: readonly WordedCheck[];
  /** What other locations saw, each with the evidence of its last failed check; null: none failed. */
  readonly elsewhere: readonly {
    readonly location: WordedIncidentLocation;
    readonly check: WordedCheckDetail | null;
  }[];
  readonly channelName: (id: string) => string;
}

interface Section {
  readonly title: string;
  /** Each in a fence of its own. */
  readonly blocks: readonly string[];
}

export function evidenceText(facts: IncidentFacts, speech: Speech): string {
  const { evidenceFile: words } = speech.wording;
  const { firstFailure, lastGood, endedAt, id, alerts } = facts.incident;
  const sections: readonly Section[] = [
    { title: words.sections.incident, blocks: [aligned(incidentRows(facts, speech))] },
    ...(firstFailure === null ? [] : checkSections(words.sections.firstFailure, firstFailure, speech)),
    ...(lastGood === null ? [] : checkSections(words.sections.lastGood, lastGood, speech)),
    { title: words.sections.atStart, blocks: [checkLines(facts.atStart, speech)] },
    {
      title: endedAt === null ? words.sections.latest : words.sections.atEnd,
      blocks: [checkLines(facts.atEnd, speech)],
    },
    ...facts.elsewhere.flatMap((seen) => elsewhereSections(seen, speech)),
    {
      title: words.sections.notifications,
      blocks: [
        alerts.length === 0
          ? words.noNotifications
          : aligned([...alerts].sort((a, b) => a.id - b.id).map((alert) => alertRow(alert, facts, speech))),
      ],
    },
  ];
  const parts = sections.flatMap(({ title, blocks }) => [`## ${title}`, ...blocks.map(fenced)]);
  return `${[`# ${words.title(id)}`, ...parts].join('\n\n')}\n`;
}

function incidentRows(facts: IncidentFacts, { wording, format }: Speech): readonly CheckRow[] {
  const { incident, target, computer, version, nowMs } = facts;
  const { evidenceFile: words, notifications } = wording;
  const { labels } = words;
  const { startedAt, confirmedAt, endedAt, acknowledgedAt, causedBy } = incident;
  const lastedMs = (endedAt ?? nowMs) - startedAt;
  return [
    [labels.monitor, incident.monitorName],
    ...(target === null ? [] : [[labels.target, target] as const]),
    [labels.severity, notifications.severities[incident.severity]],
    [labels.state, endedAt === null ? words.open : words.ended],
    [labels.reason, incident.failure.message],
    [labels.started, format.instant(startedAt)],
    [labels.confirmed, format.instant(confirmedAt)],
    ...(endedAt === null ? [] : [[labels.ended, format.instant(endedAt)] as const]),
    [labels.duration, endedAt === null ? notifications.lasting(lastedMs) : notifications.lasted(lastedMs)],
    ...(causedBy === null ? [] : [[labels.causedBy, words.cause(causedBy.id, causedBy.monitorName)] as const]),
    ...(incident.caused === 0 ? [] : [[labels.caused, words.incidents(incident.caused)] as const]),
    ...(acknowledgedAt === null ? [] : [[labels.acknowledged, format.instant(acknowledgedAt)] as const]),
    ...(incident.note === '' ? [] : [[labels.note, incident.note] as const]),
    [labels.computer, computer],
    [labels.program, words.program(version)],
    [labels.written, format.instant(nowMs)],
  ];
}

/** The check itself; and of its response the headers and the body, as they are kept. */
function checkSections(title: string, check: WordedCheckDetail, speech: Speech): readonly Section[] {
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
    ...(responseTime === null ? [] : [[labels.responseTime, wording.cli.check.milliseconds(responseTime)] as const]),
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

function checkLines(checks: readonly WordedCheck[], { wording, format }: Speech): string {
  const { evidenceFile: words, cli } = wording;
  if (checks.length === 0) return words.notKept;
  return aligned(
    checks.map(({ at, verdict, responseTime, failure }) => [
      format.instant(at),
      words.check(
        words.verdicts[verdict],
        responseTime === null ? null : cli.check.milliseconds(responseTime),
        failure?.message ?? null,
      ),
    ]),
  );
}

function elsewhereSections(
  { location, check }: IncidentFacts['elsewhere'][number],
  speech: Speech,
): readonly Section[] {
  const { wording, format } = speech;
  const { evidenceFile: words } = wording;
  const { labels } = words;
  const { name, place, spans } = location;
  const title = words.sections.elsewhere;
  const where = [place?.city, place?.country, place?.network].filter((part) => typeof part === 'string');
  const rows: readonly CheckRow[] = [
    [labels.location, name],
    ...(where.length === 0 ? [] : [[labels.place, where.join(', ')] as const]),
    ...spans.map(
      ({ state, from, to }) =>
        [words.states[state], words.span(format.instant(from), to === null ? null : format.instant(to))] as const,
    ),
  ];
  const [evidence, ...response] = check === null ? [] : checkSections(title, check, speech);
  const failed = evidence === undefined ? [words.noneFailed] : evidence.blocks;
  return [{ title, blocks: [aligned(rows), ...failed] }, ...response];
}

function alertRow(alert: Alert, { channelName }: IncidentFacts, { wording, format }: Speech): CheckRow {
  const { evidenceFile: words, notifications } = wording;
  const { acceptedAt, attempts } = alert;
  const outcome = acceptedAt === null ? words.statuses[alert.status] : words.accepted(format.instant(acceptedAt));
  return [
    words.message(notifications.events[alert.event].tag, channelName(alert.channelId)),
    [outcome, ...attempts.map(({ at, answer }) => words.attempt(format.instant(at), answer))].join('\n'),
  ];
}

/** Labels of one width; what follows the first line of a text stands below it. */
function aligned(rows: readonly CheckRow[]): string {
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
