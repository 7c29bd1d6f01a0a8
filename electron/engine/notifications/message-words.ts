/**
 * The words that each event has: tag, headline, title and summary, in plain text of one line each. What stands around them
 * is in message.ts.
 */
import { describeDuration } from '../../contract/duration.ts';
import { oneLine } from '../../contract/plain-text.ts';
import { en } from '../wording/en.ts';
import { say } from '../wording/wording.ts';
import type { MonitorNotification } from './payload.ts';
import type { Message } from './channels/channel.ts';

/** What colour and urgency are chosen by. */
export type Tone = 'bad' | 'warning' | 'good' | 'neutral';

const nameLength = 100;
const reasonLength = 500;
const reasonsShown = 12;
const summaryLength = 160;

interface Wording {
  readonly tag: string;
  readonly tone: Tone;
  readonly headline: (name: string) => string;
}

const eventWording: Readonly<Record<Message['payload']['event'], Wording>> = {
  down: { tag: 'DOWN', tone: 'bad', headline: (name) => `${name} is down` },
  reminder: { tag: 'DOWN', tone: 'bad', headline: (name) => `${name} is still down` },
  recovered: { tag: 'RECOVERED', tone: 'good', headline: (name) => `${name} is up again` },
  degraded: { tag: 'DEGRADED', tone: 'warning', headline: (name) => `${name} is degraded` },
  certificate: { tag: 'CERTIFICATE', tone: 'warning', headline: (name) => `The certificate of ${name} ends soon` },
  'channel-broken': { tag: 'CHANNEL BROKEN', tone: 'bad', headline: (name) => `The alert channel ${name} is broken` },
  test: { tag: 'TEST', tone: 'neutral', headline: () => 'Vigilmon can reach you here' },
};

export function wordingOf({ payload }: Message): Wording {
  return eventWording[payload.event];
}

export function titleOf(message: Message, nowMs: number): string {
  return `[${wordingOf(message).tag}] ${nameOf(message.payload)}: ${summaryOf(message, nowMs)}`;
}

export function summaryOf({ payload, includesDown }: Message, nowMs: number): string {
  const [reason = ''] = reasonsOf(payload);
  if (payload.event === 'reminder') return `still down, ${lastingOf(payload, nowMs)}`;
  if (payload.event !== 'recovered') return oneLine(reason, summaryLength);
  const lasted = `down for ${describeDuration(outageOf(payload))}`;
  return includesDown ? oneLine(`was ${lasted}: ${reason}`, summaryLength) : lasted;
}

/** `for 1 h 5 min` */
export function lastingOf({ startedAt }: MonitorNotification, nowMs: number): string {
  return `for ${describeDuration(Math.max(0, nowMs - startedAt))}`;
}

export function nameOf(payload: Message['payload']): string {
  switch (payload.event) {
    case 'test':
      return 'Vigilmon';
    case 'channel-broken':
      return oneLine(payload.brokenChannelName, nameLength) || 'Unnamed channel';
    default:
      return oneLine(payload.monitorName, nameLength) || 'Unnamed monitor';
  }
}

export function reasonsOf(payload: Message['payload']): readonly string[] {
  const lines = allReasonsOf(payload)
    .map((reason) => oneLine(reason, reasonLength))
    .filter((line) => line !== '');
  return lines.length === 0 ? ['no reason was given'] : shortened(lines, reasonsShown);
}

function allReasonsOf(payload: Message['payload']): readonly string[] {
  switch (payload.event) {
    case 'test':
      return [`A test of the channel "${payload.channelName}". Alerts sent through it arrive here.`];
    case 'channel-broken':
      return [payload.answer, 'Nothing is sent through it until it is edited or a test of it succeeds.'];
    default:
      return payload.reasons.map((reason) => say(en.reasons, reason));
  }
}

export function shortened(lines: readonly string[], shown: number): readonly string[] {
  return lines.length <= shown ? lines : [...lines.slice(0, shown), `and ${String(lines.length - shown)} more`];
}

export function outageOf({ startedAt, endedAt, confirmedAt }: MonitorNotification): number {
  return Math.max(0, (endedAt ?? confirmedAt) - startedAt);
}
