/**
 * A message in Slack's form: `text` for notifications and for servers that only speak Slack's older format, a header,
 * and a coloured attachment of blocks. What comes from outside is escaped (`& < >` are Slack's control characters,
 * `<!channel>` would wake everybody), shown without formatting where it can be, and cut to Slack's limits:
 * https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/messaging/formatting-message-text
 */
import type { Message } from '../channel.ts';
import type { Tone } from '../../message-words.ts';
import { describeMessage, type Fact, type MessageContent, type MessageMoment } from '../../message.ts';

interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly emoji?: false;
  /** Leaves `@name`, `#name` and bare URLs as they are. */
  readonly verbatim?: true;
}
export interface SlackBlock {
  readonly type: 'header' | 'section';
  readonly text?: SlackText;
  readonly fields?: readonly SlackText[];
}
export interface SlackPayload {
  readonly text: string;
  /** Of `text`: it is not formatted. */
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

const colours: Readonly<Record<Tone, string>> = {
  bad: '#d92d20',
  warning: '#f79009',
  good: '#12b76a',
  neutral: '#2e90fa',
};

export function slackMessage(message: Message, moment: MessageMoment): SlackPayload {
  const content = describeMessage(message, moment);
  return {
    text: escaped(withoutCalls(content.title), textLength),
    mrkdwn: false,
    blocks: [{ type: 'header', text: plain(content.headline, headerLength) }],
    attachments: [
      {
        color: colours[content.tone],
        fallback: escaped(withoutCalls(content.reasons.join('\n')), textLength),
        blocks: [reasonBlock(content), ...factBlocks(content), ...linkBlocks(content)],
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

/** What would be formatted (code, bold, a quotation at its beginning) is shown in a field that knows no formatting. */
function factField({ label, value }: Fact): SlackText {
  if (/[*_~`]|^>/u.test(value)) return plain(`${label}\n${value}`, fieldLength);
  return marked(`*${label}*\n${escaped(value, fieldLength - label.length - 3)}`);
}

/** In a block of its own: a URL may be longer than a field. One that does not fit is left out rather than cut. */
function linkBlocks({ url }: MessageContent): readonly SlackBlock[] {
  if (url === null) return [];
  const link = `<${escapeText(url.replace(/[|<>]/gu, encodeURIComponent))}>`;
  return link.length > sectionLength ? [] : [{ type: 'section', text: marked(link) }];
}

function plain(text: string, max: number): SlackText {
  return { type: 'plain_text', text: escaped(text, max), emoji: false };
}

function marked(text: string): SlackText {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Mattermost, which reads `text` alone, calls everybody by a bare word; a zero-width blank parts it. */
function withoutCalls(text: string): string {
  return text.replace(/@(?=(?:all|channel|everyone|here)\b)/giu, '@\u200b');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeText(text: string): string {
  return text.replace(/[&<>]/gu, (sign) => entities[sign] ?? sign);
}

/** Cut so that the escaped text keeps to the limit and no entity is cut in two. */
function escaped(text: string, max: number): string {
  const whole = escapeText(text);
  if (whole.length <= max) return whole;
  let cut = '';
  for (const character of text) {
    const next = escapeText(character);
    if (cut.length + next.length > max - 1) break;
    cut += next;
  }
  return `${cut}…`;
}
