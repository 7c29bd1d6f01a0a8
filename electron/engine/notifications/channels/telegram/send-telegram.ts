/**
 * Telegram's Bot API: `sendMessage` (https://core.telegram.org/bots/api#sendmessage). A wrong token, a chat that does not
 * exist and a bot that was blocked or removed are permanent. A group that became a supergroup has a new id: the response
 * names it, and the message is sent there at once. What follows a message about an outage replies to it.
 */
import { describeMessage, type MessageContent } from '../../message.ts';
import { cap } from '../../../../contract/plain-text.ts';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import type { ChannelRoom, Clear, RoomContext, SendResult } from '../channel.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { sendJson, sendResultOf, type FinalStatuses, type HttpReply } from '../http-send.ts';
import { isRecord, jsonReply } from '../json-reply.ts';
import { messageMoment } from '../message-moment.ts';
import { plainBody, urgencyOf } from '../plain-body.ts';
import { turnFirst, withReceipt } from '../turn-first.ts';

type TelegramChannel = Clear<ChannelOf<'telegram'>>;

const statuses: FinalStatuses = { gone: [401, 403, 404], unwanted: [400, 413] };
/** After entities are parsed: https://core.telegram.org/bots/api#sendmessage */
const textLength = 4_096;
const headlineLength = 500;
const longestWaitMs = 900_000;

export const telegram: ChannelRoom<'telegram'> = {
  deadlineMs: 15_000,
  // 20 messages a minute to one group, and one a second to any chat:
  // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
  pace: { everyMs: 3_600, burst: 4, perMessage: 2, leastMs: 1_000 },
  send(channel, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const isQuiet = urgencyOf(message) === 'usual';
    const post = (text: string, repliesTo = message.first): Promise<SendResult> =>
      sendMessage(channel, { text, isQuiet, repliesTo }, context);
    return turnFirst(message, {
      change: (receipt) => edit(channel, { text: textOf(content), receipt }, context),
      announce: (receipt) => post(`${titleOf(content)}\n${escapeMarkup(content.footer)}`, receipt),
      send: () => post(textOf(content)),
    });
  },
};

interface Text {
  readonly text: string;
  readonly isQuiet: boolean;
  /** The message that it follows. */
  readonly repliesTo: string | undefined;
}

async function sendMessage(
  channel: TelegramChannel,
  { text, isQuiet, repliesTo }: Text,
  context: RoomContext,
): Promise<SendResult> {
  const form = {
    ...formOf(text),
    disable_notification: isQuiet,
    ...(channel.thread === null ? {} : { message_thread_id: channel.thread }),
    ...(repliesTo === undefined
      ? {}
      : { reply_parameters: { message_id: Number(repliesTo), allow_sending_without_reply: true } }),
  };
  const reply = await call(channel, { method: 'sendMessage', form: { ...form, chat_id: channel.chat } }, context);
  const movedTo = parametersOf(reply)['migrate_to_chat_id'];
  if (typeof movedTo !== 'number') return resultOf(reply, context);
  const moved = { method: 'sendMessage', form: { ...form, chat_id: movedTo } };
  return resultOf(await call(channel, moved, context), context);
}

/** A message that is already as it should be counts as changed. */
async function edit(
  channel: TelegramChannel,
  { text, receipt }: { readonly text: string; readonly receipt: string },
  context: RoomContext,
): Promise<SendResult> {
  const form = { ...formOf(text), chat_id: channel.chat, message_id: Number(receipt) };
  const reply = await call(channel, { method: 'editMessageText', form }, context);
  const result = resultOf(reply, context);
  return /message is not modified/iu.test(reply.text) ? { outcome: 'accepted', answer: result.answer } : result;
}

function formOf(text: string): object {
  return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
}

interface Call {
  readonly method: string;
  readonly form: object;
}

function call({ server, botToken }: TelegramChannel, { method, form }: Call, context: RoomContext): Promise<HttpReply> {
  const url = `${server.replace(/\/+$/u, '')}/bot${encodeURIComponent(botToken).replaceAll('%3A', ':')}/${method}`;
  return sendJson({ url, json: form }, context);
}

function resultOf(reply: HttpReply, context: RoomContext): SendResult {
  const seconds = parametersOf(reply)['retry_after'];
  const waitMs = typeof seconds === 'number' ? Math.min(seconds * 1_000, longestWaitMs) : reply.retryAfterMs;
  const result = sendResultOf({ ...reply, retryAfterMs: waitMs }, context, statuses);
  const isChatGone = result.outcome === 'refused' && /chat not found/iu.test(reply.text);
  if (isChatGone) return { outcome: 'refused', answer: result.answer };
  const { result: sent } = jsonReply(reply.text);
  return withReceipt(result, isRecord(sent) ? sent['message_id'] : undefined);
}

function parametersOf({ text }: HttpReply): Readonly<Record<string, unknown>> {
  const { parameters } = jsonReply(text);
  return isRecord(parameters) ? parameters : {};
}

/** Cut before it is escaped, as the limit counts characters without entities. */
function textOf(content: MessageContent): string {
  const body = plainBody(content, textLength - headlineLength - 1);
  return `${titleOf(content)}\n${escapeMarkup(body)}`;
}

function titleOf({ title }: MessageContent): string {
  return `<b>${escapeMarkup(cap(title, headlineLength))}</b>`;
}
