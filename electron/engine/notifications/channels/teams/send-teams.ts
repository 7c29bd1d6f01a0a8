/**
 * Teams, by the webhook of a workflow ("When a Teams webhook request is received"), as one adaptive card per message. The
 * workflow accepts it with 202 and posts it afterwards, so that an error of the card would stay unknown: the card has only
 * elements of version 1.2, and texts in runs, which are not formatted. A message has at most 28 KB.
 */
import { cap } from '../../../../contract/plain-text.ts';
import { describeMessage, type MessageContent } from '../../message.ts';
import type { Tone } from '../../message-words.ts';
import type { ChannelRoom } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { messageMoment } from '../message-moment.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404, 410], unwanted: [400, 413] };

const titleLength = 300;
/** Characters of up to 4 bytes. */
const reasonsLength = 3_500;
const mostFacts = 8;
const factLength = 200;

const colours: Readonly<Record<Tone, string>> = {
  bad: 'attention',
  warning: 'warning',
  good: 'good',
  neutral: 'accent',
};

export const teams: ChannelRoom<'teams'> = {
  deadlineMs: 30_000,
  // More than 4 requests a second are throttled.
  pace: { everyMs: 1_000, burst: 4 },
  async send({ webhookUrl }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const attachment = {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: cardOf(content),
    };
    const json = { type: 'message', attachments: [attachment] };
    return sendResultOf(await sendJson({ url: webhookUrl, json }, context), context, statuses);
  },
};

function cardOf(content: MessageContent): object {
  const { title, tone, reasonsTitle, reasons, facts, url, link, footer } = content;
  const lines = reasonsTitle === null ? reasons : [`${reasonsTitle}:`, ...reasons];
  const links = [
    ...(url === null ? [] : [{ title: cap(url, factLength), url }]),
    ...(link === null ? [] : [{ title: link.text, url: link.url }]),
  ];
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.2',
    fallbackText: cap(title, titleLength),
    msteams: { width: 'Full' },
    body: [
      runs([{ text: cap(title, titleLength), color: colours[tone], weight: 'bolder', size: 'medium' }]),
      ...cap(lines.join('\n'), reasonsLength)
        .split('\n')
        .map((line) => runs([{ text: line }], 'small')),
      ...facts
        .slice(0, mostFacts)
        .map(({ label, value }) =>
          runs([{ text: `${label}: `, weight: 'bolder' }, { text: cap(value, factLength) }], 'small'),
        ),
      runs([{ text: footer, isSubtle: true, size: 'small' }]),
    ],
    ...(links.length === 0 ? {} : { actions: links.map((open) => ({ type: 'Action.OpenUrl', ...open })) }),
  };
}

function runs(inlines: readonly object[], spacing = 'default'): object {
  return { type: 'RichTextBlock', spacing, inlines: inlines.map((inline) => ({ type: 'TextRun', ...inline })) };
}
