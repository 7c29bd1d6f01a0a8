/**
 * Who is told of what, by which way, and what became of each message.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types of what the engine
 * answers, every default filled in; what may be sent to it is in schemas.ts.
 */
import type { DeliveryAnswer } from '../delivery-answer.ts';
import type { Channel } from '../channels/registry.ts';
import type { Severity, Source } from './monitor.ts';

export interface ChannelHealth {
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  /** In words, and as what they say. */
  readonly lastError: string | null;
  readonly lastErrorAnswer: DeliveryAnswer | null;
  /** The other side said no for good (webhook revoked, login refused); nothing is sent until it is edited or a test succeeds. */
  readonly broken: boolean;
}

export type ChannelView = Channel & { readonly health: ChannelHealth };

/** What the other side said, in words and as what they say. */
export type WordedAnswer = DeliveryAnswer & { readonly answer: string };

/** What came of a test message. */
export type ChannelTestResult = WordedAnswer & {
  readonly accepted: boolean;
  readonly tookMs: number;
};

/** What rules are about. */
export const alertEvents = ['down', 'recovered', 'degraded', 'certificate'] as const;
export type AlertEventName = (typeof alertEvents)[number];

/** What messages are about: a reminder goes the way of its down alert; a broken channel is reported through the others. */
export const notificationEvents = [...alertEvents, 'reminder', 'channel-broken'] as const;
export type NotificationEvent = (typeof notificationEvents)[number];

/** Each list is a condition; an empty one matches everything. `tags`: any of them. */
export interface RuleCondition {
  readonly severity: readonly Severity[];
  readonly tags: readonly string[];
  readonly monitors: readonly string[];
  readonly events: readonly AlertEventName[];
}

/** As `Date.getDay` counts. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** Each of its days from `from` to `to`; a `to` that is not later than `from` is on the next day. */
export interface QuietHours {
  /** On which they begin; none: on every day. */
  readonly days: readonly Weekday[];
  /** By the clock on the wall: `22:00`. */
  readonly from: string;
  readonly to: string;
  /** An IANA name; null: that of the computer that Vigilmon runs on. */
  readonly timezone: string | null;
}

export interface Rule {
  readonly id: number;
  readonly when: RuleCondition;
  readonly channels: readonly string[];
  /** Send only if it is still down after this long; 0: at once. */
  readonly delay: number;
  /** Remind after this long, and then ever more rarely, while it is down and nobody has acknowledged it; null: never. */
  readonly repeatEvery: number | null;
  /** What is not critical is held back in them, and told afterwards in one message; null: there are none. */
  readonly quietHours: QuietHours | null;
  readonly source: Source;
}

/** Who would hear of a monitor going down now, were it not muted. */
export interface AlertRoute {
  readonly channelId: string;
  /** The shortest of those that its rules give; 0: at once. */
  readonly delay: number;
  /** Likewise; null: none of them reminds. */
  readonly repeatEvery: number | null;
  /** When it would be told, where quiet hours hold it back until then; null: they do not. */
  readonly heldUntil: number | null;
  /** The rules that lead there, in their order. */
  readonly ruleIds: readonly number[];
}

export type MuteScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'monitor'; readonly monitorId: string };

/** Nobody is told of what it covers. What outlasts it is told when it ends. */
export interface Mute {
  readonly id: number;
  readonly scope: MuteScope;
  /** Null: until it recovers; only for one monitor. */
  readonly until: number | null;
  readonly createdAt: number;
  readonly source: Source;
}

export const alertStatuses = [
  'pending',
  'sent',
  'failed', // given up: a permanent answer, or a day of trying
  'merged', // never sent by itself: the recovery message said both
  'cancelled', // over before its delay had passed, its channel was removed, or its monitor is muted
] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export type AlertAttempt = WordedAnswer & {
  readonly at: number;
  readonly tookMs: number;
  readonly accepted: boolean;
};

/** One message to one channel: a row of the outbox. */
export interface Alert {
  readonly id: number;
  readonly event: NotificationEvent;
  /** Null: it is about a channel. */
  readonly monitorId: string | null;
  /** Of the monitor, or of the channel that broke. */
  readonly name: string;
  readonly incidentId: number | null;
  /** The channel that it is sent through. */
  readonly channelId: string;
  readonly title: string;
  readonly status: AlertStatus;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  /** When the accepted attempt began, and when the other side had accepted it. */
  readonly sentAt: number | null;
  readonly acceptedAt: number | null;
  readonly nextAttemptAt: number | null;
  /** Quiet hours hold it back, or did, until then; null: they never have. */
  readonly heldUntil: number | null;
  readonly attempts: readonly AlertAttempt[];
}

/** Every one that is given must hold. */
export interface AlertFilter {
  readonly incidentId?: number | undefined;
  readonly channelId?: string | undefined;
  readonly monitorId?: string | undefined;
  readonly event?: NotificationEvent | undefined;
  readonly status?: AlertStatus | undefined;
}
