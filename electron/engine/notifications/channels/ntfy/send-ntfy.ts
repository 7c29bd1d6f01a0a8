/**
 * ntfy: one JSON message to the root of the server (https://docs.ntfy.sh/publish/#publish-as-json). Errors have codes of
 * their own; the daily quota of ntfy.sh makes the channel rest instead of asking again and again.
 */
import { describeMessage, type MessageContent } from '../../message.ts';
import type { Tone } from '../../message-words.ts';
import type { ChannelRoom, Message, SendResult } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { jsonReply } from '../json-reply.ts';
import { subjectKey } from '../message-keys.ts';
import { messageMoment } from '../message-moment.ts';
import { plainBody, plainLines, urgencyOf, type Urgency } from '../plain-body.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404], unwanted: [400, 413] };
/** The topic is invalid or reserved. */
const topicErrors: ReadonlySet<unknown> = new Set([40_009, 40_010]);
const dailyQuotaReached = 42_908;
const quotaRestMs = 900_000;

const sequenceIdLength = 32;

/** Bytes; a longer message would arrive as a file. */
const longestMessage = 4_000;

const priorities: Readonly<Record<Urgency, number>> = { urgent: 5, raised: 4, usual: 3 };
/** Names of emoji, shown before the title. */
const tags: Readonly<Record<Tone, string>> = {
  bad: 'rotating_light',
  warning: 'warning',
  good: 'white_check_mark',
  neutral: 'information_source',
};

export const ntfy: ChannelRoom<'ntfy'> = {
  deadlineMs: 10_000,
  // 60 messages at once, then one every 5 s: https://docs.ntfy.sh/publish/#limitations
  pace: { everyMs: 5_000, burst: 50 },
  async send({ id, server, topic, token }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const json = {
      topic,
      title: content.title,
      message: bodyOf({ ...content, link: null }),
      priority: priorities[urgencyOf(message)],
      tags: [tags[content.tone]],
      ...(content.url === null ? {} : { click: content.url }),
      ...(content.link === null
        ? {}
        : { actions: [{ action: 'view', label: content.link.text, url: content.link.url }] }),
      ...(isReplacing(message) ? { sequence_id: subjectKey(message, id).slice(0, sequenceIdLength) } : {}),
    };
    const headers: Readonly<Record<string, string>> = token === null ? {} : { authorization: `Bearer ${token}` };
    const reply = await sendJson({ url: server, headers, json }, context);
    return withCode(sendResultOf(reply, context, statuses), jsonReply(reply.text)['code']);
  },
};

/**
 * Servers from 2.16 on replace the notification about the outage by that of its recovery; earlier ones show both. A
 * reminder must be noticed, so it is a notification of its own.
 */
function isReplacing({ payload }: Message): boolean {
  return payload.event === 'down' || payload.event === 'recovered';
}

function withCode(result: SendResult, code: unknown): SendResult {
  if (result.outcome === 'refused' && topicErrors.has(code)) return { outcome: 'refused', answer: result.answer };
  if (result.outcome !== 'retry' || code !== dailyQuotaReached) return result;
  return { ...result, restMs: Math.max(result.restMs ?? 0, quotaRestMs) };
}

function bodyOf(content: MessageContent): string {
  const whole = plainBody(content);
  if (Buffer.byteLength(whole) <= longestMessage) return whole;
  const footer = `…\n${content.footer}`;
  const lines = Buffer.from(plainLines(content)).subarray(0, longestMessage - Buffer.byteLength(footer));
  // A character that was cut in half becomes U+FFFD.
  return lines.toString().replace(/\uFFFD+$/u, '') + footer;
}
