/** What is kept of an incident as one text for people. */
import type { Alert } from '../../contract/model/alert.ts';
import type { Ping } from '../../contract/model/history.ts';
import type {
  WordedCheck,
  WordedCheckDetail,
  WordedIncidentDetail,
  WordedIncidentLocation,
} from '../../contract/worded.ts';
import type { CheckRow } from '../wording/check-rows.ts';
import type { Speech } from '../wording/languages.ts';
import {
  aligned,
  checkSections,
  evidenceDocument,
  frameRows,
  pingSections,
  type EvidenceFrame,
  type Section,
} from './sections.ts';

export interface IncidentFacts {
  readonly frame: EvidenceFrame;
  readonly incident: WordedIncidentDetail;
  /** Around the first failed check, oldest first. */
  readonly atStart: readonly WordedCheck[];
  /** Around the first that passed again; of an open incident the latest. */
  readonly atEnd: readonly WordedCheck[];
  /** What other locations saw, each with the evidence of its last failed check; null: none failed. */
  readonly elsewhere: readonly {
    readonly location: WordedIncidentLocation;
    readonly check: WordedCheckDetail | null;
  }[];
  /** Of a heartbeat, those of the runs concerned, oldest first; null: the monitor gets none. */
  readonly pings: readonly Ping[] | null;
  readonly channelName: (id: string) => string;
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
    ...(facts.pings === null ? [] : pingSections(words.sections.pings, facts.pings, speech)),
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
  return evidenceDocument(words.title(id), sections);
}

function incidentRows({ frame, incident }: IncidentFacts, speech: Speech): readonly CheckRow[] {
  const { wording, format } = speech;
  const { evidenceFile: words, notifications } = wording;
  const { labels } = words;
  const { startedAt, confirmedAt, endedAt, acknowledgedAt, causedBy } = incident;
  const lastedMs = (endedAt ?? frame.nowMs) - startedAt;
  const about: readonly CheckRow[] = [
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
  ];
  return frameRows(frame, about, speech);
}

function checkLines(checks: readonly WordedCheck[], { wording, format }: Speech): string {
  const { evidenceFile: words, cli } = wording;
  if (checks.length === 0) return words.notKept;
  return aligned(
    checks.map(({ at, verdict, responseTime, failure }) => [
      format.instant(at),
      words.check(
        words.verdicts[verdict],
        responseTime === null ? null : cli.check.responseTime(responseTime),
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
