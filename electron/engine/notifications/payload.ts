/**
 * The content of an outbox row, as facts: words are made when it is sent or shown. Rows are parsed when they are read,
 * and upgraded if an earlier version wrote them.
 */
import { z } from 'zod';
import { isDeliveryAnswer, said, type DeliveryAnswer } from '../../contract/delivery-answer.ts';
import { notificationEvents, type NotificationEvent } from '../../contract/model/alert.ts';
import { storeTroubles, type StoreTrouble } from '../../contract/refusal.ts';
import { isReason, type Reason } from '../../contract/reasons.ts';
import { severities, type Severity } from '../../contract/model/monitor.ts';
import { StoreError } from '../store/store-error.ts';

/** About the program itself, not about a monitor. */
const programEvents = ['channel-broken', 'recording-stopped', 'recording-resumed'] as const;

export type MonitorEventName = Exclude<NotificationEvent, (typeof programEvents)[number]>;

/** Something happened to a monitor. */
export interface MonitorNotification {
  readonly event: MonitorEventName;
  /** Only for reminders: their number, from 1. */
  readonly reminder?: number | undefined;
  /** Only for certificate warnings: the certificate that expires soon. */
  readonly fingerprint?: string | undefined;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly severity: Severity;
  /** The URL, or the schedule of a job. */
  readonly target: string;
  /** Start and end of the outage. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  /** What failed: failed assertions with actual values, unhealthy parts. */
  readonly reasons: readonly Reason[];
}

/** A channel rejected a message permanently, so alerts are lost. */
export interface ChannelBrokenNotification {
  readonly event: 'channel-broken';
  readonly brokenChannelId: string;
  readonly brokenChannelName: string;
  readonly brokenAt: number;
  /** The response that broke it. */
  readonly answer: DeliveryAnswer;
}

/** Nothing can be recorded, or it can be again. */
export interface RecordingNotification {
  readonly event: 'recording-stopped' | 'recording-resumed';
  readonly trouble: StoreTrouble;
  readonly since: number;
  /** Null while it lasts. */
  readonly until: number | null;
  /** Checks that are missing in the history. */
  readonly droppedChecks: number;
}

export type NotificationPayload = MonitorNotification | ChannelBrokenNotification | RecordingNotification;

const otherEvents: ReadonlySet<string> = new Set([...programEvents, 'test']);

export function isMonitorNotification(payload: { readonly event: string }): payload is MonitorNotification {
  return !otherEvents.has(payload.event);
}

export function isRecordingNotification(payload: { readonly event: string }): payload is RecordingNotification {
  return payload.event === 'recording-stopped' || payload.event === 'recording-resumed';
}

const version = 5;

export function payloadToJson(payload: NotificationPayload): string {
  return JSON.stringify({ version, ...payload });
}

/** Versions 1 and 2 stored reasons as words. */
const storedReason = z.union([
  z.string().transform((text): Reason => ({ code: 'prose', facts: { text } })),
  z.custom<Reason>(isReason),
]);

/** Versions 1 to 3 stored it as words. */
const storedAnswer = z.union([z.string().transform(said), z.custom<DeliveryAnswer>(isDeliveryAnswer)]);

const monitorNotification = z.object({
  event: z.enum(notificationEvents).exclude(programEvents),
  reminder: z.number().optional(),
  fingerprint: z.string().optional(),
  monitorId: z.string(),
  monitorName: z.string(),
  severity: z.enum(severities),
  target: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  detectedAt: z.number(),
  confirmedAt: z.number(),
  reasons: z.array(storedReason),
});

const channelBrokenNotification = z.object({
  event: z.literal('channel-broken'),
  brokenChannelId: z.string(),
  brokenChannelName: z.string(),
  brokenAt: z.number(),
  answer: storedAnswer,
});

const recordingNotification = z.object({
  event: z.enum(['recording-stopped', 'recording-resumed']),
  trouble: z.enum(storeTroubles),
  since: z.number(),
  until: z.number().nullable(),
  droppedChecks: z.number(),
});

const storedVersion = z.object({ version: z.int().min(1).default(1) });
const storedPayload = z.discriminatedUnion('event', [
  monitorNotification,
  channelBrokenNotification,
  recordingNotification,
]);

/**
 * Throws `damaged` if it is not a payload, and `unreadable` if a newer version wrote it.
 * @param subject of the row, which alone contains some facts of version 1.
 */
export function payloadFromJson(json: string, subject: string): NotificationPayload {
  const stored = parseStored(() => JSON.parse(json) as unknown);
  const { version: written } = parseStored(() => storedVersion.parse(stored));
  if (written > version) {
    throw new StoreError('unreadable', new Error(`outbox.payload has version ${String(written)}`));
  }
  const payload = parseStored(() => storedPayload.parse(stored));
  return written === 1 && isMonitorNotification(payload) ? fromVersion1(payload, subject) : payload;
}

function parseStored<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new StoreError('damaged', new Error('outbox.payload is not valid', { cause: error }));
  }
}

/** Version 1 stored a broken channel as an outage of a monitor without an id, and a fingerprint only in the subject. */
function fromVersion1(payload: MonitorNotification, subject: string): NotificationPayload {
  const [kind, id = ''] = subject.split(':');
  if (kind === 'channel' && payload.monitorId === '') {
    const { monitorName, startedAt, reasons } = payload;
    const [answer] = reasons;
    return {
      event: 'channel-broken',
      brokenChannelId: id,
      brokenChannelName: monitorName,
      brokenAt: startedAt,
      answer: said(answer?.code === 'prose' ? answer.facts.text : ''),
    };
  }
  if (payload.event !== 'certificate') return payload;
  // Fingerprints contain colons.
  return { ...payload, fingerprint: subject.split(':').slice(2, -1).join(':') };
}
