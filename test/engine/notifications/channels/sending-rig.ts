/** Sends single messages through a channel to a receiver, and reads what arrived as JSON. */
import { lookup } from 'node:dns';
import { hostname } from 'node:os';
import type { Channel } from '../../../../electron/contract/channels/registry.ts';
import type { Message, SendResult } from '../../../../electron/engine/notifications/channels/channel.ts';
import { sendThrough } from '../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import type { WebhookReceiver } from '../../../support/webhook-receiver.ts';
import { down, speech } from '../samples.ts';

/** The footer of what it sends. */
export const sentFromHere = `Sent by Vigilmon on ${hostname()}`;

export function sendOne(channel: Channel, message: Message = down(), pageUrl?: string): Promise<SendResult> {
  const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
  const { signal } = new AbortController();
  const texts = { speech, pageUrl: () => pageUrl ?? null };
  return sendThrough(channel, message, { clock: manualClock(), nativeNotifier, lookup, ...texts, signal });
}

export function bodiesOf({ received }: WebhookReceiver): readonly Readonly<Record<string, unknown>>[] {
  return received.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>);
}
