/**
 * Several messages in one: a group of what became due together, or what quiet hours deferred. Open outages come first,
 * then by severity, then the oldest. It belongs to no e-mail thread and replaces no earlier notification.
 */
import { severities } from '../../contract/model/monitor.ts';
import type { Message } from './channels/channel.ts';
import { beginOf } from './message-words.ts';
import { isMonitorNotification } from './payload.ts';
import type { SharedFacts } from './shared-facts.ts';
import { subjectText } from './subject.ts';

type Payload = Message['payload'];

const eventOrder: readonly Payload['event'][] = [
  'recording-stopped',
  'channel-broken',
  'channel-failing',
  'down',
  'reminder',
  'flapping',
  'acknowledged',
  'degraded',
  'certificate',
  'steady',
  'recovered',
  'channel-recovered',
  'recording-resumed',
  'digest',
  'test',
];

/** What quiet hours deferred. @param messages at least two. */
export function summaryMessage(channelId: string, messages: readonly Message[]): Message {
  return combined('summary', channelId, messages);
}

/** What became due together. @param messages at least two. */
export function groupMessage(channelId: string, messages: readonly Message[], shared: SharedFacts): Message {
  return { ...combined('group', channelId, messages), shared };
}

function combined(kind: 'summary' | 'group', channelId: string, messages: readonly Message[]): Message {
  const parts = [...messages].sort(
    (a, b) => rankOf(a.payload) - rankOf(b.payload) || beginOf(a.payload) - beginOf(b.payload),
  );
  const [worst = messages[0]] = parts;
  if (worst === undefined) throw new Error('a summary of nothing');
  const subject = subjectText({ about: kind, channelId, of: worst.subject });
  return { ...worst, subject, incidentId: null, includesDown: false, parts };
}

function rankOf(payload: Payload): number {
  const event = payload.event === 'reminder' ? 'down' : payload.event;
  const severity = isMonitorNotification(payload) ? payload.severity : 'critical';
  return eventOrder.indexOf(event) * severities.length + severities.indexOf(severity);
}
