/**
 * A message as JSON for programs. The format has a version: within a version members may be added, but none is removed
 * or changes its meaning. Times are ISO 8601 in UTC with milliseconds. README documents every member.
 */
import type { WebhookPlaceholder } from '../../../../contract/channels/webhook.ts';
import type { Severity } from '../../../../contract/model/monitor.ts';
import { oneLine } from '../../../../contract/plain-text.ts';
import type { TemplateValue } from '../../../../contract/template.ts';
import { say } from '../../../wording/wording.ts';
import { beginOf, lastingOf, outageOf } from '../../message-words.ts';
import { computerName } from '../../computer-name.ts';
import type { DigestNotification } from '../../digest/digest-notification.ts';
import { describeMessage, type MessageMoment } from '../../message.ts';
import { isChannelNotification, isMonitorNotification, type MonitorNotification } from '../../payload.ts';
import type { Message } from '../channel.ts';
import { plainLines } from '../plain-body.ts';

interface Called {
  readonly id: string;
  readonly name: string;
}

export interface WebhookPayload {
  readonly version: 1;
  readonly event: Message['payload']['event'];
  readonly title: string;
  readonly text: string;
  /** The same in all messages of one outage; null: not about an outage. */
  readonly incident: {
    readonly id: number;
    readonly startedAt: string;
    readonly endedAt: string | null;
    /** So far, for an open incident. */
    readonly durationMs: number;
  } | null;
  /** The incident in the window as a page; null: none, or no page is served. */
  readonly incidentUrl: string | null;
  readonly monitor: (Called & { readonly severity: Severity; readonly target: string }) | null;
  /** The channel that has a problem or is being tested. */
  readonly channel: Called | null;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  /** Of a digest. */
  readonly digest: {
    readonly from: string;
    readonly to: string;
    /** How many monitors are in each state. */
    readonly states: DigestNotification['states'];
    readonly incidents: number;
    /** 0 to 1; null: not known. */
    readonly uptime: number | null;
  } | null;
  /** When the outage, the slow responses, the expiry warning, the problem of channel or recording, or the digest's period started. */
  readonly since: string;
  /** When the first check failed, and when further checks confirmed it. */
  readonly detectedAt: string | null;
  readonly confirmedAt: string | null;
  /** True: no down message was sent before; this recovery covers both. */
  readonly includesDown: boolean;
  readonly computer: string;
  readonly sentAt: string;
}

/** @param channel the channel that sends it. */
export function webhookPayload(message: Message, channel: Called, moment: MessageMoment): WebhookPayload {
  const { payload, includesDown } = message;
  const content = describeMessage(message, moment);
  const ofMonitor = isMonitorNotification(payload) ? payload : null;
  return {
    version: 1,
    event: payload.event,
    title: content.title,
    text: plainLines(content),
    incident: ofMonitor === null ? null : incidentOf(message.incidentId, ofMonitor, moment.nowMs),
    incidentUrl: content.link?.url ?? null,
    monitor: ofMonitor === null ? null : monitorOf(ofMonitor),
    channel: channelOf(payload, channel),
    reasons: ofMonitor === null ? [] : reasonsOf(ofMonitor, moment),
    digest: payload.event === 'digest' ? digestOf(payload) : null,
    since: instant(beginOf(payload)),
    detectedAt: ofMonitor === null ? null : instant(ofMonitor.detectedAt),
    confirmedAt: ofMonitor === null ? null : instant(ofMonitor.confirmedAt),
    includesDown,
    computer: computerName(),
    sentAt: instant(moment.nowMs),
  };
}

/** The values of template placeholders, and the fields of a form without a template. */
export function webhookValues(payload: WebhookPayload): Readonly<Record<WebhookPlaceholder, TemplateValue>> {
  const { incident, monitor, channel } = payload;
  return {
    event: payload.event,
    title: payload.title,
    text: payload.text,
    reasons: payload.reasons.map(({ text }) => text).join('\n'),
    'incident.id': incident?.id ?? null,
    'incident.startedAt': incident?.startedAt ?? null,
    'incident.endedAt': incident?.endedAt ?? null,
    'incident.durationMs': incident?.durationMs ?? null,
    incidentUrl: payload.incidentUrl,
    'monitor.id': monitor?.id ?? null,
    'monitor.name': monitor?.name ?? null,
    'monitor.severity': monitor?.severity ?? null,
    'monitor.target': monitor?.target ?? null,
    'channel.id': channel?.id ?? null,
    'channel.name': channel?.name ?? null,
    since: payload.since,
    detectedAt: payload.detectedAt,
    confirmedAt: payload.confirmedAt,
    computer: payload.computer,
    sentAt: payload.sentAt,
  };
}

function incidentOf(id: number | null, payload: MonitorNotification, nowMs: number): WebhookPayload['incident'] {
  if (id === null) return null;
  const { startedAt, endedAt } = payload;
  return {
    id,
    startedAt: instant(startedAt),
    endedAt: endedAt === null ? null : instant(endedAt),
    durationMs: endedAt === null ? lastingOf(payload, nowMs) : outageOf(payload),
  };
}

function monitorOf({ monitorId, monitorName, severity, target }: MonitorNotification): WebhookPayload['monitor'] {
  return { id: monitorId, name: monitorName, severity, target };
}

function digestOf({ from, to, states, incidents, uptime }: DigestNotification): WebhookPayload['digest'] {
  return { from: instant(from), to: instant(to), states, incidents, uptime };
}

function channelOf(payload: Message['payload'], { id, name }: Called): Called | null {
  if (payload.event === 'test') return { id, name };
  return isChannelNotification(payload) ? { id: payload.channelId, name: payload.channelName } : null;
}

const reasonLength = 500;

/** The code of a failure is that of its cause. */
function reasonsOf({ reasons }: MonitorNotification, { speech }: MessageMoment): WebhookPayload['reasons'] {
  return reasons.map((reason) => ({
    code: reason.code === 'failure' ? reason.facts.code : reason.code,
    text: oneLine(say(speech.wording.reasons, reason), reasonLength),
  }));
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
