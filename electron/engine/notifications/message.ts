/**
 * The content of a message, before a channel formats it: title (the subject of an e-mail), reasons and facts. Times are
 * local, with their time zone. A recovery whose down alert was never sent describes the outage as well. Everything is
 * plain text of one line each; each channel escapes and truncates it by its own rules.
 */
import type { Channel } from '../../contract/channels/registry.ts';
import { parseDuration } from '../../contract/duration.ts';
import { oneLine } from '../../contract/plain-text.ts';
import type { Speech } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import type { Message } from './channels/channel.ts';
import { describeGroup, describeSummary } from './combined-words.ts';
import { computerName } from './computer-name.ts';
import { digestFacts } from './digest/digest-words.ts';
import { incidentLink, type Link } from './incident-link.ts';
import {
  beginOf,
  headlineOf,
  lastingOf,
  nameOf,
  outageOf,
  reasonsOf,
  summaryOf,
  titleOf,
  toneOf,
  type Tone,
} from './message-words.ts';
import {
  isChannelNotification,
  isMonitorNotification,
  isRecordingNotification,
  type ChannelNotification,
  type MonitorNotification,
  type NotificationPayload,
  type RecordingNotification,
} from './payload.ts';
import { subjectText } from './subject.ts';

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
  /** Heading of the reasons when they are no longer true; null: none is needed. */
  readonly reasonsTitle: string | null;
  /** What failed, one line per entry; never empty. */
  readonly reasons: readonly string[];
  readonly facts: readonly Fact[];
  /** The monitor's URL; null: it has no URL that can be opened. */
  readonly url: string | null;
  /** To what it is about, in the window as a page. */
  readonly link: Link | null;
  /** `Sent by Vigilmon on nas`: every medium shows it below the rest, except the desktop of that computer itself. */
  readonly footer: string;
  /** BCP 47, of all of it. */
  readonly language: string;
}

/** When a message is written, and for which reader. */
export interface MessageMoment {
  readonly nowMs: number;
  readonly speech: Speech;
  /** An IANA name; by default that of this computer. */
  readonly timeZone?: string | undefined;
  /** That sends it; by default this one. */
  readonly computer?: string | undefined;
  /** `http://192.168.1.5:7464`: the window as a page; null, as by default: it is not served. */
  readonly pageUrl?: string | null | undefined;
}

/** For lists of alerts; the title of a sent message comes from `describeMessage`. */
export function alertTitle(payload: NotificationPayload, wording: Wording): string {
  const message = { subject: '', incidentId: null, payload, includesDown: false, parts: [] };
  return titleOf(message, wording, 'confirmedAt' in payload ? payload.confirmedAt : beginOf(payload));
}

export function describeMessage(message: Message, moment: MessageMoment): MessageContent {
  const { payload, parts, shared } = message;
  const { wording } = moment.speech;
  const footer = wording.notifications.footer(moment.computer ?? computerName());
  const common = { link: incidentLink(message, moment), footer, language: wording.language };
  if (shared !== undefined) return { ...common, ...describeGroup(parts, shared, moment) };
  if (parts.length > 0) return { ...common, ...describeSummary(parts, moment) };
  return {
    ...common,
    tone: toneOf(payload),
    title: titleOf(message, wording, moment.nowMs),
    headline: headlineOf(payload, wording),
    summary: summaryOf(message, wording, moment.nowMs),
    reasonsTitle: reasonsTitleOf(payload, wording),
    reasons: reasonsOf(payload, wording),
    facts: factsOf(payload, moment),
    url: urlOf(payload),
  };
}

function reasonsTitleOf(payload: Message['payload'], { notifications: words }: Wording): string | null {
  const { event } = payload;
  if (event === 'recovered') return words.whyItWasDown;
  if (event === 'digest') return payload.longest.length === 0 ? null : words.digest.longest;
  return event === 'channel-recovered' ? words.whyItFailed : null;
}

/** Sent manually to test a channel. Each has its own subject, so that mail clients do not merge two tests. */
export function testMessage(channel: Channel, nowMs: number): Message {
  return {
    subject: subjectText({ about: 'test', channelId: channel.id, at: nowMs }),
    incidentId: null,
    payload: { event: 'test', channelName: channel.name, sentAt: nowMs },
    includesDown: false,
    parts: [],
  };
}

