/**
 * Google Chat's webhooks, as one card per message (https://developers.google.com/workspace/chat/quickstart/webhooks). All
 * messages about one outage are in one thread. A message has at most 32,000 bytes.
 */
import { cap } from '../../../../contract/plain-text.ts';
import type { Link } from '../../incident-link.ts';
import { describeMessage, type MessageContent } from '../../message.ts';
import type { Tone } from '../../message-words.ts';
import type { ChannelRoom } from '../channel.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { subjectKey } from '../message-keys.ts';
import { messageMoment } from '../message-moment.ts';
import { toneColours } from '../tone-colours.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404, 410], unwanted: [400, 413] };

const titleLength = 300;
/** Characters of up to 5 bytes, escaped. */
const reasonsLength = 4_000;
const mostFacts = 8;
const factLength = 200;

/** Readable on the cards of both themes. */
const quietColour = '#7f8690';

const signs: Readonly<Record<Tone, string>> = { bad: '●', warning: '▲', good: '✓', neutral: 'ℹ' };

export const googlechat: ChannelRoom<'googlechat'> = {
  deadlineMs: 15_000,
  // One message a second to a space, from all its webhooks together.
  pace: { everyMs: 1_000, burst: 1 },
  async send({ id, webhookUrl }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const url = new URL(webhookUrl);
    url.searchParams.set('threadKey', subjectKey(message, id));
    url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    const json = {
      // For notifications.
      fallbackText: cap(content.title, titleLength),
      cardsV2: [{ cardId: 'alert', card: cardOf(content) }],
    };
    return sendResultOf(await sendJson({ url: url.href, json }, context), context, statuses);
  },
};

function cardOf({ title, tone, reasonsTitle, reasons, facts, url, link, footer }: MessageContent): object {
  const lines = reasonsTitle === null ? reasons : [`${reasonsTitle}:`, ...reasons];
  const buttons = [...(url === null ? [] : [{ text: cap(url, factLength), url }]), ...(link === null ? [] : [link])];
  const widgets = [
    paragraph(
      `<font color="${toneColours[tone]}">${signs[tone]}</font> <b>${escapeMarkup(cap(title, titleLength))}</b>`,
    ),
    paragraph(escapeMarkup(cap(lines.join('\n'), reasonsLength))),
    ...facts.slice(0, mostFacts).map(({ label, value }) => ({
      decoratedText: { topLabel: label, text: escapeMarkup(cap(value, factLength)), wrapText: true },
    })),
    ...(buttons.length === 0 ? [] : [{ buttonList: { buttons: buttons.map(buttonOf) } }]),
    paragraph(`<font color="${quietColour}">${escapeMarkup(footer)}</font>`),
  ];
  return { sections: [{ widgets }] };
}

function buttonOf({ text, url }: Link): object {
  return { text, onClick: { openLink: { url } } };
}

function paragraph(text: string): object {
  return { textParagraph: { text } };
}
