/** A message as a desktop notification: what happened, and the first lines of why. One subject's messages replace each other. */
import type { NativeNotification, Urgency } from '../ports.ts';
import type { Message } from './channel.ts';
import { describeMessage, type MessageMoment } from './message.ts';
import { cap } from '../../contract/plain-text.ts';

const bodyLines = 3;
/** Desktops show some 200 to 300 characters. */
const bodyLength = 240;

export function nativeMessage(message: Message, moment: MessageMoment): NativeNotification {
  const { subject, payload } = message;
  const { headline, summary, reasons } = describeMessage(message, moment);
  const lines = payload.event === 'recovered' ? [summary] : reasons.slice(0, bodyLines);
  return {
    tag: subject,
    title: headline,
    body: cap(lines.join('\n'), bodyLength),
    monitorId: payload.monitorId === '' ? null : payload.monitorId,
    urgency: urgencyOf(payload),
  };
}

/** What the user calls an information never interrupts, and only an outage that matters stays on the screen. */
function urgencyOf({ event, severity }: Message['payload']): Urgency {
  if (severity === 'info') return 'low';
  return event === 'down' && severity === 'critical' ? 'critical' : 'normal';
}
