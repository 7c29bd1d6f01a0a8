/**
 * Channels, alert rules, mutes and deliveries.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types that the engine
 * returns, every default filled in; the types that it accepts are in schemas.ts.
 */
import type { DeliveryAnswer } from '../delivery-answer.ts';
import type { Channel } from '../channels/registry.ts';
import type { Severity, Source } from './monitor.ts';

/**
 * What is wrong with a channel, the least serious first. `silent`: it has accepted nothing for 5 minutes although messages
 * are pending. `rejecting`: it has rejected three messages in a row. `gave-up`: a message was retried for a day and
 * failed. `broken`: it rejects all messages permanently (webhook revoked, login refused).
 */
export const channelTroubles = ['silent', 'rejecting', 'gave-up', 'broken', 'partial'] as const;
export type ChannelTrouble = (typeof channelTroubles)[number];

export interface ChannelHealth {
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  /** In words, and as a code. */
  readonly lastError: string | null;
  readonly lastErrorAnswer: DeliveryAnswer | null;
  /** Failed attempts since the last success or edit. */
  readonly failures: number;
  /** When the first of them failed; null: none has. */
  readonly failingSince: number | null;
  /** Null: none. Reported through the other channels when it starts and when it is resolved. */
  readonly trouble: ChannelTrouble | null;
  /** Its trouble is `broken`: nothing is sent until it is edited or a test succeeds. */
  readonly broken: boolean;
}

export type ChannelView = Channel & { readonly health: ChannelHealth };

/** The receiver's response, in words and as a code. */
export type WordedAnswer = DeliveryAnswer & { readonly answer: string };

/** The result of a test message. */
export type ChannelTestResult = WordedAnswer & {
  readonly accepted: boolean;
  readonly tookMs: number;
};

/** The events that rules match. */
export const alertEvents = ['down', 'recovered', 'degraded', 'certificate', 'flapping'] as const;
export type AlertEventName = (typeof alertEvents)[number];

/**
 * The events of notifications: a reminder and an acknowledgement are routed like their down alert; `steady` ends
 * `flapping`; a broken channel is reported through the others.
 */
export const notificationEvents = [
  ...alertEvents,
  'reminder',
  'acknowledged',
  'steady',
  'channel-broken',
  'channel-failing',
  'channel-recovered',
  'recording-stopped',
  'recording-resumed',
  'digest',
] as const;
export type NotificationEvent = (typeof notificationEvents)[number];

/** Each list is a condition; an empty one matches everything. `tags`: any of them must match. */
export interface RuleCondition {
  readonly severity: readonly Severity[];
  readonly tags: readonly string[];
  readonly monitors: readonly string[];
  readonly events: readonly AlertEventName[];
}

/** In the order of `Date.getDay`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** From `from` to `to` on each of its days; a `to` that is not later than `from` is on the next day. */
export interface QuietHours {
  /** The days on which they begin; empty: every day. */
  readonly days: readonly Weekday[];
  /** Local time: `22:00`. */
  readonly from: string;
  readonly to: string;
  /** An IANA name; null: the time zone of this computer. */
  readonly timezone: string | null;
}

/** A regular report of how the monitors did. Sent at `at` on each of its days, about the time since the one before. */
export interface DigestSchedule {
  /** Empty: every day. */
  readonly days: readonly Weekday[];
  /** Local time: `09:00`. */
  readonly at: string;
  /** An IANA name; null: the time zone of this computer. */
  readonly timezone: string | null;
  readonly channels: readonly string[];
}

/** A digest in words, as plain text. */
export interface DigestPreview {
  readonly title: string;
  readonly text: string;
}

export interface Rule {
  readonly id: number;
  readonly when: RuleCondition;
  readonly channels: readonly string[];
  /** Notify only if it is still down after this long; 0: immediately. */
  readonly delay: number;
  /** Remind after this long, then at growing intervals, while it is down and not acknowledged; null: never. */
  readonly repeatEvery: number | null;
  /** Notifications that are not critical are deferred, then sent as one message; null: none. */
  readonly quietHours: QuietHours | null;
  readonly source: Source;
}

/** A channel that would be notified if the monitor went down now, mutes aside. */
export interface AlertRoute {
  readonly channelId: string;
  /** The shortest delay of its rules; 0: immediately. */
  readonly delay: number;
  /** The shortest interval of its rules; null: none of them reminds. */
  readonly repeatEvery: number | null;
  /** When quiet hours would let the notification through; null: they do not apply. */
  readonly heldUntil: number | null;
  /** The rules that match, in their order. */
  readonly ruleIds: readonly number[];
}

/**
 * What keeps a channel from being notified: no rule names it, it is off or broken, the monitor is paused, a mute or
 * maintenance covers it, it flaps, or a monitor that it depends on is down or failing.
 */
export type RouteBlock =
  'no-rule' | 'channel-off' | 'channel-broken' | 'paused' | 'muted' | 'maintenance' | 'flapping' | 'dependency';

/** Whether and when a channel would be notified of an event, and why. */
export interface ChannelExplanation extends AlertRoute {
  /** The first that applies; null: nothing. */
  readonly blockedBy: RouteBlock | null;
  /** After the delay and quiet hours; null: it is blocked. */
  readonly sentAt: number | null;
  /** For how many milliseconds it may then wait for others; 0: it does not. */
  readonly groupWait: number;
}

export type MuteScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'monitor'; readonly monitorId: string };

/** Suppresses the notifications of what it covers. Outages that outlast it are notified when it ends. */
export interface Mute {
  readonly id: number;
  readonly scope: MuteScope;
  /** Null: until recovery; for a single monitor only. */
  readonly until: number | null;
  readonly createdAt: number;
  readonly source: Source;
}

export const alertStatuses = [
  'pending',
  'sent',
  'failed', // rejected permanently, or retried for a day
  'merged', // not sent itself: part of the recovery message
  'cancelled', // resolved within its delay, channel removed, or monitor muted
] as const;
export type AlertStatus = (typeof alertStatuses)[number];

type AlertAttempt = WordedAnswer & {
  readonly at: number;
  readonly tookMs: number;
  readonly accepted: boolean;
};

/** The notifications that were sent as one message. */
export interface AlertGroup {
  /** The alert that gives it its number. */
  readonly id: number;
  readonly size: number;
  /** Of the first ten. */
  readonly names: readonly string[];
}

/** One notification to one channel: a row of the outbox. */
export interface Alert {
  readonly id: number;
  readonly event: NotificationEvent;
  /** Null: the subject is a channel. */
  readonly monitorId: string | null;
  /** Of the monitor, or of the broken channel. */
  readonly name: string;
  readonly incidentId: number | null;
  /** The channel through which it is sent. */
  readonly channelId: string;
  readonly title: string;
  readonly status: AlertStatus;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  /** How long its rule let it wait, in milliseconds; absent: it was sent at once. */
  readonly waitMs?: number | undefined;
  /** When the accepted attempt began, and when the receiver had accepted it. */
  readonly sentAt: number | null;
  readonly acceptedAt: number | null;
  readonly nextAttemptAt: number | null;
  /** Until when quiet hours defer it, or deferred it; null: never. */
  readonly heldUntil: number | null;
  /** What it was sent together with, or was last tried to be; null: it was a message of its own. */
  readonly group: AlertGroup | null;
  readonly attempts: readonly AlertAttempt[];
}

/** All given conditions must match. */
export interface AlertFilter {
  readonly incidentId?: number | undefined;
  readonly channelId?: string | undefined;
  readonly monitorId?: string | undefined;
  readonly event?: NotificationEvent | undefined;
  readonly status?: AlertStatus | undefined;
}
