/**
 * A message as a desktop notification: what happened and the first reasons. Messages of one subject replace each other.
 * The only medium that does not name the computer: it is the one that shows it.
 */
import { native, type Presence } from '../../../../contract/channels/native.ts';
import { defaultsOf } from '../../../../contract/fields/defaults.ts';
import type { Severity } from '../../../../contract/model/monitor.ts';
import type { NativeAbout, NativeNotification } from '../../../ports.ts';
import type { Message } from '../channel.ts';
import { isChannelNotification, isMonitorNotification } from '../../payload.ts';
import { describeMessage, type MessageContent, type MessageMoment } from '../../message.ts';
import { cap } from '../../../../contract/plain-text.ts';

const bodyLines = 3;
/** Desktops show about 200 to 300 characters. */
const bodyLength = 240;

/** How outages are shown. */
type Presences = Readonly<Record<Severity, Presence>>;

const usual: Presences = defaultsOf(native.fields);

export function nativeMessage(
  message: Message,
  moment: MessageMoment,
  presences: Presences = usual,
): NativeNotification {
  const { subject, payload, parts } = message;
  const { headline, summary, reasons } = describeMessage(message, moment);
  const isSummary = parts.length > 0;
  return {
    tag: subject,
    title: isSummary ? moment.speech.wording.notifications.summary.line(headline, summary) : headline,
    body: cap(linesOf(message, { summary, reasons }).join('\n'), bodyLength),
    presence: presenceOf(payload, presences),
    ...(isSummary ? { monitorId: null, parts: parts.map(aboutOf) } : aboutOf(message)),
  };
}

function aboutOf({ payload, incidentId }: Message): NativeAbout {
  if (!isMonitorNotification(payload)) return { monitorId: null };
  return { monitorId: payload.monitorId, alert: { event: payload.event, incidentId } };
}

function linesOf(
  { payload, parts }: Message,
  { summary, reasons }: Pick<MessageContent, 'summary' | 'reasons'>,
): readonly string[] {
  if (parts.length > 0) return reasons.slice(0, bodyLines);
  if (payload.event === 'recovered') return [summary];
  return payload.event === 'reminder' || payload.event === 'digest'
    ? [summary, ...reasons].slice(0, bodyLines)
    : reasons.slice(0, bodyLines);
}

/** Only outages and problems of the program itself stay on the screen. */
function presenceOf(payload: Message['payload'], presences: Presences): Presence {
  if (isChannelNotification(payload)) return payload.endedAt === null ? 'lasting' : 'normal';
  if (payload.event === 'recording-stopped') return 'lasting';
  if (payload.event === 'digest') return 'normal';
  if (!isMonitorNotification(payload)) return 'quiet';
  const { event, severity } = payload;
  const presence = presences[severity];
  const isOutage = event === 'down' || event === 'reminder';
  return presence === 'lasting' && !isOutage ? 'normal' : presence;
}
