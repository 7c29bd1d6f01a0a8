/**
 * What a message says, before any channel's own form: the title (which is the e-mail's subject), what failed, and the
 * facts beside it. Times are local with their zone, and stand beside a duration. A recovery whose down alert was never
 * sent says both. Everything comes out as plain text of one line each; channels escape and cap it their own way.
 */
import { describeDuration } from '../../contract/duration.ts';
import type { AlertEvent, Channel } from '../../contract/model.ts';
import type { AlertPayload } from '../store/store.ts';
import type { Message } from './channel.ts';
import { oneLine } from '../../contract/plain-text.ts';

/** What colour and urgency are chosen by. */
export type Tone = 'bad' | 'warning' | 'good' | 'neutral';

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

const nameLength = 100;
const reasonLength = 500;
const reasonsShown = 12;
const summaryLength = 160;

const channelPrefix = 'channel:';
/** The subject of a notice that an alert channel broke; its payload's `monitorName` is the channel's, `monitorId` is empty. */
export function channelSubject(channelId: string, sinceMs: number): string {
  return `${channelPrefix}${channelId}:${String(sinceMs)}`;
}
export function isAboutChannel(subject: string): boolean {
  return subject.startsWith(channelPrefix);
}

/** For lists of alerts; a sent message's title is that of `describeMessage`. */
export function alertTitle(subject: string, payload: AlertPayload): string {
  return titleOf({ subject, payload, includesDown: false, isTest: false });
}

export function describeMessage(message: Message, moment: MessageMoment): MessageContent {
  const { payload } = message;
  const { tone, headline } = wordingOf(message);
  return {
    tone,
    title: titleOf(message),
    headline: headline(nameOf(payload)),
    summary: summaryOf(message),
    reasonsTitle: payload.event === 'recovered' ? 'Why it was down' : null,
    reasons: reasonsOf(payload),
    facts: message.isTest ? [] : factsOf(message, moment),
    url: /^https?:\/\//iu.test(payload.target) ? oneLine(payload.target, 2048) : null,
  };
}

/** Sent by hand to try a channel. Each is a subject of its own, so that no mail client takes two for one. */
export function testMessage(channel: Channel, nowMs: number): Message {
  return {
    subject: `test:${channel.id}:${String(nowMs)}`,
    includesDown: false,
    isTest: true,
    payload: {
      event: 'down',
      monitorId: '',
      monitorName: 'Vigilmon',
      severity: 'info',
      target: '',
      startedAt: nowMs,
      endedAt: null,
      detectedAt: nowMs,
      confirmedAt: nowMs,
      reasons: [`A test of the channel "${channel.name}". Alerts sent through it arrive here.`],
    },
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

interface Wording {
  readonly tag: string;
  readonly tone: Tone;
  readonly headline: (name: string) => string;
}

const eventWording: Readonly<Record<AlertEvent, Wording>> = {
  down: { tag: 'DOWN', tone: 'bad', headline: (name) => `${name} is down` },
  recovered: { tag: 'RECOVERED', tone: 'good', headline: (name) => `${name} is up again` },
  degraded: { tag: 'DEGRADED', tone: 'warning', headline: (name) => `${name} is degraded` },
  certificate: { tag: 'CERTIFICATE', tone: 'warning', headline: (name) => `The certificate of ${name} ends soon` },
};
const brokenChannelWording: Wording = {
  tag: 'CHANNEL BROKEN',
  tone: 'bad',
  headline: (name) => `The alert channel ${name} is broken`,
};
const testWording: Wording = { tag: 'TEST', tone: 'neutral', headline: () => 'Vigilmon can reach you here' };

function wordingOf({ isTest, subject, payload }: Message): Wording {
  if (isTest) return testWording;
  return isAboutChannel(subject) ? brokenChannelWording : eventWording[payload.event];
}

function titleOf(message: Message): string {
  const { payload } = message;
  return `[${wordingOf(message).tag}] ${nameOf(payload)}: ${summaryOf(message)}`;
}

function summaryOf({ payload, includesDown }: Message): string {
  const [reason = ''] = reasonsOf(payload);
  if (payload.event !== 'recovered') return oneLine(reason, summaryLength);
  const lasted = `down for ${describeDuration(outageOf(payload))}`;
  return includesDown ? oneLine(`was ${lasted}: ${reason}`, summaryLength) : lasted;
}

function nameOf({ monitorName }: AlertPayload): string {
  return oneLine(monitorName, nameLength) || 'Unnamed monitor';
}

function reasonsOf({ reasons }: AlertPayload): readonly string[] {
  const lines = reasons.map((reason) => oneLine(reason, reasonLength)).filter((line) => line !== '');
  if (lines.length === 0) return ['no reason was given'];
  if (lines.length <= reasonsShown) return lines;
  const hidden = lines.length - reasonsShown;
  return [...lines.slice(0, reasonsShown), `and ${String(hidden)} more`];
}

function factsOf(message: Message, { nowMs, timeZone }: MessageMoment): readonly Fact[] {
  const { payload, subject } = message;
  const from = describeInstant(payload.startedAt, timeZone);
  if (isAboutChannel(subject)) return [{ label: 'Since', value: from }];
  const monitor = [
    { label: 'Monitor', value: nameOf(payload) },
    { label: 'Severity', value: payload.severity },
  ];
  return [...monitor, ...timesOf(payload, { from, nowMs, timeZone }), ...targetOf(payload)];
}

function timesOf(payload: AlertPayload, { from, nowMs, timeZone }: MessageMoment & { from: string }): readonly Fact[] {
  switch (payload.event) {
    case 'down':
      return [
        { label: 'State', value: `down for ${describeDuration(Math.max(0, nowMs - payload.startedAt))}` },
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

/** A heartbeat's target is `every 300000`, its period in milliseconds. */
function targetOf({ target }: AlertPayload): readonly Fact[] {
  if (target === '') return [];
  const period = /^every (\d+)$/u.exec(target)?.[1];
  if (period !== undefined) return [{ label: 'Due', value: `every ${describeDuration(Number(period))}` }];
  return [{ label: 'URL', value: oneLine(target, 2048) }];
}

function outageOf({ startedAt, endedAt, confirmedAt }: AlertPayload): number {
  return Math.max(0, (endedAt ?? confirmedAt) - startedAt);
}
