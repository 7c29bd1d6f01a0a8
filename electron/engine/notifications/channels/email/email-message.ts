/**
 * A message as an e-mail: text and HTML with the same content. The Message-ID derives from subject, channel and event,
 * so that a mail sent twice is recognised as one, and recoveries and reminders refer to the down mail. It includes the
 * start of the outage, because a new database starts again at incident 1. Every header value is one line.
 */
import { createHash } from 'node:crypto';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import type { Message } from '../channel.ts';
import { emailHtml } from './email-html.ts';
import { describeMessage, type MessageContent, type MessageMoment } from '../../message.ts';
import { beginOf } from '../../message-words.ts';
import { oneLine } from '../../../../contract/plain-text.ts';

interface EmailMessage {
  readonly subject: string;
  readonly messageId: string;
  /** The Message-ID of the down mail. */
  readonly inReplyTo: string | null;
  readonly text: string;
  readonly html: string;
}

/** RFC 5322 allows 998 characters a line, but mail clients show far less. */
const subjectLength = 250;

export function emailMessage(
  message: Message,
  channel: Pick<ChannelOf<'email'>, 'id' | 'from'>,
  moment: MessageMoment,
): EmailMessage {
  const content = describeMessage(message, moment);
  const isReply = replies.includes(message.payload.event) && !message.includesDown && message.parts.length === 0;
  return {
    subject: oneLine(content.title, subjectLength),
    messageId: messageIdOf(message, channel, message.payload.event),
    inReplyTo: isReply ? messageIdOf(message, channel, 'down') : null,
    text: textOf(content),
    html: emailHtml(content),
  };
}

type EventName = Message['payload']['event'];

/** Sent as replies to the down mail. */
const replies: readonly EventName[] = ['recovered', 'reminder'];

function messageIdOf(
  { subject, payload }: Message,
  channel: Pick<ChannelOf<'email'>, 'id' | 'from'>,
  event: EventName,
): string {
  const which = event === payload.event ? [event, ...numberOf(payload)] : [event];
  const identity = JSON.stringify([subject, beginOf(payload), channel.id, ...which]);
  const digest = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return `<${digest}@${domainOf(channel.from)}>`;
}

/** Several messages of one subject and event. */
function numberOf(payload: Message['payload']): readonly (string | number | undefined)[] {
  if (payload.event === 'reminder') return [payload.reminder];
  return payload.event === 'channel-failing' ? [payload.trouble] : [];
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/u.exec(from)?.[1]?.toLowerCase() ?? 'vigilmon.invalid';
}

function textOf({ headline, summary, reasonsTitle, reasons, facts, link, footer }: MessageContent): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 1;
  const lines = [
    headline,
    ...(reasons[0] === summary ? [] : [summary]),
    '',
    ...(reasonsTitle === null ? [] : [`${reasonsTitle}:`]),
    ...reasons.map((reason) => `  ${reason}`),
    '',
    ...facts.map(({ label, value }) => `${`${label}:`.padEnd(width)} ${value}`),
    ...(link === null ? [] : ['', `${link.text}: ${link.url}`]),
    '',
    '-- ',
    footer,
  ];
  return `${lines.join('\n')}\n`;
}
