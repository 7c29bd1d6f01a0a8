/**
 * The content of an outbox row, as facts: words are made when it is sent or shown. Rows are parsed when they are read,
 * and upgraded if an earlier version wrote them.
 */
import { z } from 'zod';
import { isDeliveryAnswer, said, type DeliveryAnswer } from '../../contract/delivery-answer.ts';
import {
  channelTroubles,
  notificationEvents,
  type ChannelTrouble,
  type NotificationEvent,
} from '../../contract/model/alert.ts';
import { storeTroubles, type StoreTrouble } from '../../contract/refusal.ts';
import { isReason, type Reason } from '../../contract/reasons.ts';
import { severities, type Severity } from '../../contract/model/monitor.ts';
import { StoreError } from '../store/store-error.ts';
import { digestNotification, type DigestNotification } from './digest/digest-notification.ts';

const channelEvents = ['channel-broken', 'channel-failing', 'channel-recovered'] as const;
type ChannelEventName = (typeof channelEvents)[number];
const recordingEvents = ['recording-stopped', 'recording-resumed'] as const;
/** About the program itself, not about a monitor. */
const programEvents = [...channelEvents, ...recordingEvents, 'digest'] as const;

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
  /** How long its rule lets it wait, in milliseconds; absent: it is sent at once. */
  readonly waitMs?: number | undefined;
  /** What failed: failed assertions with actual values, unhealthy parts. */
  readonly reasons: readonly Reason[];
}

/** A channel does not deliver, so that alerts are late or lost; or it does again. */
export interface ChannelNotification {
  readonly event: ChannelEventName;
  readonly channelId: string;
  readonly channelName: string;
  readonly trouble: ChannelTrouble;
  /** When the first of its failures in a row occurred. */
  readonly since: number;
  /** When the trouble was recognised, or was resolved. */
  readonly confirmedAt: number;
  /** Null: not resolved yet. */
  readonly endedAt: number | null;
  /** Its last response that was no success. */
  readonly answer: DeliveryAnswer;
}

/** Nothing can be recorded, or it can be again. */
export interface RecordingNotification {
  readonly event: (typeof recordingEvents)[number];
  readonly trouble: StoreTrouble;
  readonly since: number;
  /** Null while it lasts. */
  readonly until: number | null;
  /** Checks that are missing in the history. */
  readonly droppedChecks: number;
}

export type NotificationPayload =
  MonitorNotification | ChannelNotification | RecordingNotification | DigestNotification;

const otherEvents: ReadonlySet<string> = new Set([...programEvents, 'test']);

export function isMonitorNotification(payload: { readonly event: string }): payload is MonitorNotification {
  return !otherEvents.has(payload.event);
}

export function isChannelNotification(payload: { readonly event: string }): payload is ChannelNotification {
  return channelEvents.some((event) => event === payload.event);
}

export function isRecordingNotification(payload: { readonly event: string }): payload is RecordingNotification {
  return recordingEvents.some((event) => event === payload.event);
}

const version = 7;

export function payloadToJson(payload: NotificationPayload): string {
  return JSON.stringify({ version, ...payload });
}

/** Versions 1 and 2 stored reasons as words. */
const storedReason = z.union([
  z.string().transform((text): Reason => ({ code: 'prose', facts: { text } })),
  z.custom<Reason>(isReason),
]);

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
  waitMs: z.number().optional(),
  reasons: z.array(storedReason),
});

const channelNotification = z.object({
  event: z.enum(channelEvents),
  channelId: z.string(),
  channelName: z.string(),
  trouble: z.enum(channelTroubles),
  since: z.number(),
  confirmedAt: z.number(),
  endedAt: z.number().nullable(),
  answer: z.custom<DeliveryAnswer>(isDeliveryAnswer),
});

const recordingNotification = z.object({
  event: z.enum(recordingEvents),
  trouble: z.enum(storeTroubles),
  since: z.number(),
  until: z.number().nullable(),
  droppedChecks: z.number(),
});

/** Versions 1 to 3 stored the answer as words; up to version 5 a broken channel was the only trouble. */
const brokenChannelUntil5 = z
  .object({
    event: z.literal('channel-broken'),
    brokenChannelId: z.string(),
    brokenChannelName: z.string(),
    brokenAt: z.number(),
    answer: z.union([z.string().transform(said), z.custom<DeliveryAnswer>(isDeliveryAnswer)]),
  })
  .transform(({ event, brokenChannelId, brokenChannelName, brokenAt, answer }): ChannelNotification => {
    return brokenSince({ event, channelId: brokenChannelId, channelName: brokenChannelName, answer }, brokenAt);
  });

function brokenSince(
  broken: Pick<ChannelNotification, 'event' | 'channelId' | 'channelName' | 'answer'>,
  atMs: number,
): ChannelNotification {
  return { ...broken, trouble: 'broken', since: atMs, confirmedAt: atMs, endedAt: null };
}

const storedVersion = z.object({ version: z.int().min(1).default(1) });
const storedPayload = z.union([
  monitorNotification,
  channelNotification,
  recordingNotification,
  digestNotification,
  brokenChannelUntil5,
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
    const [reason] = reasons;
    const answer = said(reason?.code === 'prose' ? reason.facts.text : '');
    return brokenSince({ event: 'channel-broken', channelId: id, channelName: monitorName, answer }, startedAt);
  }
  if (payload.event !== 'certificate') return payload;
  // Fingerprints contain colons.
  return { ...payload, fingerprint: subject.split(':').slice(2, -1).join(':') };
}
