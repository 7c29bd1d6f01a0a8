/**
 * What a channel is: something that takes a message and says whether the other side accepted it. Each kind has a room of
 * its own beside this file, and its definition in contract/channels; registry.ts names the rooms.
 */
import type { ChannelKind, ChannelOf } from '../../../contract/channels/registry.ts';
import type { DeliveryAnswer } from '../../../contract/delivery-answer.ts';
import type { HiddenSecret } from '../../../contract/model/secret.ts';
import type { NotificationPayload } from '../payload.ts';
import type { Clock, NativeNotifier } from '../../ports.ts';
import type { Speech } from '../../wording/languages.ts';

/**
 * `accepted`: the other side took it. `retry`: try later, not before `retryAfterMs`. `refused`: it never will; with
 * `onlyThis` it is the message that it will not have (too large, not understood), and the next one may be taken.
 */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly answer: DeliveryAnswer }
  | { readonly outcome: 'retry'; readonly answer: DeliveryAnswer; readonly retryAfterMs?: number | undefined }
  | { readonly outcome: 'refused'; readonly answer: DeliveryAnswer; readonly onlyThis?: boolean | undefined };

/** Sent by hand to try the channel. */
export interface TestNotification {
  readonly event: 'test';
  readonly channelName: string;
  readonly sentAt: number;
}

export interface Message {
  /** What it is about (`incident:12`): messages of one subject belong together (mail thread, replaced notification). */
  readonly subject: string;
  /** Null: it is about no incident, or about several. */
  readonly incidentId: number | null;
  readonly payload: NotificationPayload | TestNotification;
  /** True: the down alert could not be sent before the recovery; this one says both. */
  readonly includesDown: boolean;
  /** Of a summary: the messages that quiet hours held back, worst first. Empty: it speaks for itself. */
  readonly parts: readonly Message[];
}

export interface SendContext {
  readonly clock: Clock;
  readonly nativeNotifier: NativeNotifier;
  /** Of what is sent. */
  readonly speech: Speech;
  readonly signal: AbortSignal;
}

export interface RoomContext extends SendContext {
  /** A text of the other side as it is kept: one short line without the channel's secrets. */
  readonly answerOf: (text: string) => string;
}

/** The record with its secrets in clear. */
export type Clear<T> = T extends HiddenSecret ? never : T extends object ? { [K in keyof T]: Clear<T[K]> } : T;

/** What one kind does. */
export interface ChannelRoom<K extends ChannelKind> {
  /** For all of a send; then it is aborted, and tried again later. */
  readonly deadlineMs: number;
  /** What it throws is worth another try: an error of the connection. */
  readonly send: (channel: Clear<ChannelOf<K>>, message: Message, context: RoomContext) => Promise<SendResult>;
}

export type ChannelRooms = { readonly [K in ChannelKind]: ChannelRoom<K> };
