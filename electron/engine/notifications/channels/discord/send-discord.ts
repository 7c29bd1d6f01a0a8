/**
 * Discord's webhooks, as one embed per message within its limits
 * (https://discord.com/developers/docs/resources/message#embed-object-embed-limits). With `wait`, a message that Discord
 * does not keep is an error instead of a success. 401 and 404 mean that the webhook was deleted and must not be used
 * any more: https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
import { describeMessage, type MessageContent } from '../../message.ts';
import type { ChannelRoom } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { escapedMarkdown } from '../markdown.ts';
import { toneColours } from '../tone-colours.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404, 410], unwanted: [400, 413] };

const titleLength = 256;
/** Together with title and fields at most 6,000. */
const descriptionLength = 2_500;
const fieldNameLength = 100;
const fieldLength = 350;
const mostFields = 6;

export const discord: ChannelRoom<'discord'> = {
  deadlineMs: 10_000,
  // Webhooks take about 30 messages a minute, in short bursts of 5.
  pace: { everyMs: 2_000, burst: 5 },
  async send({ webhookUrl }, message, context) {
    const content = describeMessage(message, { nowMs: context.clock.now(), speech: context.speech });
    const url = new URL(webhookUrl);
    url.searchParams.set('wait', 'true');
    const json = { embeds: [embedOf(content)], allowed_mentions: { parse: [] } };
    return sendResultOf(await sendJson({ url: url.href, json }, context), context, statuses);
  },
};

function embedOf({ title, tone, reasonsTitle, reasons, facts, url, footer }: MessageContent): object {
  const lines = reasonsTitle === null ? reasons : [`${reasonsTitle}:`, ...reasons];
  const fields = facts.slice(0, mostFields).map(({ label, value }) => ({
    name: escapedMarkdown(label, fieldNameLength),
    value: escapedMarkdown(value, fieldLength),
    inline: value.length < 40,
  }));
  return {
    title: escapedMarkdown(title, titleLength),
    description: escapedMarkdown(lines.join('\n'), descriptionLength),
    color: Number.parseInt(toneColours[tone].slice(1), 16),
    fields,
    footer: { text: footer },
    ...(url === null ? {} : { url }),
  };
}