function factsOf(payload: Message['payload'], moment: MessageMoment): readonly Fact[] {
  if (payload.event === 'test') return [];
  if (payload.event === 'digest') return digestFacts(payload, moment);
  const { wording } = moment.speech;
  const { facts: labels, severities } = wording.notifications;
  if (isRecordingNotification(payload)) return recordingFacts(payload, moment);
  if (isChannelNotification(payload)) return channelFacts(payload, moment);
  return [
    { label: labels.monitor, value: nameOf(payload, wording) },
    { label: labels.severity, value: severities[payload.severity] },
    ...timesOf(payload, moment),
    ...targetOf(payload, wording),
  ];
}

function recordingFacts({ since, until }: RecordingNotification, moment: MessageMoment): readonly Fact[] {
  return problemFacts({ since, until, label: moment.speech.wording.notifications.facts.started }, moment);
}

function channelFacts({ trouble, since, endedAt }: ChannelNotification, moment: MessageMoment): readonly Fact[] {
  const { facts: labels } = moment.speech.wording.notifications;
  const label = trouble === 'broken' ? labels.brokenSince : labels.failingSince;
  return problemFacts({ since, until: endedAt, label }, moment);
}

interface Problem {
  readonly since: number;
  /** Null while it lasts. */
  readonly until: number | null;
  /** Of its start, while it lasts. */
  readonly label: string;
}

function problemFacts({ since, until, label }: Problem, { timeZone, speech }: MessageMoment): readonly Fact[] {
  const { wording, format } = speech;
  const { facts: labels, lasted } = wording.notifications;
  const start = format.instant(since, timeZone);
  if (until === null) return [{ label, value: start }];
  return [
    { label: labels.started, value: start },
    { label: labels.resolved, value: format.instant(until, timeZone) },
    { label: labels.duration, value: lasted(until - since) },
  ];
}

function timesOf(
  payload: MonitorNotification,
  { nowMs, timeZone, speech: { wording, format } }: MessageMoment,
): readonly Fact[] {
  const { facts: labels, lasted, lasting } = wording.notifications;
  const from = format.instant(payload.startedAt, timeZone);
  switch (payload.event) {
    case 'down':
    case 'reminder':
    case 'acknowledged':
      return [
        { label: labels.started, value: from },
        { label: labels.duration, value: lasting(lastingOf(payload, nowMs)) },
      ];
    case 'recovered':
      return [
        { label: labels.started, value: from },
        { label: labels.resolved, value: format.instant(payload.endedAt ?? payload.confirmedAt, timeZone) },
        { label: labels.duration, value: lasted(outageOf(payload)) },
      ];
    case 'steady':
      return [
        { label: labels.started, value: from },
        { label: labels.resolved, value: format.instant(payload.endedAt ?? payload.confirmedAt, timeZone) },
      ];
    case 'flapping':
    case 'degraded':
      return [{ label: labels.started, value: from }];
    case 'certificate':
      return [{ label: labels.detected, value: from }];
  }
}

function urlOf(payload: Message['payload']): string | null {
  const isWeb = isMonitorNotification(payload) && /^https?:\/\//iu.test(payload.target);
  return isWeb ? oneLine(payload.target, 2048) : null;
}

/** The target of a heartbeat is `every 5m` or `cron 0 3 * * *`; earlier versions stored `every 300000`, in milliseconds. */
function targetOf({ target }: MonitorNotification, { notifications: words }: Wording): readonly Fact[] {
  if (target === '') return [];
  const [, period = ''] = /^every (\w+)$/u.exec(target) ?? [];
  const everyMs = parseDuration(period) ?? parseDuration(`${period}ms`);
  if (everyMs !== null) return [{ label: words.facts.expected, value: words.every(everyMs) }];
  const [, schedule] = /^cron (.+)$/u.exec(target) ?? [];
  if (schedule !== undefined)
    return [{ label: words.facts.expected, value: words.onSchedule(oneLine(schedule, 2048)) }];
  return [{ label: words.facts.url, value: oneLine(target, 2048) }];
}
