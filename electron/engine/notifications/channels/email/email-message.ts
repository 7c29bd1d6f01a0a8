/**
 * A message as an e-mail: text and HTML of the same content. Its Message-ID follows from the subject, the channel and
 * the event alone, so that a mail sent twice is recognised as one, and a recovery or a reminder names the down mail that it answers.
 * The start of the outage is part of it: a new database begins again at incident 1. Every header value is one line.
 */
import { createHash } from 'node:crypto';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import type { Message } from '../channel.ts';
import { emailHtml } from './email-html.ts';
import { describeMessage, type MessageContent, type MessageMoment } from '../../message.ts';
import { oneLine } from '../../../../contract/plain-text.ts';

export interface EmailMessage {
  readonly subject: string;
  readonly messageId: string;
  /** The Message-ID of the mail that this one answers. */
  readonly inReplyTo: string | null;
  readonly text: string;
  readonly html: string;
}

/** RFC 5322 allows 998 characters a line; a longer subject than this is read by nobody. */
const subjectLength = 250;

export function emailMessage(
  message: Message,
  channel: Pick<ChannelOf<'email'>, 'id' | 'from'>,
  moment: MessageMoment,
): EmailMessage {
  const content = describeMessage(message, moment);
  const isAnswer = answers.includes(message.payload.event) && !message.includesDown && message.parts.length === 0;
  return {
    subject: oneLine(content.title, subjectLength),
    messageId: messageIdOf(message, channel, message.payload.event),
    inReplyTo: isAnswer ? messageIdOf(message, channel, 'down') : null,
    text: textOf(content),
    html: emailHtml(content),
  };
}

type EventName = Message['payload']['event'];

/** They belong to the down mail. */
const answers: readonly EventName[] = ['recovered', 'reminder'];

function messageIdOf(
  { subject, payload }: Message,
  channel: Pick<ChannelOf<'email'>, 'id' | 'from'>,
  event: EventName,
): string {
  const which = event === 'reminder' && payload.event === 'reminder' ? [event, payload.reminder] : [event];
  const identity = JSON.stringify([subject, beginOf(payload), channel.id, ...which]);
  const digest = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return `<${digest}@${domainOf(channel.from)}>`;
}

function beginOf(payload: Message['payload']): number {
  switch (payload.event) {
    case 'test':
      return payload.sentAt;
    case 'channel-broken':
      return payload.brokenAt;
    default:
      return payload.startedAt;
  }
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/u.exec(from)?.[1]?.toLowerCase() ?? 'vigilmon.invalid';
}

function textOf({ headline, summary, reasonsTitle, reasons, facts, footer }: MessageContent): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 1;
  const lines = [
    headline,
    ...(reasons[0] === summary ? [] : [summary]),
    '',
    ...(reasonsTitle === null ? [] : [`${reasonsTitle}:`]),
    ...reasons.map((reason) => `  ${reason}`),
    '',
    ...facts.map(({ label, value }) => `${`${label}:`.padEnd(width)} ${value}`),
    '',
    '-- ',
    footer,
  ];
  return `${lines.join('\n')}\n`;
}
