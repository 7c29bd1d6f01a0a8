/**
 * The words that each event has: tag, headline, title and summary, in plain text of one line each. What stands around them
 * is in message.ts.
 */
import { describeDuration } from '../../contract/duration.ts';
import type { NotificationEvent } from '../../contract/model/alert.ts';
import { oneLine } from '../../contract/plain-text.ts';
import type { AlertPayload } from '../store/store.ts';
import type { Message } from './channels/channel.ts';

/** What colour and urgency are chosen by. */
export type Tone = 'bad' | 'warning' | 'good' | 'neutral';

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

interface Wording {
  readonly tag: string;
  readonly tone: Tone;
  readonly headline: (name: string) => string;
}

const eventWording: Readonly<Record<NotificationEvent, Wording>> = {
  down: { tag: 'DOWN', tone: 'bad', headline: (name) => `${name} is down` },
  reminder: { tag: 'DOWN', tone: 'bad', headline: (name) => `${name} is still down` },
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

export function wordingOf({ isTest, subject, payload }: Message): Wording {
  if (isTest) return testWording;
  return isAboutChannel(subject) ? brokenChannelWording : eventWording[payload.event];
}

export function titleOf(message: Message, nowMs: number): string {
  const { payload } = message;
  return `[${wordingOf(message).tag}] ${nameOf(payload)}: ${summaryOf(message, nowMs)}`;
}

export function summaryOf({ payload, includesDown }: Message, nowMs: number): string {
  const [reason = ''] = reasonsOf(payload);
  if (payload.event === 'reminder') return `still down, ${lastingOf(payload, nowMs)}`;
  if (payload.event !== 'recovered') return oneLine(reason, summaryLength);
  const lasted = `down for ${describeDuration(outageOf(payload))}`;
  return includesDown ? oneLine(`was ${lasted}: ${reason}`, summaryLength) : lasted;
}

/** `for 1 h 5 min` */
export function lastingOf({ startedAt }: AlertPayload, nowMs: number): string {
  return `for ${describeDuration(Math.max(0, nowMs - startedAt))}`;
}

export function nameOf({ monitorName }: AlertPayload): string {
  return oneLine(monitorName, nameLength) || 'Unnamed monitor';
}

export function reasonsOf({ reasons }: AlertPayload): readonly string[] {
  const lines = reasons.map((reason) => oneLine(reason, reasonLength)).filter((line) => line !== '');
  return lines.length === 0 ? ['no reason was given'] : shortened(lines, reasonsShown);
}

export function shortened(lines: readonly string[], shown: number): readonly string[] {
  return lines.length <= shown ? lines : [...lines.slice(0, shown), `and ${String(lines.length - shown)} more`];
}

export function outageOf({ startedAt, endedAt, confirmedAt }: AlertPayload): number {
  return Math.max(0, (endedAt ?? confirmedAt) - startedAt);
}
