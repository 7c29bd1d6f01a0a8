/**
 * Several messages in one, for what quiet hours held back: what is still down first, the most severe first, then the
 * oldest. It stands for itself: no thread of mails and no earlier notification is its own.
 */
import type { NotificationEvent } from '../../contract/model/alert.ts';
import { severities } from '../../contract/model/monitor.ts';
import type { Message } from './channels/channel.ts';

const eventOrder: readonly NotificationEvent[] = ['down', 'reminder', 'degraded', 'certificate', 'recovered'];

/** @param messages two at least. */
export function summaryMessage(channelId: string, messages: readonly Message[]): Message {
  const parts = [...messages].sort((a, b) => rankOf(a) - rankOf(b) || a.payload.startedAt - b.payload.startedAt);
  const [worst = messages[0]] = parts;
  if (worst === undefined) throw new Error('a summary of nothing');
  return { ...worst, subject: `summary:${channelId}:${worst.subject}`, includesDown: false, parts };
}

function rankOf({ payload }: Message): number {
  const event = payload.event === 'reminder' ? 'down' : payload.event;
  return eventOrder.indexOf(event) * severities.length + severities.indexOf(payload.severity);
}
