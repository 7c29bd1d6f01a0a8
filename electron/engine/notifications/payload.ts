/**
 * What a row of the outbox says, as facts: words are made when it is sent or shown. A row that an earlier version wrote
 * is brought up to date when it is read.
 */
import type { NotificationEvent } from '../../contract/model/alert.ts';
import type { Reason } from '../../contract/reasons.ts';
import type { Severity } from '../../contract/model/monitor.ts';

export type MonitorEventName = Exclude<NotificationEvent, 'channel-broken'>;

/** Something happened to a monitor. */
export interface MonitorNotification {
  readonly event: MonitorEventName;
  /** Which one it is, from 1; of a reminder alone. */
  readonly reminder?: number | undefined;
  /** Of the certificate that expires soon; of a certificate warning alone. */
  readonly fingerprint?: string | undefined;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly severity: Severity;
  /** The URL, or how often the job is due. */
  readonly target: string;
  /** Start and end of the outage. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  /** What failed, one entry a line: failed assertions with actual values, unhealthy parts. */
  readonly reasons: readonly Reason[];
}

/** A channel refused a message for good, so that alerts are lost. */
export interface ChannelBrokenNotification {
  readonly event: 'channel-broken';
  readonly brokenChannelId: string;
  readonly brokenChannelName: string;
  readonly brokenAt: number;
  /** The other side's own words. */
  readonly answer: string;
}

export type NotificationPayload = MonitorNotification | ChannelBrokenNotification;

export function isMonitorNotification(payload: { readonly event: string }): payload is MonitorNotification {
  return payload.event !== 'channel-broken' && payload.event !== 'test';
}

const version = 3;

export function payloadToJson(payload: NotificationPayload): string {
  return JSON.stringify({ version, ...payload });
}

/** @param subject of the row: what version 1 said there alone. */
export function payloadFromJson(json: string, subject: string): NotificationPayload {
  const { version: written = 1, ...payload } = JSON.parse(json) as Written;
  if (payload.event === 'channel-broken') return payload;
  const second = written === 1 ? fromVersion1(payload, subject) : payload;
  return second.event === 'channel-broken' ? second : { ...second, reasons: second.reasons.map(asReason) };
}

type Written = (EarlierNotification | ChannelBrokenNotification) & { readonly version?: number };
type EarlierNotification = Omit<MonitorNotification, 'reasons'> & { readonly reasons: readonly (Reason | string)[] };

/** Versions 1 and 2 had reasons as words. */
function asReason(reason: Reason | string): Reason {
  return typeof reason === 'string' ? { code: 'prose', facts: { text: reason } } : reason;
}

/** Version 1 had a broken channel as an outage of a monitor without an id, and a certificate's fingerprint only in the subject. */
function fromVersion1(payload: EarlierNotification, subject: string): EarlierNotification | ChannelBrokenNotification {
  const [kind, id = ''] = subject.split(':');
  if (kind === 'channel' && payload.monitorId === '') {
    const { monitorName, startedAt, reasons } = payload;
    const [answer = ''] = reasons;
    return {
      event: 'channel-broken',
      brokenChannelId: id,
      brokenChannelName: monitorName,
      brokenAt: startedAt,
      answer: typeof answer === 'string' ? answer : '',
    };
  }
  if (payload.event !== 'certificate') return payload;
  // A fingerprint has colons of its own.
  return { ...payload, fingerprint: subject.split(':').slice(2, -1).join(':') };
}
