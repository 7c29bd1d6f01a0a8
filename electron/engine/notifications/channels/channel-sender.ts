/** Sends one message through a channel given by its id. Needs no store. Never throws. */
import type { AlertConfig } from '../alert-config.ts';
import type { Message, SendContext, SendResult } from './channel.ts';
import { sendThrough } from './send-through.ts';

export type SendToChannel = (channelId: string, message: Message, attempt: AttemptContext) => Promise<SendResult>;

type AttemptContext = Pick<SendContext, 'signal' | 'onRequest'>;

interface ChannelSenderOptions extends Omit<SendContext, keyof AttemptContext> {
  readonly alertConfig: Pick<AlertConfig, 'find'>;
}

export function openChannelSender({ alertConfig, ...context }: ChannelSenderOptions): SendToChannel {
  return async (channelId, message, attempt) => {
    const entry = alertConfig.find(channelId);
    if (entry === null) return { outcome: 'refused', answer: { code: 'no-such-channel', facts: {} } };
    return sendThrough(entry.channel, message, { ...context, ...attempt });
  };
}
