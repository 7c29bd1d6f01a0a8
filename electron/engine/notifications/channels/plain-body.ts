/** A message as lines of plain text below its title, for services that show little else; and how urgent it is. */
import { cap } from '../../../contract/plain-text.ts';
import { isMonitorNotification } from '../payload.ts';
import type { MessageContent } from '../message.ts';
import type { Message } from './channel.ts';

/** With the link and the computer that sends it as the last lines, which remain when those above are cut. */
export function plainBody(content: MessageContent, max = Infinity): string {
  const end = plainEnd(content);
  return `${cap(plainLines(content), max - end.length - 1)}\n${end}`;
}

function plainEnd({ link, footer }: Pick<MessageContent, 'link' | 'footer'>): string {
  return link === null ? footer : `${link.text}: ${link.url}\n${footer}`;
}

export function plainLines({ reasonsTitle, reasons, facts }: MessageContent): string {
  const above = reasonsTitle === null ? [] : [`${reasonsTitle}:`];
  return [...above, ...reasons, ...facts.map(({ label, value }) => `${label}: ${value}`)].join('\n');
}

/** `urgent`: a critical outage. `raised`: something is wrong. `usual`: it is resolved, or only worth knowing. */
export type Urgency = 'urgent' | 'raised' | 'usual';

export function urgencyOf({ payload }: Pick<Message, 'payload'>): Urgency {
  if (payload.event === 'test' || payload.event === 'digest' || isResolved(payload.event)) return 'usual';
  if (!isMonitorNotification(payload)) return 'raised';
  if (payload.severity === 'info') return 'usual';
  const isOutage = payload.event === 'down' || payload.event === 'reminder';
  return isOutage && payload.severity === 'critical' ? 'urgent' : 'raised';
}

export function isResolved(event: Message['payload']['event']): boolean {
  return ['recovered', 'steady', 'channel-recovered', 'recording-resumed'].includes(event);
}
