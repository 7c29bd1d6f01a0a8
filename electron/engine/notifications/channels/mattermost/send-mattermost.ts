/**
 * Mattermost's incoming webhooks, as one attachment per message
 * (https://developers.mattermost.com/integrate/webhooks/incoming). The response to a success is `ok`.
 */
import { describeMessage, type MessageContent } from '../../message.ts';
import type { ChannelRoom } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { escapedMarkdown } from '../markdown.ts';
import { messageMoment } from '../message-moment.ts';
import { toneColours } from '../tone-colours.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404, 410], unwanted: [400, 413] };
/** A post has at most 16,383 characters. */
const textLength = 4_000;
const fieldLength = 1_000;

export const mattermost: ChannelRoom<'mattermost'> = {
  deadlineMs: 10_000,
  // By default a server takes 10 requests a second, from all its clients together.
  pace: { everyMs: 500, burst: 5 },
  async send({ webhookUrl }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const json = { attachments: [attachmentOf(content)] };
    return sendResultOf(await sendJson({ url: webhookUrl, json }, context), context, statuses);
  },
};

function attachmentOf({ title, tone, reasonsTitle, reasons, facts, url, link, footer }: MessageContent): object {
  const lines = reasonsTitle === null ? reasons : [`${reasonsTitle}:`, ...reasons];
  const shown = escapedMarkdown(lines.join('\n'), textLength);
  return {
    // In notifications, as plain text.
    fallback: title,
    color: toneColours[tone],
    title: escapedMarkdown(title, fieldLength),
    text: link === null ? shown : `${shown}\n\n[${link.text}](${link.url})`,
    fields: facts.map(({ label, value }) => ({
      title: label,
      value: escapedMarkdown(value, fieldLength),
      short: value.length < 40,
    })),
    footer,
    ...(url === null ? {} : { title_link: url }),
  };
}
