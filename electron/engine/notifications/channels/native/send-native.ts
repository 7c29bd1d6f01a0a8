/** Desktop notifications. The desktop takes one or does not; a notification that failed is worth another try. */
import type { NativeChannel } from '../../../../contract/model/alert.ts';
import type { Message, SendContext, SendResult } from '../channel.ts';
import { nativeMessage } from './native-message.ts';
import { oneLine } from '../../../../contract/plain-text.ts';
import { withDeadline } from '../send-deadline.ts';

const deadlineMs = 10_000;
const answerLength = 300;

export async function sendNative(_: NativeChannel, message: Message, context: SendContext): Promise<SendResult> {
  const notification = nativeMessage(message, { nowMs: context.clock.now() });
  return withDeadline(context, deadlineMs, async ({ signal }) => {
    try {
      const answer = await Promise.race([context.nativeNotifier.show(notification), whenAborted(signal)]);
      return { outcome: 'accepted', answer: oneLine(answer, answerLength) };
    } catch (error) {
      return {
        outcome: 'retry',
        answer: oneLine(error instanceof Error ? error.message : String(error), answerLength),
      };
    }
  });
}

/** The notifier's port knows no signal: it is left behind. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new Error('the desktop did not take the notification in time'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
