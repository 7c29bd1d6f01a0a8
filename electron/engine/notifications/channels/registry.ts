/** Every kind of channel and what sends through it: one more kind is one more line. */
import type { Channel, ChannelKind } from '../../../contract/model/alert.ts';
import type { ChannelRegistry, Message, SendContext, SendResult } from './channel.ts';
import { withDeadline } from './send-deadline.ts';
import { sendEmail } from './email/send-email.ts';
import { sendNative } from './native/send-native.ts';
import { sendSlack } from './slack/send-slack.ts';
import { oneLine } from '../../../contract/plain-text.ts';

export const senders: ChannelRegistry = {
  native: sendNative,
  email: sendEmail,
  slack: sendSlack,
};

/** Beyond each sender's own: a sender that forgets its deadline holds up nobody for longer than this. */
const deadlineMs = 45_000;

/** Never throws and always ends: whatever goes wrong is worth another try. */
export async function sendThrough(channel: Channel, message: Message, context: SendContext): Promise<SendResult> {
  return withDeadline(context, deadlineMs, async ({ signal }) => {
    try {
      const sent = sendBy(channel.kind, channel, message, { ...context, signal });
      return await Promise.race([sent, givenUp(signal)]);
    } catch (error) {
      return { outcome: 'retry', answer: oneLine(error instanceof Error ? error.message : String(error), 300) };
    }
  });
}

type ChannelOf<K extends ChannelKind> = Extract<Channel, { kind: K }>;

function sendBy<K extends ChannelKind>(
  kind: K,
  channel: ChannelOf<K>,
  message: Message,
  context: SendContext,
): Promise<SendResult> {
  return senders[kind](channel, message, context);
}

/** A turn after the abort, so that a sender that minds the signal answers in its own words. */
function givenUp(signal: AbortSignal): Promise<SendResult> {
  return new Promise((resolve) => {
    const give = (): void => {
      setImmediate(() => resolve({ outcome: 'retry', answer: 'sending was given up' }));
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
