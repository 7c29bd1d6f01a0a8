/**
 * The interface of a channel: it sends a message and reports whether the receiver accepted it. Each kind has its own
 * room next to this file and its definition in contract/channels; registry.ts lists the rooms.
 */
import type { LookupFunction } from 'node:net';
import type { ChannelKind, ChannelOf } from '../../../contract/channels/registry.ts';
import type { DeliveryAnswer, SettledRecipients } from '../../../contract/delivery-answer.ts';
import type { HiddenSecret } from '../../../contract/model/secret.ts';
import type { NotificationPayload } from '../payload.ts';
import type { SharedFacts } from '../shared-facts.ts';
import type { Clock, NativeNotifier } from '../../ports.ts';
import type { Speech } from '../../wording/languages.ts';

/**
 * `accepted`: the receiver took the message. `retry`: try again later, not before `retryAfterMs`; for
 * `restMs` the receiver accepts nothing from the whole channel. `refused`: permanent;
 * with `onlyThis` only this message is rejected (too large, not understood), and the next one may be accepted.
 * Of a message with several recipients: `hasRefused`: some were permanently refused; `isPartlyAccepted`: some accepted it,
 * and the others are retried alone.
 */
export type SendResult =
  | {
      readonly outcome: 'accepted';
      readonly answer: DeliveryAnswer;
      readonly hasRefused?: boolean | undefined;
      /** What the service calls the message, by which it can be changed. */
      readonly receipt?: string | undefined;
      /** The service accepts nothing more from the channel for so long. */
      readonly restMs?: number | undefined;
    }
  | {
      readonly outcome: 'retry';
      readonly answer: DeliveryAnswer;
      readonly hasRefused?: boolean | undefined;
      readonly isPartlyAccepted?: boolean | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly restMs?: number | undefined;
    }
  | { readonly outcome: 'refused'; readonly answer: DeliveryAnswer; readonly onlyThis?: boolean | undefined };

/** Sent manually to test the channel. */
interface TestNotification {
  readonly event: 'test';
  readonly channelName: string;
  readonly sentAt: number;
}

export interface Message {
  /** What it is about (`incident:12`): messages of one subject belong together (e-mail thread, replaced notification). */
  readonly subject: string;
  /** Null: about no incident, or about several. */
  readonly incidentId: number | null;
  readonly payload: NotificationPayload | TestNotification;
  /** True: the down alert could not be sent before the recovery; this message covers both. */
  readonly includesDown: boolean;
  /** Recipients that earlier attempts have settled; absent: none. */
  readonly settled?: SettledRecipients | undefined;
  /** The receipt of the first message about the same subject; absent: it has none. */
  readonly first?: string | undefined;
  /** The messages that it combines, worst first. Empty: a single message. */
  readonly parts: readonly Message[];
  /** What the monitors of a group have in common; absent: a single message, or a summary of quiet hours. */
  readonly shared?: SharedFacts | undefined;
}

export interface SendContext {
  readonly clock: Clock;
  readonly nativeNotifier: NativeNotifier;
  /** For connections to the receiver. */
  readonly lookup: LookupFunction;
  /** For the text of the message. */
  readonly speech: Speech;
  /** For links to the window as a page; null, as when absent: it is not served. */
  readonly pageUrl?: (() => string | null) | undefined;
  readonly signal: AbortSignal;
  /** Called for each request to the service, as far as the room sends them one by one. */
  readonly onRequest?: (() => void) | undefined;
}

export interface RoomContext extends SendContext {
  /** Turns a text from the receiver into what is kept: one short line without the channel's secrets. */
  readonly answerOf: (text: string) => string;
}

/** The record with its secrets in clear. */
export type Clear<T> = T extends HiddenSecret ? never : T extends object ? { [K in keyof T]: Clear<T[K]> } : T;

/** The rate that a service allows: so many requests at once, then one each interval. */
export interface Pace {
  readonly everyMs: number;
  readonly burst: number;
  /** The most that one message takes, except after surprises; absent: one. */
  readonly perMessage?: number | undefined;
  /** Between two messages, also of a burst; absent: none. */
  readonly leastMs?: number | undefined;
}

/** How one kind sends. */
export interface ChannelRoom<K extends ChannelKind> {
  /** For the whole send; when it passes, the send is aborted and tried again later. */
  readonly deadlineMs: number;
  readonly pace: Pace;
  /** May throw connection errors, which are retried. */
  readonly send: (channel: Clear<ChannelOf<K>>, message: Message, context: RoomContext) => Promise<SendResult>;
}

export type ChannelRooms = { readonly [K in ChannelKind]: ChannelRoom<K> };
