/**
 * Pushover's message API (https://pushover.net/api). An invalid user or application is permanent; 429 means that the
 * messages of the month are used up. An insistent message repeats until somebody confirms it, or until the outage ends:
 * its tag is the key of the outage, by which the recovery cancels it.
 */
import { cap } from '../../../../contract/plain-text.ts';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { describeMessage } from '../../message.ts';
import { beginOf } from '../../message-words.ts';
import type { ChannelRoom, Clear, Message, RoomContext, SendResult } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses, type HttpReply } from '../http-send.ts';
import { jsonReply } from '../json-reply.ts';
import { subjectKey } from '../message-keys.ts';
import { messageMoment } from '../message-moment.ts';
import { isResolved, plainBody, urgencyOf, type Urgency } from '../plain-body.ts';

type PushoverChannel = Clear<ChannelOf<'pushover'>>;

const statuses: FinalStatuses = { gone: [401, 403, 404], unwanted: [400, 413] };
const titleLength = 250;
const bodyLength = 1_024;
const urlLength = 512;
const quotaRestMs = 3_600_000;

const priorities: Readonly<Record<Urgency, number>> = { urgent: 1, raised: 0, usual: 0 };
/** Seconds: it sounds each minute, for an hour at most. */
const insistence = { priority: 2, retry: 60, expire: 3_600 };

export const pushover: ChannelRoom<'pushover'> = {
  deadlineMs: 15_000,
  // Few at a time, as its terms ask of clients: https://pushover.net/api#friendly
  pace: { everyMs: 1_000, burst: 5, perMessage: 2 },
  async send(channel, message, context) {
    if (channel.isInsistent && isResolved(message.payload.event)) {
      const cancelled = await cancel(channel, message, context);
      if (cancelled.outcome === 'retry') return cancelled;
    }
    const reply = await sendJson(
      { url: addressOf(channel, '/1/messages.json'), json: formOf(channel, message, context) },
      context,
    );
    return resultOf(reply, context);
  },
};

function formOf(channel: PushoverChannel, message: Message, context: RoomContext): object {
  const { token, userKey, device, isInsistent } = channel;
  const content = describeMessage(message, messageMoment(context));
  const urgency = urgencyOf(message);
  const isRepeated = isInsistent && urgency === 'urgent';
  return {
    token,
    user: userKey,
    title: cap(content.title, titleLength),
    message: plainBody(content, bodyLength),
    timestamp: Math.floor(beginOf(message.payload) / 1_000),
    priority: priorities[urgency],
    ...(isRepeated ? { ...insistence, tags: subjectKey(message, channel.id) } : {}),
    ...(device === null ? {} : { device }),
    ...(content.url === null || content.url.length > urlLength ? {} : { url: content.url }),
  };
}

async function cancel(channel: PushoverChannel, message: Message, context: RoomContext): Promise<SendResult> {
  const url = addressOf(channel, `/1/receipts/cancel_by_tag/${subjectKey(message, channel.id)}.json`);
  return resultOf(await sendJson({ url, json: { token: channel.token } }, context), context);
}

function addressOf({ server }: PushoverChannel, path: string): string {
  return server.replace(/\/+$/u, '') + path;
}

function resultOf(reply: HttpReply, context: RoomContext): SendResult {
  const result = sendResultOf(reply, context, statuses);
  if (result.outcome === 'refused' && isForeign(reply)) return { outcome: 'refused', answer: result.answer };
  if (result.outcome !== 'retry' || reply.status !== 429) return result;
  return { ...result, restMs: result.restMs ?? quotaRestMs };
}

/** The user or the application does not exist. */
function isForeign({ text }: HttpReply): boolean {
  const { user, token } = jsonReply(text);
  return user === 'invalid' || token === 'invalid';
}
