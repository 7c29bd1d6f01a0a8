/**
 * Discord's webhooks, as one embed per message within its limits
 * (https://discord.com/developers/docs/resources/message#embed-object-embed-limits). With `wait`, a message that Discord
 * does not keep is an error instead of a success. 401 and 404 mean that the webhook was deleted and must not be used
 * any more: https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
import { describeMessage, type MessageContent } from '../../message.ts';
import type { Tone } from '../../message-words.ts';
import type { ChannelRoom, RoomContext, SendResult } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { jsonReply } from '../json-reply.ts';
import { escapedMarkdown } from '../markdown.ts';
import { messageMoment } from '../message-moment.ts';
import { toneColours } from '../tone-colours.ts';
import { turnFirst, withReceipt } from '../turn-first.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404, 410], unwanted: [400, 413] };

const titleLength = 256;
/** Together with title and fields at most 6,000. */
const descriptionLength = 2_500;
const fieldNameLength = 40;
const fieldLength = 300;
const mostFields = 8;

export const discord: ChannelRoom<'discord'> = {
  deadlineMs: 10_000,
  // Webhooks take about 30 messages a minute, in short bursts of 5. Its headers say more.
  pace: { everyMs: 2_400, burst: 5, perMessage: 2 },
  send({ webhookUrl }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const execute = (embed: object): Promise<SendResult> =>
      request({ url: executeUrl(webhookUrl), method: 'POST', embed }, context);
    return turnFirst(message, {
      change: (receipt) =>
        request({ url: messageUrl(webhookUrl, receipt), method: 'PATCH', embed: embedOf(content) }, context),
      announce: () => execute(briefEmbedOf(content)),
      send: () => execute(embedOf(content)),
    });
  },
};

interface Request {
  readonly url: string;
  readonly method: 'POST' | 'PATCH';
  readonly embed: object;
}

async function request({ url, method, embed }: Request, context: RoomContext): Promise<SendResult> {
  const json = { embeds: [embed], allowed_mentions: { parse: [] } };
  const reply = await sendJson({ url, method, json }, context);
  return withReceipt(sendResultOf(reply, context, statuses), jsonReply(reply.text)['id']);
}

function executeUrl(webhookUrl: string): string {
  const url = new URL(webhookUrl);
  url.searchParams.set('wait', 'true');
  return url.href;
}

function messageUrl(webhookUrl: string, receipt: string): string {
  const url = new URL(webhookUrl);
  url.pathname = `${url.pathname.replace(/\/+$/u, '')}/messages/${encodeURIComponent(receipt)}`;
  return url.href;
}

function briefEmbedOf({ title, tone, footer }: MessageContent): object {
  return { title: escapedMarkdown(title, titleLength), color: colourOf(tone), footer: { text: footer } };
}

function colourOf(tone: Tone): number {
  return Number.parseInt(toneColours[tone].slice(1), 16);
}

function embedOf({ title, tone, reasonsTitle, reasons, facts, url, link, footer }: MessageContent): object {
  const lines = reasonsTitle === null ? reasons : [`${reasonsTitle}:`, ...reasons];
  const fields = facts.slice(0, mostFields).map(({ label, value }) => ({
    name: escapedMarkdown(label, fieldNameLength),
    value: escapedMarkdown(value, fieldLength),
    inline: value.length < 40,
  }));
  return {
    title: escapedMarkdown(title, titleLength),
    description: escapedMarkdown(lines.join('\n'), descriptionLength),
    color: colourOf(tone),
    // As text, which stays readable where Discord makes no link of the address.
    fields: link === null ? fields : [...fields, { name: link.text, value: link.url, inline: false }],
    footer: { text: footer },
    ...(url === null ? {} : { url }),
  };
}
