/**
 * A message in Slack's format: `text` for notifications and for servers that know only Slack's older format, a header,
 * and a coloured attachment of blocks. Text from outside is escaped (`& < >` are Slack's control characters, and
 * `<!channel>` would notify everyone), shown without formatting where possible, and truncated to Slack's limits:
 * https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/messaging/formatting-message-text
 */
import type { Message } from '../channel.ts';
import { describeMessage, type Fact, type MessageContent, type MessageMoment } from '../../message.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { toneColours } from '../tone-colours.ts';

interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly emoji?: false;
  /** Keeps `@name`, `#name` and bare URLs as text. */
  readonly verbatim?: true;
}
export interface SlackBlock {
  readonly type: 'header' | 'section' | 'context';
  readonly text?: SlackText;
  readonly fields?: readonly SlackText[];
  readonly elements?: readonly SlackText[];
}
export interface SlackPayload {
  readonly text: string;
  /** `text` is not formatted. */
  readonly mrkdwn: false;
  readonly blocks: readonly SlackBlock[];
  readonly attachments: readonly {
    readonly color: string;
    readonly fallback: string;
    readonly blocks: readonly SlackBlock[];
  }[];
}

const headerLength = 150;
const sectionLength = 3000;
const fieldLength = 2000;
const textLength = 3000;
const footerLength = 300;

export function slackMessage(message: Message, moment: MessageMoment): SlackPayload {
  const content = describeMessage(message, moment);
  return {
    text: escaped(withoutCalls(content.title), textLength),
    mrkdwn: false,
    blocks: [{ type: 'header', text: plain(content.headline, headerLength) }],
    attachments: [
      {
        color: toneColours[content.tone],
        fallback: escaped(withoutCalls(content.reasons.join('\n')), textLength),
        blocks: [reasonBlock(content), ...factBlocks(content), ...linkBlocks(content), footerBlock(content)],
      },
    ],
  };
}

function reasonBlock({ reasonsTitle, reasons }: MessageContent): SlackBlock {
  const lines = reasonsTitle === null ? reasons : [`${reasonsTitle}:`, ...reasons];
  return { type: 'section', text: plain(lines.join('\n'), sectionLength) };
}

function factBlocks({ facts, url }: MessageContent): readonly SlackBlock[] {
  const fields = facts.filter(({ value }) => value !== url).map(factField);
  return fields.length === 0 ? [] : [{ type: 'section', fields }];
}

/** Text that Slack would format (code, bold, a leading quotation mark) goes into a plain text field. */
function factField({ label, value }: Fact): SlackText {
  if (/[*_~`]|^>/u.test(value)) return plain(`${label}\n${value}`, fieldLength);
  return marked(`*${label}*\n${escaped(value, fieldLength - label.length - 3)}`);
}

/** In blocks of their own: a URL may be longer than a field. One that does not fit is left out, not truncated. */
function linkBlocks({ url, link }: MessageContent): readonly SlackBlock[] {
  const links = [
    ...(url === null ? [] : [`<${slackUrl(url)}>`]),
    ...(link === null ? [] : [`<${slackUrl(link.url)}|${escapeMarkup(link.text)}>`]),
  ];
  return links.filter((text) => text.length <= sectionLength).map((text) => ({ type: 'section', text: marked(text) }));
}

function slackUrl(url: string): string {
  return escapeMarkup(url.replace(/[|<>]/gu, encodeURIComponent));
}

function footerBlock({ footer }: MessageContent): SlackBlock {
  return { type: 'context', elements: [plain(footer, footerLength)] };
}

function plain(text: string, max: number): SlackText {
  return { type: 'plain_text', text: escaped(text, max), emoji: false };
}

function marked(text: string): SlackText {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Mattermost reads only `text` and notifies everyone at a bare `@all`; a zero-width space prevents that. */
function withoutCalls(text: string): string {
  return text.replace(/@(?=(?:all|channel|everyone|here)\b)/giu, '@\u200b');
}

/** Truncated so that the escaped text stays within the limit and no entity is split. */
function escaped(text: string, max: number): string {
  const whole = escapeMarkup(text);
  if (whole.length <= max) return whole;
  let cut = '';
  for (const character of text) {
    const next = escapeMarkup(character);
    if (cut.length + next.length > max - 1) break;
    cut += next;
  }
  return `${cut}…`;
}
