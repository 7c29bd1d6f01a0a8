/**
 * What a message says, before any channel's own form: the title (which is the e-mail's subject), what failed, and the
 * facts beside it. Times are local with their zone, and stand beside a duration. A recovery whose down alert was never
 * sent says both. Everything comes out as plain text of one line each; channels escape and cap it their own way.
 */
import { describeDuration } from '../../contract/duration.ts';
import type { Channel } from '../../contract/channels/registry.ts';
import { isMonitorNotification, type MonitorNotification, type NotificationPayload } from './payload.ts';
import { subjectText } from './subject.ts';
import type { Message } from './channels/channel.ts';
import { oneLine } from '../../contract/plain-text.ts';
import {
  lastingOf,
  nameOf,
  outageOf,
  reasonsOf,
  shortened,
  summaryOf,
  titleOf,
  wordingOf,
  type Tone,
} from './message-words.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface MessageContent {
  readonly tone: Tone;
  /** `[DOWN] Shop API: status 503, expected 200` */
  readonly title: string;
  /** `Shop API is down` */
  readonly headline: string;
  /** `status 503, expected 200` or `down for 4 min 12 s`: the title's second half. */
  readonly summary: string;
  /** Stands above the reasons where they are no longer true; null: they speak for themselves. */
  readonly reasonsTitle: string | null;
  /** What failed, one entry a line; never empty. */
  readonly reasons: readonly string[];
  readonly facts: readonly Fact[];
  /** The monitor's URL; null where there is none to open. */
  readonly url: string | null;
}

export interface MessageMoment {
  readonly nowMs: number;
  /** An IANA name; this computer's where absent. */
  readonly timeZone?: string | undefined;
}

/** For lists of alerts; a sent message's title is that of `describeMessage`. */
export function alertTitle(payload: NotificationPayload): string {
  const nowMs = isMonitorNotification(payload) ? payload.confirmedAt : payload.brokenAt;
  return titleOf({ subject: '', payload, includesDown: false, parts: [] }, nowMs);
}

export function describeMessage(message: Message, moment: MessageMoment): MessageContent {
  const { payload } = message;
  if (message.parts.length > 0) return describeSummary(message.parts, moment);
  const { tone, headline } = wordingOf(message);
  return {
    tone,
    title: titleOf(message, moment.nowMs),
    headline: headline(nameOf(payload)),
    summary: summaryOf(message, moment.nowMs),
    reasonsTitle: payload.event === 'recovered' ? 'Why it was down' : null,
    reasons: reasonsOf(payload),
    facts: factsOf(payload, moment),
    url: urlOf(payload),
  };
}

/** What quiet hours held back: one line for each, the worst first. */
function describeSummary(parts: readonly Message[], { nowMs }: MessageMoment): MessageContent {
  const counts = summaryGroups.flatMap(({ events, words }) => {
    const count = parts.filter(({ payload }) => events.includes(payload.event)).length;
    return count === 0 ? [] : [`${String(count)} ${words}`];
  });
  const summary = counts.join(', ');
  const lines = parts.map((part) => `${wordingOf(part).headline(nameOf(part.payload))}: ${partOf(part, nowMs)}`);
  return {
    tone: parts.some(({ payload }) => stillBad.includes(payload.event)) ? 'bad' : 'neutral',
    title: `[SUMMARY] Quiet hours: ${summary}`,
    headline: 'In quiet hours',
    summary,
    reasonsTitle: null,
    reasons: shortened(lines, partsShown),
    facts: [],
    url: null,
  };
}

type EventName = Message['payload']['event'];
const partsShown = 30;
const stillBad: readonly EventName[] = ['down', 'reminder'];
const summaryGroups: readonly { readonly events: readonly EventName[]; readonly words: string }[] = [
  { events: stillBad, words: 'down' },
  { events: ['recovered'], words: 'up again' },
  { events: ['degraded'], words: 'degraded' },
  { events: ['certificate'], words: 'certificate soon to end' },
];

/** A down alert that comes late says for how long. */
function partOf(part: Message, nowMs: number): string {
  const summary = summaryOf(part, nowMs);
  const { payload } = part;
  return payload.event === 'down' ? `${lastingOf(payload, nowMs)}, ${summary}` : summary;
}

/** Sent by hand to try a channel. Each is a subject of its own, so that no mail client takes two for one. */
export function testMessage(channel: Channel, nowMs: number): Message {
  return {
    subject: subjectText({ kind: 'test', channelId: channel.id, at: nowMs }),
    payload: { event: 'test', channelName: channel.name, sentAt: nowMs },
    includesDown: false,
    parts: [],
  };
}

/** `5 Jan 2026, 12:00:00 CET` */
export function describeInstant(atMs: number, timeZone?: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${part('day')} ${part('month')} ${part('year')}, ${time} ${part('timeZoneName')}`;
}

function factsOf(payload: Message['payload'], { nowMs, timeZone }: MessageMoment): readonly Fact[] {
  if (payload.event === 'test') return [];
  if (payload.event === 'channel-broken') {
    return [{ label: 'Since', value: describeInstant(payload.brokenAt, timeZone) }];
  }
  const from = describeInstant(payload.startedAt, timeZone);
  const monitor = [
    { label: 'Monitor', value: nameOf(payload) },
    { label: 'Severity', value: payload.severity },
  ];
  return [...monitor, ...timesOf(payload, { from, nowMs, timeZone }), ...targetOf(payload)];
}

function timesOf(
  payload: MonitorNotification,
  { from, nowMs, timeZone }: MessageMoment & { from: string },
): readonly Fact[] {
  switch (payload.event) {
    case 'down':
    case 'reminder':
      return [
        { label: 'State', value: `down ${lastingOf(payload, nowMs)}` },
        { label: 'Since', value: from },
      ];
    case 'recovered':
      return [
        { label: 'State', value: `up, after ${describeDuration(outageOf(payload))} down` },
        { label: 'Down from', value: from },
        { label: 'Up since', value: describeInstant(payload.endedAt ?? payload.confirmedAt, timeZone) },
      ];
    case 'degraded':
      return [
        { label: 'State', value: 'degraded' },
        { label: 'Since', value: from },
      ];
    case 'certificate':
      return [{ label: 'Noticed', value: from }];
  }
}

function urlOf(payload: Message['payload']): string | null {
  const isWeb = isMonitorNotification(payload) && /^https?:\/\//iu.test(payload.target);
  return isWeb ? oneLine(payload.target, 2048) : null;
}

/** A heartbeat's target is `every 300000`, its period in milliseconds. */
function targetOf({ target }: MonitorNotification): readonly Fact[] {
  if (target === '') return [];
  const period = /^every (\d+)$/u.exec(target)?.[1];
  if (period !== undefined) return [{ label: 'Due', value: `every ${describeDuration(Number(period))}` }];
  return [{ label: 'URL', value: oneLine(target, 2048) }];
}
