/**
 * What a channel is: something that takes a message and says whether the other side accepted it. One kind is one file
 * under channels/; registry.ts names them all. A sender never throws and ends within its own deadline.
 */
import type { Channel, ChannelKind } from '../../../contract/model/alert.ts';
import type { NotificationPayload } from '../payload.ts';
import type { Clock, NativeNotifier } from '../../ports.ts';

/**
 * `accepted`: the other side took it. `retry`: try later, not before `retryAfterMs`. `refused`: it never will; with
 * `onlyThis` it is the message that it will not have (too large, not understood), and the next one may be taken.
 */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly answer: string }
  | { readonly outcome: 'retry'; readonly answer: string; readonly retryAfterMs?: number | undefined }
  | { readonly outcome: 'refused'; readonly answer: string; readonly onlyThis?: boolean | undefined };

/** Sent by hand to try the channel. */
export interface TestNotification {
  readonly event: 'test';
  readonly channelName: string;
  readonly sentAt: number;
}

export interface Message {
  /** What it is about (`incident:12`): messages of one subject belong together (mail thread, replaced notification). */
  readonly subject: string;
  readonly payload: NotificationPayload | TestNotification;
  /** True: the down alert could not be sent before the recovery; this one says both. */
  readonly includesDown: boolean;
  /** Of a summary: the messages that quiet hours held back, worst first. Empty: it speaks for itself. */
  readonly parts: readonly Message[];
}

export interface SendContext {
  readonly clock: Clock;
  readonly nativeNotifier: NativeNotifier;
  readonly signal: AbortSignal;
}

/** The channel comes with its secrets in clear; `answer` must not hold them. */
export type SendFn<C extends Channel> = (channel: C, message: Message, context: SendContext) => Promise<SendResult>;

export type ChannelRegistry = { readonly [K in ChannelKind]: SendFn<Extract<Channel, { kind: K }>> };
