/**
 * Telegram's Bot API: `sendMessage` (https://core.telegram.org/bots/api#sendmessage). A wrong token, a chat that does not
 * exist and a bot that was blocked or removed are permanent. A group that became a supergroup has a new id: the response
 * names it, and the message is sent there at once.
 */
import { describeMessage, type MessageContent } from '../../message.ts';
import { cap } from '../../../../contract/plain-text.ts';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import type { ChannelRoom, Clear, RoomContext, SendResult } from '../channel.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { sendJson, sendResultOf, type FinalStatuses, type HttpReply } from '../http-send.ts';
import { isRecord, jsonReply } from '../json-reply.ts';
import { plainBody, urgencyOf } from '../plain-body.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404], unwanted: [400, 413] };
/** After entities are parsed: https://core.telegram.org/bots/api#sendmessage */
const textLength = 4_096;
const headlineLength = 500;
const longestWaitMs = 900_000;

export const telegram: ChannelRoom<'telegram'> = {
  deadlineMs: 15_000,
  // 20 messages a minute to one group: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
  pace: { everyMs: 3_000, burst: 3 },
  async send(channel, message, context) {
    const content = describeMessage(message, { nowMs: context.clock.now(), speech: context.speech });
    const form = {
      text: textOf(content),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      disable_notification: urgencyOf(message) === 'usual',
      ...(channel.thread === null ? {} : { message_thread_id: channel.thread }),
    };
    const reply = await post(channel, { ...form, chat_id: channel.chat }, context);
    const movedTo = parametersOf(reply)['migrate_to_chat_id'];
    if (typeof movedTo !== 'number') return resultOf(reply, context);
    return resultOf(await post(channel, { ...form, chat_id: movedTo }, context), context);
  },
};

function post(
  { server, botToken }: Clear<ChannelOf<'telegram'>>,
  form: object,
  context: RoomContext,
): Promise<HttpReply> {
  const url = `${server.replace(/\/+$/u, '')}/bot${encodeURIComponent(botToken).replaceAll('%3A', ':')}/sendMessage`;
  return sendJson({ url, json: form }, context);
}

function resultOf(reply: HttpReply, context: RoomContext): SendResult {
  const seconds = parametersOf(reply)['retry_after'];
  const waitMs = typeof seconds === 'number' ? Math.min(seconds * 1_000, longestWaitMs) : reply.retryAfterMs;
  const result = sendResultOf({ ...reply, retryAfterMs: waitMs }, context, statuses);
  const isChatGone = result.outcome === 'refused' && /chat not found/iu.test(reply.text);
  return isChatGone ? { outcome: 'refused', answer: result.answer } : result;
}

function parametersOf({ text }: HttpReply): Readonly<Record<string, unknown>> {
  const { parameters } = jsonReply(text);
  return isRecord(parameters) ? parameters : {};
}

/** Cut before it is escaped, as the limit counts characters without entities. */
function textOf(content: MessageContent): string {
  const headline = cap(content.title, headlineLength);
  const body = cap(plainBody(content), textLength - headline.length - 1);
  return `<b>${escapeMarkup(headline)}</b>\n${escapeMarkup(body)}`;
}
