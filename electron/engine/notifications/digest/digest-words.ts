/** Words a digest as the lines and facts of a message. */
import { oneLine } from '../../../contract/plain-text.ts';
import { shownUptime, type ShownUptime } from '../../../contract/shown-uptime.ts';
import { monitorStates } from '../../../contract/model/state.ts';
import { say, type Wording } from '../../wording/wording.ts';
import type { Fact, MessageMoment } from '../message.ts';
import type { DigestIncident, DigestNotification, SomeNames } from './digest-notification.ts';

const nameLength = 100;
const reasonLength = 160;

/** `42 monitors` */
export function digestName({ states }: DigestNotification, { notifications: { group } }: Wording): string {
  return group.monitors(Object.values(states).reduce((sum, count) => sum + count, 0));
}

/** `3 incidents, 99.97 % uptime` */
export function digestSummary(digest: DigestNotification, { notifications }: Wording): string {
  return notifications.digest.summary(digest.incidents, uptimeIn(digest).ratio);
}

function uptimeIn({ uptime, coverage, from, to }: DigestNotification): ShownUptime {
  return shownUptime({ ratio: uptime, coverage }, to - from);
}

/** The longest incidents. */
export function digestLines({ longest }: DigestNotification, wording: Wording): readonly string[] {
  return longest.length === 0
    ? [wording.notifications.digest.noIncidents]
    : longest.map((incident) => incidentLine(incident, wording));
}

function incidentLine({ monitorName, lastedMs, isOpen, reason }: DigestIncident, wording: Wording): string {
  const { digest, unnamedMonitor, summary } = wording.notifications;
  const name = oneLine(monitorName, nameLength) || unnamedMonitor;
  const detail = (isOpen ? digest.downStill : digest.downFor)(lastedMs, say(wording.reasons, reason));
  return summary.line(name, oneLine(detail, reasonLength));
}

export function digestFacts(digest: DigestNotification, moment: MessageMoment): readonly Fact[] {
  const { wording, format } = moment.speech;
  const { digest: words, group } = wording.notifications;
  const { labels } = words;
  const names = ({ names: shown, more }: SomeNames): string =>
    shown.length === 0 ? words.none : group.names({ shown: shown.map((name) => oneLine(name, nameLength)), more });
  const instant = (atMs: number): string => format.instant(atMs, moment.timeZone);
  const { coverage } = digest;
  const { ratio, ofMs } = uptimeIn(digest);
  const isWhole = ratio !== null && ofMs === null;
  return [
    { label: labels.now, value: statesOf(digest, wording) },
    { label: labels.period, value: words.period(instant(digest.from), instant(digest.to)) },
    ...(coverage === null || isWhole ? [] : [{ label: labels.coverage, value: words.coverage(coverage) }]),
    { label: labels.muted, value: names(digest.muted) },
    { label: labels.uncovered, value: names(digest.uncovered) },
    { label: labels.program, value: programOf(digest, wording) },
    { label: labels.backup, value: digest.backedUpAt === null ? words.none : instant(digest.backedUpAt) },
  ];
}

/** `40 up, 1 down, 1 paused` */
function statesOf({ states }: DigestNotification, { tray, notifications, cli }: Wording): string {
  const present = monitorStates.flatMap((state) => {
    const count = states[state] ?? 0;
    return count === 0 ? [] : [cli.status.counted(count, tray.states[state])];
  });
  return present.length === 0 ? notifications.digest.none : notifications.summary.counts(present);
}

/** That the program itself is well, or what is wrong with it. */
function programOf({ notices }: DigestNotification, { notifications, systemNotices }: Wording): string {
  if (notices.length === 0) return notifications.digest.isWell;
  return notices.map((notice) => oneLine(say(systemNotices, notice), 500)).join(' ');
}
