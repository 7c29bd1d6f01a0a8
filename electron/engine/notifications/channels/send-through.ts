/**
 * Sends a message through a channel of any kind. Never throws and always ends: a room that fails or ignores the signal
 * blocks nothing else, and its message is retried. Responses are kept without the channel's secrets.
 */
import type { Channel, ChannelKind, ChannelOf } from '../../../contract/channels/registry.ts';
import { oneLine } from '../../../contract/plain-text.ts';
import { makeRedactor } from '../../transport/redaction.ts';
import type { ChannelRoom, Clear, Message, SendContext, SendResult } from './channel.ts';
import { troubleOf } from './connection-error.ts';
import { channelRooms } from './registry.ts';
import { channelSecrets, isClear } from './secrets.ts';
import { withDeadline } from './send-deadline.ts';

const answerLength = 300;

export async function sendThrough(channel: Channel, message: Message, context: SendContext): Promise<SendResult> {
  if (!isClear(channel)) return { outcome: 'refused', answer: { code: 'secret-unreadable', facts: {} } };
  const redact = makeRedactor(channelSecrets(channel));
  const answerOf = (text: string): string => oneLine(redact(text), answerLength);
  const { deadlineMs, send } = roomFor(channel.kind, channel);
  return withDeadline(context, deadlineMs, async ({ signal, hasPassed }) => {
    const giveUp = (): SendResult => ({
      outcome: 'retry',
      answer: hasPassed() ? { code: 'timed-out', facts: { afterMs: deadlineMs } } : { code: 'stopped', facts: {} },
    });
    try {
      const sent = send(message, { ...context, signal, answerOf });
      const result = await Promise.race([sent, whenAborted(signal, giveUp)]);
      return result.outcome === 'retry' && signal.aborted ? giveUp() : result;
    } catch (error) {
      return signal.aborted ? giveUp() : { outcome: 'retry', answer: troubleOf(error, answerOf) };
    }
  });
}

interface BoundRoom {
  readonly deadlineMs: number;
  readonly send: (...given: Tail<Parameters<ChannelRoom<ChannelKind>['send']>>) => Promise<SendResult>;
}
type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;

function roomFor<K extends ChannelKind>(kind: K, channel: Clear<ChannelOf<K>>): BoundRoom {
  const { deadlineMs, send } = channelRooms[kind];
  return { deadlineMs, send: (message, context) => send(channel, message, context) };
}

/** One turn of the event loop after the abort, for a message that was accepted at the last moment. */
function whenAborted(signal: AbortSignal, giveUp: () => SendResult): Promise<SendResult> {
  return new Promise((resolve) => {
    const give = (): void => {
      setImmediate(() => resolve(giveUp()));
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
