/** Sends one message through a channel given by its id. Needs no store. Never throws. */
import type { AlertConfig } from '../alert-config.ts';
import type { Message, SendContext, SendResult } from './channel.ts';
import { sendThrough } from './send-through.ts';

export type SendToChannel = (channelId: string, message: Message, signal: AbortSignal) => Promise<SendResult>;

export interface ChannelSenderOptions extends Omit<SendContext, 'signal'> {
  readonly alertConfig: Pick<AlertConfig, 'find'>;
}

export function openChannelSender({ alertConfig, ...context }: ChannelSenderOptions): SendToChannel {
  return async (channelId, message, signal) => {
    const entry = alertConfig.find(channelId);
    if (entry === null) return { outcome: 'refused', answer: { code: 'no-such-channel', facts: {} } };
    return sendThrough(entry.channel, message, { ...context, signal });
  };
}
