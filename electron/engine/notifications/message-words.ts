/**
 * Title, headline, summary and reasons of each event, as plain text of one line each. The words come from
 * engine/wording; this module selects them and limits their length.
 */
import { oneLine } from '../../contract/plain-text.ts';
import { say, type Wording } from '../wording/wording.ts';
import { digestLines, digestName, digestSummary } from './digest/digest-words.ts';
import type { ChannelNotification, MonitorNotification, RecordingNotification } from './payload.ts';
import type { Message } from './channels/channel.ts';

/** Decides colour and urgency. */
export type Tone = 'bad' | 'warning' | 'good' | 'neutral';

type EventName = Message['payload']['event'];

const nameLength = 100;
const reasonLength = 500;
const reasonsShown = 12;
const summaryLength = 160;

const tones: Readonly<Record<EventName, Tone>> = {
  down: 'bad',
  reminder: 'bad',
  acknowledged: 'warning',
  recovered: 'good',
  degraded: 'warning',
  certificate: 'warning',
  flapping: 'warning',
  steady: 'good',
  'channel-broken': 'bad',
  'channel-failing': 'bad',
  'channel-recovered': 'good',
  'recording-stopped': 'bad',
  'recording-resumed': 'good',
  digest: 'neutral',
  test: 'neutral',
};

export function toneOf({ event }: Message['payload']): Tone {
  return tones[event];
}

export function titleOf(message: Message, wording: Wording, nowMs: number): string {
  const { events, title } = wording.notifications;
  const { tag } = events[message.payload.event];
  return title(tag, nameOf(message.payload, wording), summaryOf(message, wording, nowMs));
}

/** `Shop API is down` */
export function headlineOf(payload: Message['payload'], wording: Wording): string {
  return wording.notifications.events[payload.event].headline(nameOf(payload, wording));
}

export function summaryOf({ payload, includesDown }: Message, wording: Wording, nowMs: number): string {
  const words = wording.notifications;
  const [reason = ''] = reasonsOf(payload, wording);
  if (payload.event === 'reminder') return withBehind(words.stillDown(lastingOf(payload, nowMs)), payload, wording);
  if (payload.event === 'down') return withBehind(oneLine(reason, summaryLength), payload, wording);
  if (payload.event === 'digest') return digestSummary(payload, wording);
  if (payload.event === 'channel-recovered') return words.failedFor(lastedOf(payload));
  if (payload.event !== 'recovered') return oneLine(reason, summaryLength);
  const lastedMs = outageOf(payload);
  return includesDown ? oneLine(words.wasDown(lastedMs, reason), summaryLength) : words.downFor(lastedMs);
}

function withBehind(summary: string, { reasons }: MonitorNotification, { notifications: words }: Wording): string {
  const behind = reasons.find(({ code }) => code === 'behind');
  return behind?.code === 'behind' ? words.andBehind(summary, behind.facts.count) : summary;
}

export function nameOf(payload: Message['payload'], wording: Wording): string {
  const { notifications: words } = wording;
  switch (payload.event) {
    case 'test':
    case 'recording-stopped':
    case 'recording-resumed':
      return 'Vigilmon';
    case 'channel-broken':
    case 'channel-failing':
    case 'channel-recovered':
      return oneLine(payload.channelName, nameLength) || words.unnamedChannel;
    case 'digest':
      return digestName(payload, wording);
    default:
      return oneLine(payload.monitorName, nameLength) || words.unnamedMonitor;
  }
}

/** One line per entry; never empty. */
export function reasonsOf(payload: Message['payload'], wording: Wording): readonly string[] {
  const lines = allReasonsOf(payload, wording)
    .map((reason) => oneLine(reason, reasonLength))
    .filter((line) => line !== '');
  return lines.length === 0 ? [wording.notifications.noReason] : shortened(lines, reasonsShown, wording);
}

function allReasonsOf(payload: Message['payload'], wording: Wording): readonly string[] {
  const { notifications: words, answers, reasons, errors } = wording;
  switch (payload.event) {
    case 'test':
      return [words.test(payload.channelName)];
    case 'channel-broken':
    case 'channel-failing':
      return [say(answers, payload.answer), words.troubles[payload.trouble]];
    case 'channel-recovered':
      return [say(answers, payload.answer)];
    case 'recording-stopped':
      return [say(errors, { code: 'store', facts: payload }), words.recording.goesOn];
    case 'recording-resumed':
      return [words.recording.resumed, ...missingChecks(payload, words)];
    case 'digest':
      return digestLines(payload, wording);
    default:
      return payload.reasons.map((reason) => say(reasons, reason));
  }
}

function missingChecks(
  { droppedChecks }: RecordingNotification,
  { recording }: Wording['notifications'],
): readonly string[] {
  return droppedChecks === 0 ? [] : [recording.missingChecks(droppedChecks)];
}

export function shortened(lines: readonly string[], shown: number, { reasons }: Wording): readonly string[] {
  const count = lines.length - shown;
  return count <= 0 ? lines : [...lines.slice(0, shown), say(reasons, { code: 'more', facts: { count } })];
}

/** How long the outage has lasted so far. */
export function lastingOf({ startedAt }: MonitorNotification, nowMs: number): number {
  return Math.max(0, nowMs - startedAt);
}

/** How long the outage lasted. */
export function outageOf({ startedAt, endedAt, confirmedAt }: MonitorNotification): number {
  return Math.max(0, (endedAt ?? confirmedAt) - startedAt);
}

/** How long the channel did not deliver. */
function lastedOf({ since, endedAt, confirmedAt }: ChannelNotification): number {
  return Math.max(0, (endedAt ?? confirmedAt) - since);
}

/** When what the message is about began. */
export function beginOf(payload: Message['payload']): number {
  switch (payload.event) {
    case 'test':
      return payload.sentAt;
    case 'channel-broken':
    case 'channel-failing':
    case 'channel-recovered':
    case 'recording-stopped':
    case 'recording-resumed':
      return payload.since;
    case 'digest':
      return payload.from;
    default:
      return payload.startedAt;
  }
}
